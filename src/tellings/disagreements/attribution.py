"""On whose word: the same claim hung on another source, the same mouth given other words, a rumour here and a fact there."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, once, part, side
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import Word, content_of, words
from tellings.model import Attribution, Side, Span, Telling
from tellings.rules import load_rules, patterns

LONGEST = 160  # characters of what is said that are quoted
LEAST = 0.8  # weight of the words in common that two reports of one thing must have
SHARE = 0.3  # and how much of the shorter one


@dataclass(frozen=True, slots=True)
class Report:
    """What a telling hangs on somebody's word: who, and what, in one quotation."""

    quote: Span
    source: Span
    who: Sequence[Word]
    what: Sequence[Word]
    spoken: bool


def find(context: Context) -> list[Draft]:
    """Tellings of one event that name other sources, quote one speaker otherwise, or of which one tells a rumour and the other a fact."""
    return [draft for pair in context.pairs() for draft in (*_sources(context, pair), *_rumours(context, pair))]


def _sources(context: Context, pair: Pair) -> Iterator[Draft]:
    found: list[tuple[float, float, Draft]] = []
    for x, y in product(reports(context, pair.a), reports(context, pair.b)):
        score, common = context.weights.shared(x.what, y.what)
        one = _one_source(context, x, y)
        if one and x.spoken and y.spoken and score < LEAST:
            note = f"Both quote “{x.source.text}”, in other words."
            yield Draft("attribution", "tension", _sides(x, y), note, Grounds(score), "quoted_otherwise", pair.events)
        elif not one and score >= max(LEAST, SHARE * min(_weight(context, x), _weight(context, y))):
            note = f"Both tell of {words(common[:2])}; one has it from “{x.source.text}”, the other from “{y.source.text}”."
            both_named = _named(x) == _named(y)
            bodies = _a_body(context, x) and _a_body(context, y)
            grounds = Grounds(score, against=both_named + bodies)
            draft = Draft("attribution", "tension", _sides(x, y), note, grounds, "other_source", pair.events)
            found.append((both_named, -score, draft))
    yield from (draft for _, _, draft in sorted(found, key=lambda f: f[:2])[:1])


def _weight(context: Context, report: Report) -> float:
    """What the words of a report weigh together."""
    return sum(context.weights[stem] for stem in {w.stem for w in report.what})


def _named(report: Report) -> bool:
    """Whether a source says who it is: "the ministry", not "two officials" or "a person familiar with it"."""
    unnamed = load_rules("disagreements")["words"]["unnamed"].split()
    return not any(w.text.lower() in unnamed for w in report.who)


def _a_body(context: Context, report: Report) -> bool:
    """Whether a source is an office and nobody by name: of two offices the one often speaks for the other."""
    bodies = load_rules("disagreements")["words"]["bodies"].split()
    kinds = {n.kind for n in context.names.inside(report.source)}
    return "person" not in kinds and ("organisation" in kinds or any(w.text.lower() in bodies for w in report.who))


def _sides(x: Report, y: Report) -> tuple[Side, Side]:
    return side(x.quote, x.source.text), side(y.quote, y.source.text)


@once
def reports(context: Context, telling: Telling) -> list[Report]:
    """The attributions of a telling that name a source."""
    found, told = [], context.sentences_of(telling)
    for a in context.attributions[telling.account]:
        source = a.source
        if source and any(s.start < a.content.end and a.content.start < s.end for s in told):
            who = content_of(source)
            if who:
                reported = content_of(a.content)
                found.append(Report(_quote(context, a, source), source, who, reported, a.mode == "direct"))
    return found


def _quote(context: Context, said: Attribution, source: Span) -> Span:
    """Source and words said in one stretch of the sentence that they stand in, no longer than LONGEST on the source's side."""
    sentence = context.sentence(said.content)
    inside = sentence.start <= source.start < sentence.end
    start = max(sentence.start, min(source.start, said.content.start) if inside else said.content.start)
    end = min(sentence.end, max(source.end, said.content.end))
    if inside and source.start > said.content.start and end - start > LONGEST:
        return part(sentence, sentence.start + sentence.text.find(" ", end - LONGEST - sentence.start), end)
    cut = sentence.text.find(" ", start - sentence.start + LONGEST)
    return part(sentence, start, end if cut < 0 else min(end, sentence.start + cut))


def _one_source(context: Context, x: Report, y: Report) -> bool:
    """Whether two sources can be one: a word or a name in common, or one that only stands for another."""
    here, there = ({n.entity for n in context.names.inside(r.source)} for r in (x, y))
    return bool({w.stem for w in x.who} & {w.stem for w in y.who} or here & there)


def _rumours(context: Context, pair: Pair) -> Iterator[Draft]:
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        hearsay, plain = _hearsay(context, one), _hearsay(context, other)
        if not hearsay or plain or {"reported", "hedged", "asked", "denied"} & set(other.marks):
            continue
        said, rest = hearsay[0]
        told = max(
            context.sentences_of(other),
            key=lambda s: context.weights.shared(content_of(rest), content_of(s))[0],
        )
        score, common = context.weights.shared(content_of(rest), content_of(told))
        if score >= 1.0:
            yield Draft(
                "attribution",
                "tension",
                (side(rest, said), side(told, "told as a fact")),
                f"One hangs it on “{said}”, the other tells it as a fact; both speak of {words(common[:2])}.",
                Grounds(score),
                "told_as_rumour",
                pair.events,
            )


@once
def _hearsay(context: Context, telling: Telling) -> list[tuple[str, Span]]:
    """The words of a telling that hang it on talk, each with the rest of its sentence from there on."""
    return [
        (match.group(), part(s, s.start + match.start(), min(s.end, s.start + match.start() + LONGEST)))
        for s in context.sentences_of(telling)
        for pattern, _ in patterns("framing", "hearsay")
        if (match := pattern.search(s.text))
    ]

"""Who did it, to whom, and what became of them: one part of a deed filled by another."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.disagreements.clauses import Clause, Phrase
from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.deeds import Match, acts, cosine, known, matches, opposed, same, told
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import same_word, words
from tellings.model import Span

_BY = {"doer": "by", "undergoer": "to"}


def find(context: Context) -> list[Draft]:
    """Deeds of aligned tellings that are done by, or to, somebody else, or that end otherwise."""
    return [draft for pair in context.every_pair for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    found = [draft for match in matches(context, pair) for draft in _of_match(context, match)]
    yield from found
    yield from _fates(context, pair)
    if not found and pair.event:
        yield from _leading(context, pair)


def _of_match(context: Context, match: Match) -> Iterator[Draft]:
    x, y = match.x, match.y
    if x.denied != y.denied:
        return
    if _apart(context, x.doer, y.doer) and not _crossed(context, x, y):
        yield _differ(context, match, (x.doer, y.doer), "doer")
    elif _apart(context, x.undergoer, y.undergoer) and x.doer and y.doer and same(context, x.doer, y.doer):
        yield _differ(context, match, (x.undergoer, y.undergoer), "undergoer")


def _apart(context: Context, x: Phrase | None, y: Phrase | None) -> bool:
    return x is not None and y is not None and known(x) and known(y) and not same(context, x, y)


def _crossed(context: Context, x: Clause, y: Clause) -> bool:
    """Whether the doer of one clause is who is acted on in the other: they tell two halves of one exchange, or one is misread."""
    pairs = ((x.doer, y.undergoer), (y.doer, x.undergoer))
    return any(a and b and known(a) and known(b) and same(context, a, b) for a, b in pairs)


def _differ(context: Context, match: Match, parts: tuple[Phrase | None, Phrase | None], part: str) -> Draft:
    x, y = parts
    assert x and y
    rule = f"{part}_differs"
    persons = acts(context, x) + acts(context, y)
    deed = words(dict.fromkeys([match.x.verb.text, match.y.verb.text]))
    also = f" Both also speak of {words(match.common[:2])}." if match.common else ""
    return Draft(
        "actor",
        "tension",
        (side(_quote(context, match.x, x), x.span.text), side(_quote(context, match.y, y), y.span.text)),
        f"The deed is {deed}; it is done {_BY[part]} “{x.span.text}” in one and “{y.span.text}” in the other.{also}",
        Grounds(match.likeness, against=2 - persons),
        rule,
        match.pair.events,
    )


def _quote(context: Context, clause: Clause, phrase: Phrase) -> Span:
    start, end = min(clause.verb.start, phrase.span.start), max(clause.verb.end, phrase.span.end)
    sentence = clause.sentence
    return context.quote(
        Span(sentence.account, start, end, sentence.text[start - sentence.start : end - sentence.start])
    )


def _fates(context: Context, pair: Pair) -> Iterator[Draft]:
    """The same subject with opposed verbs: killed here, escaped there."""
    for x in context.clauses(pair.a):
        for y in context.clauses(pair.b):
            ends = opposed(x, y)
            if not ends:
                continue
            who = next(
                (
                    (a, b)
                    for a in _subjects(x)
                    for b in _subjects(y)
                    if known(a) and known(b) and _named_alike(context, a, b)
                ),
                None,
            )
            if who:
                common = context.weights.shared(told(who[0]), told(who[1]))[0]
                yield Draft(
                    "actor",
                    "contradiction",
                    (side(_quote(context, x, who[0]), x.verb.text), side(_quote(context, y, who[1]), y.verb.text)),
                    f"Of “{who[0].span.text}” one says “{x.verb.text}” and the other “{y.verb.text}”.",
                    Grounds(common),
                    "fate_differs",
                    pair.events,
                )


def _subjects(clause: Clause) -> list[Phrase]:
    """Whom a verb tells of: who is acted on, or who acts where nobody is."""
    return [p for p in (clause.undergoer or clause.doer,) if p]


def _named_alike(context: Context, x: Phrase, y: Phrase) -> bool:
    return same_word(x.head, y.head) or bool(
        {n.entity for n in context.names.inside(x.span)} & {n.entity for n in context.names.inside(y.span)}
    )


def _leading(context: Context, pair: Pair) -> Iterator[Draft]:
    """Two tellings of one event that share no doer, though each has one that acts: those whose deeds are nearest in sense."""
    ours, theirs = (
        [c for c in context.clauses(t) if known(c.doer) and c.doer and acts(context, c.doer)] for t in (pair.a, pair.b)
    )
    both = [(a, b) for a in ours for b in theirs if a.doer and b.doer]
    if not both or any(same(context, a.doer, b.doer) for a, b in both if a.doer and b.doer):
        return
    near, x, y = max(((cosine(a.lemma, b.lemma), a, b) for a, b in both), key=lambda found: found[0])
    assert x.doer and y.doer
    yield Draft(
        "actor",
        "tension",
        (side(_quote(context, x, x.doer), x.doer.span.text), side(_quote(context, y, y.doer), y.doer.span.text)),
        f"One tells of “{x.doer.span.text}” that they “{x.verb.text}”, the other of “{y.doer.span.text}” that they “{y.verb.text}”.",
        Grounds(max(near, 0.0)),
        "other_doers",
        pair.events,
    )

"""Shares of a whole told in words ("most of them") and in numbers ("34%", "12 of 40") that cannot both be right."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.pairs import Pair
from tellings.disagreements.quantity import reach_of, rounding, unit_of
from tellings.disagreements.wording import Word, content_of, words
from tellings.model import Span, Telling
from tellings.rules import patterns

LEAST_LIKENESS = 0.2  # what the words in common must weigh where something else says that both speak of one thing
LEAST_ALONE = 0.6  # and what those of the clause must weigh where nothing does


@dataclass(frozen=True, slots=True)
class Share:
    """A share in percent, from `least` to `most`.

    `said` is its stretch, `around` the words of its sentence, `clause` those of its clause that are no names.
    """

    said: Span
    quote: Span
    least: float
    most: float
    around: Sequence[Word]
    clause: Sequence[Word]


def find(context: Context) -> list[Draft]:
    """Shares in words against shares in numbers: of two accounts, and of neighbouring sentences of one."""
    return [*_across(context), *_within(context)]


def _across(context: Context) -> Iterator[Draft]:
    joined: dict[tuple[Span, Span], Pair] = {}
    for pair in context.pairs():
        for x, y in product(context.sentences_of(pair.a), context.sentences_of(pair.b)):
            joined[x, y] = joined[y, x] = pair
    sentences = [s.span for s in context.findings.sentences]
    for said, counted in product(_in_words(context, sentences), _in_numbers(context, sentences)):
        both = joined.get((context.sentence(said.said), context.sentence(counted.said)))
        if said.said.account == counted.said.account:
            continue
        if both:
            yield from _differ(context, said, counted, both)
        elif context.weights.shared(said.clause, counted.clause)[0] >= LEAST_ALONE:
            yield from _differ(context, said, counted, _one(said, counted))


def _within(context: Context) -> Iterator[Draft]:
    """A share in words that the next sentence, which bears it out by an example, does not bear out."""
    for account in context.accounts:
        for first, second in pairwise(context.sentences.of(account.id)):
            example = any(pattern.match(second.span.text) for pattern, _ in patterns("disagreements", "example"))
            if first.paragraph == second.paragraph and example:
                for said, counted in product(_in_words(context, [first.span]), _in_numbers(context, [second.span])):
                    yield from _differ(context, said, counted, _one(said, counted))


def in_words(context: Context, telling: Telling) -> bool:
    """Whether a telling gives a share in words."""
    return bool(_in_words(context, context.sentences_of(telling)))


def _in_words(context: Context, sentences: list[Span]) -> list[Share]:
    found = []
    for sentence in sentences:
        for pattern, rule in patterns("disagreements", "share"):
            for match in pattern.finditer(sentence.text):
                said = Span(
                    sentence.account, sentence.start + match.start(), sentence.start + match.end(), match.group()
                )
                found.append(_share(context, said, rule["least"], rule["most"]))
    return found


def _in_numbers(context: Context, sentences: list[Span]) -> list[Share]:
    found = []
    for sentence in sentences:
        figures = context.figures.inside(sentence)
        for figure in figures:
            if unit_of(figure)[0] == "percent" and figure.value is not None and not reach_of(figure, sentence):
                slack = rounding(figure.value)
                found.append(_share(context, figure.span, figure.value - slack, figure.value + slack))
        for whole, some in pairwise(figures):
            before = sentence.text[: whole.span.start - sentence.start].lower().rstrip()
            if before.endswith("out of") and whole.value and some.value is not None and some.value < whole.value:
                percent = 100 * some.value / whole.value
                said = Span(
                    sentence.account,
                    whole.span.start,
                    some.span.end,
                    sentence.text[whole.span.start - sentence.start : some.span.end - sentence.start],
                )
                found.append(_share(context, said, percent, percent))
    return found


def _share(context: Context, said: Span, least: float, most: float) -> Share:
    sentence = context.sentence(said)
    quote = context.quote(said)
    around = content_of(sentence)
    clause = content_of(context.clause(said))
    common = [w for w in (clause if len(clause) > 2 else around) if w.text.islower()]
    return Share(said, quote, least, most, around, common)


def _one(said: Share, counted: Share) -> Pair:
    """Two sentences that no event joins, taken for tellings of one thing."""
    a, b = (Telling("", s.quote.account, (s.quote,)) for s in (said, counted))
    return Pair("", a, b)


def _differ(context: Context, said: Share, counted: Share, pair: Pair) -> Iterator[Draft]:
    score, common = context.weights.shared(said.around, counted.around)
    if score < LEAST_LIKENESS or (said.least <= counted.most and counted.least <= said.most):
        return
    yield Draft(
        "figure",
        "contradiction",
        (side(said.quote, said.said.text), side(counted.quote, f"{_percent(counted)} percent")),
        f"“{said.said.text}” means {said.least} to {said.most} percent, “{counted.said.text}” {_percent(counted)}. "
        f"Both speak of {words(common[:2])}.",
        Grounds(score),
        "share_in_words",
        pair.events,
    )


def _percent(share: Share) -> str:
    """A share in words for the reader: both ends, or the middle where they are but what rounding leaves open."""
    rounded = share.most - share.least <= 1
    ends = [(share.least + share.most) / 2] if rounded else [share.least, share.most]
    return " to ".join(f"{end:.1f}".removesuffix(".0") for end in ends)

"""What one of two tellings of an event gives and the other does not: numbers, dates and names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.figure import Counted, counted
from tellings.disagreements.pairs import Pair
from tellings.disagreements.quantity import comparable
from tellings.disagreements.share import in_words
from tellings.disagreements.wording import content_of, words, words_of
from tellings.model import Span, Telling

LEAST = 0.6  # weight of the words in common that show the two sentences to tell the same
ENOUGH = 1.0  # what the missing details must weigh together: one number, or two names
FEWEST = 5  # a count of no more than so many persons or things is not missed


@dataclass(frozen=True, slots=True)
class Detail:
    """A number, a date or a name that only one of two tellings gives, and how much it weighs."""

    span: Span
    quote: Span
    weight: float


def find(context: Context) -> list[Draft]:
    """For each two tellings of one event what the one gives and the other lacks, and the other way round."""
    return [draft for pair in context.pairs() for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        found = [*_numbers(context, one, other), *_dates(context, one, other), *_names(context, one, other)]
        if sum(d.weight for d in found) < ENOUGH:
            continue
        first = max(found, key=lambda d: (d.weight, -d.span.start))
        told = content_of(context.sentence(first.span))
        where = max(context.sentences_of(other), key=lambda s: context.weights.shared(told, words_of(s))[0])
        likeness, common = context.weights.shared(told, words_of(where))
        if likeness >= LEAST:
            lacks = [d.span.text for d in sorted(found, key=lambda d: (-d.weight, d.span.start))[:3]]
            yield Draft(
                "omission",
                "missing_detail",
                (side(first.quote, words(lacks)), side(where, "does not say it")),
                f"Both speak of {words(common[:2])}; one does not give {words(lacks)}.",
                Grounds(likeness, weight=sum(d.weight for d in found)),
                "detail_missing",
                pair.events,
                f"detail {one.account} {where.start}",
            )


def _numbers(context: Context, one: Telling, other: Telling) -> Iterator[Detail]:
    theirs = counted(context, other)
    for x in counted(context, one):
        share = x.quantity.unit == "percent" and in_words(context, other)
        if _telling(x) and not share and not any(comparable(x.quantity, y.quantity) for y in theirs):
            yield Detail(x.quantity.figure.span, context.quote(x.quantity.figure.span), 1.0)


def _telling(x: Counted) -> bool:
    """Whether a number is worth missing: a measure, or a count of more than a handful."""
    return (x.quantity.figure.high or x.quantity.figure.value or 0.0) > FEWEST or x.quantity.unit not in (
        None,
        "persons",
    )


def _dates(context: Context, one: Telling, other: Telling) -> Iterator[Detail]:
    """The date of a telling where the other has none of its own."""
    if any(t.type in ("DATE", "TIME") for s in other.spans for t in context.times.inside(s)):
        return
    for time in (t for s in one.spans for t in context.times.inside(s)):
        if time.type == "DATE" and time.edtf:
            yield Detail(time.span, context.quote(time.span), 0.7)
            return


def _names(context: Context, one: Telling, other: Telling) -> Iterator[Detail]:
    """The persons, places and bodies that the other account never names at all."""
    known = {n.entity for n in context.names.of(other.account)}
    seen: set[str] = set()
    for name in (n for s in one.spans for n in context.names.inside(s)):
        if name.entity not in known | seen:
            seen.add(name.entity)
            yield Detail(name.span, context.quote(name.span), 0.5)

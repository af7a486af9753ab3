"""Which value of one telling answers the same question as which value of another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from tellings.disagreements.context import Context
from tellings.disagreements.wording import Word, content_of
from tellings.model import Span

T = TypeVar("T")
NEARLY = 0.8  # a value that agrees and is nearly as like as the one that does not settles the question


def apart(
    ours: Sequence[T],
    theirs: Sequence[T],
    *,
    like: Callable[[T, T], float | None],
    fits: Callable[[T, T], bool],
    least: float,
) -> Iterator[tuple[float, T, T]]:
    """The matched values that do not fit, likest first: each is matched once, to the one it is likest.

    `like` says how much two values have around them in common, None where they cannot be compared; what is below `least` is no
    match. A value for which another fits about as well is settled.
    """
    scored = [(score, x, y) for x in ours for y in theirs if (score := like(x, y)) is not None and score >= least]
    settled: dict[int, float] = defaultdict(float)
    for score, x, y in scored:
        if fits(x, y):
            settled[id(x)], settled[id(y)] = max(settled[id(x)], score), max(settled[id(y)], score)
    taken: set[int] = set()
    for score, x, y in sorted(scored, key=lambda match: -match[0]):
        if {id(x), id(y)} & taken:
            continue
        taken |= {id(x), id(y)}
        if not fits(x, y) and max(settled[id(x)], settled[id(y)]) < NEARLY * score:
            yield score, x, y


def names_in_common(context: Context, a: Span, b: Span) -> float:
    """The weight of the capitalised words that the sentences of two values share: whose and where the values are."""
    here, there = (_capitalised(context.sentence(s)) for s in (a, b))
    return context.weights.shared(here, there)[0]


@lru_cache(maxsize=20_000)
def _capitalised(sentence: Span) -> tuple[Word, ...]:
    return tuple(w for w in content_of(sentence) if w.text[0].isupper())

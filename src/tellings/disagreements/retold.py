"""The same told in other words: the pieces of two joined tellings that speak most of one thing, and yet do not say it alike.

What their words have in common says that they speak of one thing; what each adds is how it puts it. Most such pairs differ
in weight and colour only, so their probability is low.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.loaded import loaded
from tellings.disagreements.pairs import Pair
from tellings.disagreements.pieces import pieces
from tellings.disagreements.wording import Word, content_of, words
from tellings.model import Span, Telling

OWN = 2  # words of content that each side must have beside the common ones
LEAST = 0.6  # weight of the common words


def find(context: Context) -> list[Draft]:
    """For each two tellings of one event the pieces that tell most nearly the same in other words."""
    return [draft for pair in context.pairs() if (draft := _of_pair(context, pair))]


def _of_pair(context: Context, pair: Pair) -> Draft | None:
    found = [
        (score, x, y, common)
        for x, y in product(_said(context, pair.a), _said(context, pair.b))
        for score, common in [_likeness(context, x[1], y[1])]
        if score >= LEAST
    ]
    if not found:
        return None
    score, (x, x_words), (y, y_words), common = max(found, key=lambda f: (f[0], -f[1][0].start, -f[2][0].start))
    ours, theirs = _own(x_words, common), _own(y_words, common)
    colour = bool([w for w in (*ours, *theirs) if loaded(w)])
    return Draft(
        "framing",
        "framing",
        (side(x, words(ours[:3])), side(y, words(theirs[:3]))),
        f"Both tell of {words(common[:2])}; one says {words(ours[:3])}, the other {words(theirs[:3])}.",
        Grounds(score, weight=colour, settled=True),
        "other_words",
        pair.events,
        f"retold {x.start} {y.start}",
    )


def _said(context: Context, telling: Telling) -> list[tuple[Span, Sequence[Word]]]:
    return [(p, content_of(p)) for s in context.sentences_of(telling) for p in pieces(s)]


def _likeness(context: Context, x: Sequence[Word], y: Sequence[Word]) -> tuple[float, tuple[str, ...]]:
    """The weight of the common words, nought where one side has next to nothing of its own."""
    score, common = context.weights.shared(x, y)
    stems = {w.stem for w in x} & {w.stem for w in y}
    own = min(sum(w.stem not in stems for w in said) for said in (x, y))
    return (score, common) if own >= OWN else (0.0, common)


def _own(said: Sequence[Word], common: tuple[str, ...]) -> list[str]:
    """The words of a piece that are not common, the loaded ones first."""
    stems = {w.stem for c in common for w in said if w.text == c} | {w.stem for w in said if w.text in common}
    own = list(dict.fromkeys(w.text for w in said if w.stem not in stems and not w.text[0].isupper()))
    return sorted(own, key=lambda w: not loaded(w))

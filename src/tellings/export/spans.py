"""Looking things up by where they lie, and cutting a stretch of text where marks begin and end."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, TypeVar

from tellings.model import Span

T = TypeVar("T")
_CONTEXT = 60  # characters that stay in sight on each side of a mark
_LEAST_FOLD = 80  # less than this is not worth a click


class ByPlace(Generic[T]):
    """Things with a span, found by account and stretch; in the order in which they begin."""

    def __init__(self, things: Iterable[T], span_of: Callable[[T], Span]) -> None:
        places: dict[str, list[tuple[int, int, T]]] = {}
        for thing in things:
            span = span_of(thing)
            places.setdefault(span.account, []).append((span.start, span.end, thing))
        self._places = {account: sorted(found, key=lambda f: f[:2]) for account, found in places.items()}
        self._starts = {account: [f[0] for f in found] for account, found in self._places.items()}
        self._longest = {account: max(f[1] - f[0] for f in found) for account, found in self._places.items()}

    def within(self, account: str, start: int, end: int) -> list[T]:
        """The things that share at least one character with the stretch."""
        if account not in self._places:
            return []
        first = bisect_left(self._starts[account], start - self._longest[account])
        last = bisect_left(self._starts[account], end)
        return [thing for begins, ends, thing in self._places[account][first:last] if ends > start and begins < end]


@dataclass(frozen=True, slots=True)
class Mark:
    """A stretch to be marked: its class in the style sheet, what it says to a reader, and where it leads.

    `first` is a class that its first piece has besides, so that a shape is drawn once however often the mark is cut.
    """

    start: int
    end: int
    css: str
    note: str = ""
    href: str = ""
    first: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text under the same marks; `folded` where it is out of sight until asked for."""

    text: str
    css: str = ""
    note: str = ""
    href: str = ""
    folded: bool = False


def cut(text: str, start: int, marks: Sequence[Mark]) -> list[Piece]:
    """The text, which begins at `start` in its source, in pieces that together are the text to the letter."""
    end = start + len(text)
    inside = [m for m in marks if m.start < end and m.end > start]
    edges = sorted({start, end} | {min(max(at, start), end) for m in inside for at in (m.start, m.end)})
    pieces = []
    for begins, ends in pairwise(edges):
        over = [m for m in inside if m.start <= begins and m.end >= ends]
        first = [m.first for m in over if m.first and max(m.start, start) == begins]
        pieces.append(
            Piece(
                text[begins - start : ends - start],
                " ".join(dict.fromkeys([m.css for m in over] + first)),
                "; ".join(dict.fromkeys(m.note for m in over if m.note)),
                next((m.href for m in over if m.href), ""),
            )
        )
    return pieces


def fold(pieces: Sequence[Piece], limit: int) -> list[Piece]:
    """The pieces with what is far from the beginning and from every mark folded away, if they are longer than `limit`."""
    if sum(len(p.text) for p in pieces) <= limit:
        return list(pieces)
    folded: list[Piece] = []
    for n, piece in enumerate(pieces):
        if piece.css:
            folded.append(piece)
            continue
        head = _CONTEXT if n else limit * (4 if len(pieces) == 1 else 3) // 5
        tail = _CONTEXT if n < len(pieces) - 1 else 0
        folded += _fold_one(piece, head, tail)
    return folded


def _fold_one(piece: Piece, head: int, tail: int) -> list[Piece]:
    text = piece.text
    if len(text) < head + tail + _LEAST_FOLD:
        return [piece]
    begin = max(text.rfind(" ", 0, head) + 1, head // 2)
    end = len(text) if not tail else max(text.find(" ", len(text) - tail), len(text) - tail)
    parts = (text[:begin], text[begin:end], text[end:])
    return [replace(piece, text=t, folded=n == 1) for n, t in enumerate(parts) if t]

"""The calendar: words -> when."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression."""

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    calendar: str
    anchor: str | None
    rule: str


def find(text: str, *, published: date | str | None = None, start: int = 0, end: int | None = None) -> list[TimeExpression]:
    """The years in a text."""
    return [
        TimeExpression(m.start(), m.end(), m.group(), "DATE", m.group(), m.group(), date(int(m.group()), 1, 1).toordinal(), date(int(m.group()), 12, 31).toordinal(), "gregorian", None, "year")
        for m in re.compile(r"\b1[0-9]{3}\b").finditer(text, start, len(text) if end is None else end)
    ]


def iso(day: int) -> str:
    """The ISO day of a day number."""
    return date.fromordinal(day).isoformat()


def from_iso(text: str) -> int:
    """The day number of an ISO day."""
    return date.fromisoformat(text).toordinal()

"""What an expression was read as."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.dates.codes import edtf, timex
from tellings.dates.moment import NOWHERE, Moment

UNKNOWN = {
    "D": "XXXX-XX-XX",
    "N": "XXXX-XX-XX",
    "W": "XXXX-WXX",
    "F": "XXXX-WXX",
    "WE": "XXXX-WXX-WE",
    "MO": "XXXX-XX",
    "Q": "XXXX-QX",
    "Y": "XXXX",
}
SPEECH = "the day the text speaks from"
DATE = "the date beside it"
STORY = "the point the story has reached"


@dataclass(frozen=True, slots=True)
class Reading:
    """Type, TIMEX3 value, EDTF, the moment that the story may go on from, and what it was reckoned from.

    `ends` are the first and last moment of a stretch.
    """

    type: str
    value: str
    edtf: str | None = None
    moment: Moment = NOWHERE
    anchor: str | None = None
    calendar: str = "gregorian"
    ends: tuple[Moment, Moment] | None = None


def point(moment: Moment, anchor: str | None = None) -> Reading:
    """The reading of a moment of the calendar."""
    kind = "TIME" if moment.part or moment.clock else "DATE"
    return Reading(kind, timex(moment), edtf(moment), moment, anchor, moment.calendar)


def unresolved(unit: str) -> Reading:
    """The reading of a point that cannot be reckoned: as fine as its unit, and unknown."""
    return Reading("DATE", UNKNOWN.get(unit, ""))

"""One expression to be read, with all that its reading may depend on."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.dates.clock import Clock
from tellings.dates.fields import Fields
from tellings.dates.moment import Moment


@dataclass(frozen=True, slots=True)
class Case:
    """What an expression says, the clocks of its text, and what the text around it tells.

    `year` is the year its story is in, `tense` 1 for future, -1 for past, 0 where unknown, `head` the moment of the neighbour
    that completes it, `month_first` whether 10/02 is 2 October here.
    """

    said: Fields
    clock: Clock
    year: int | None = None
    tense: int = 0
    head: Moment | None = None
    month_first: bool = True

    def moment(self) -> Moment:
        """The fields of the calendar that are said outright."""
        said = self.said
        return Moment(
            year=self.said_year(),
            month=said.get("month"),
            day=said.get("day"),
            season=said.get("season"),
            weekday=said.get("weekday"),
            quarter=said.get("quarter"),
            half=said.get("half"),
            part=said.get("part"),
            mod=said.get("mod"),
            doubt=said["approx"] if said.get("approx") in ("~", "?") else "",
            calendar=said.get("style", "gregorian"),
        )

    def said_year(self) -> int | None:
        """The year that is said, counted astronomically: 0 is 1 BC."""
        year = self.said.get("year")
        if isinstance(year, str):
            return self.century_of(int(year[1:]))
        if year is None:
            return None
        return 1 - year if self.said.get("era") == -1 else int(year)

    def century_of(self, short: int) -> int:
        """A year of two digits in the century nearest to what the text has told so far."""
        told, speech = self.clock.last, self.clock.speech
        near = (told.year if told else None) or (speech.year if speech else None) or 1960
        return min((century * 100 + short for century in range(10, 21)), key=lambda year: (abs(year - near), year))

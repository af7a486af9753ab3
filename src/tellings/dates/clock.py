"""The two clocks of a text: the moment from which it speaks, and the point that its story has reached."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.dates.moment import Moment

_NEAR = 3  # years about the day of speaking within which a story may reckon from it


@dataclass(slots=True)
class Clock:
    """`speech`: the day the text speaks from, where known; `news`: whether it reckons from that day.

    `last` is the point told last, `day` the last full day, `quarter` the last quarter of a year,
    `named` the last point whose year was named, also where the story passes it by.
    """

    speech: Moment | None
    news: bool
    last: Moment | None = None
    day: Moment | None = None
    quarter: Moment | None = None
    named: Moment | None = None

    def tell(self, moment: Moment, *, aside: bool = False) -> None:
        """The story has reached a moment. `aside`: told by the way ("twenty years later"), so the day stays what it was."""
        self.last = self.named = moment
        if moment.day:
            self.day = moment
        elif (
            not aside and self.day and (moment.year, moment.month or self.day.month) != (self.day.year, self.day.month)
        ):
            self.day = None
        self.quarter = moment if moment.quarter else self.quarter

    @property
    def before_christ(self) -> bool:
        """Whether the story is in the years before Christ."""
        return bool(self.last and (self.last.bc or (self.last.year is not None and self.last.year <= 0)))

    def point(self) -> Moment | None:
        """Where "the next day" is reckoned from."""
        return self.last or (self.speech if self.news else None)

    def spoken(self) -> Moment | None:
        """Where "last month" is reckoned from: the day of speaking; in a story far from that day, the point it has reached."""
        if self.news or self.last is None or self.last.year is None:
            return self.speech
        if self.speech and abs((self.speech.year or 0) - self.last.year) <= _NEAR:
            return self.speech
        return self.last

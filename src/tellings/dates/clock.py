"""The two clocks of a text: the moment from which it speaks, and the point that its story has reached."""

from __future__ import annotations

from dataclasses import dataclass, field

from tellings.dates.moment import Moment, add, coarse


@dataclass(slots=True)
class Clock:
    """`speech` is the day of speaking where known; `story` the last point told; `news`: the text speaks from its day."""

    speech: Moment | None
    news: bool
    story: Moment | None = None
    day: Moment | None = None
    told_at: int = -1
    years: list[tuple[int, int]] = field(default_factory=list)

    def tell(self, moment: Moment, at: int) -> None:
        """Move the story to a moment."""
        self.story = moment
        self.told_at = at
        if moment.is_day:
            self.day = moment
        elif self.day and (moment.year, moment.month) != (self.day.year, self.day.month):
            self.day = None

    def now(self) -> Moment | None:
        """Where a word like "yesterday" is reckoned from."""
        return self.speech

    def point(self) -> Moment | None:
        """Where "the next day" is reckoned from."""
        return self.story or (self.speech if self.news else None)

    def year(self) -> int | None:
        """The year the story is in."""
        if self.story and self.story.year is not None:
            return self.story.year
        return self.speech.year if self.speech and self.news else None


def shift(anchor: Moment | None, number: int, unit: str) -> Moment:
    """The anchor moved by a number of units and as coarse as the unit; an empty moment where it cannot be reckoned."""
    if anchor is None:
        return Moment()
    return add(anchor, number, unit) if number else coarse(anchor, unit)

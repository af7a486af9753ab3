"""A point of the calendar as a text names it: some of year, month, day, season ..., and how to move it.

Years are astronomical: 0 is 1 BC, -489 is 490 BC. Decades and centuries before Christ are counted backwards, as people do.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from tellings.dates.days import Calendar, civil, day_number, month_length

_GRAINS = (
    ("day", "D"),
    ("week", "W"),
    ("month", "MO"),
    ("season", "SE"),
    ("quarter", "Q"),
    ("half", "H2"),
    ("year", "Y"),
    ("decade", "DE"),
    ("century", "CE"),
)


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a point in time.

    `decade` is 193 for the 1930s, `century` 18 for the nineteenth, both counted from Christ's birth, before it where `bc`.
    `part` is a TIMEX3 part of the day (MO, AF, EV, NI, DT), `clock` "HH:MM", `mod` START, MID or END,
    `doubt` an EDTF mark: ~ or ? or nothing, `calendar` the one in which year, month and day are counted.
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    season: str | None = None
    quarter: int | None = None
    half: int | None = None
    week: int | None = None
    weekend: bool = False
    decade: int | None = None
    century: int | None = None
    bc: bool = False
    part: str | None = None
    clock: str | None = None
    zone: str = ""
    mod: str | None = None
    doubt: str = ""
    calendar: Calendar = "gregorian"

    @property
    def grain(self) -> str:
        """The finest unit that is known: D, W, MO, SE, Q, H2, Y, DE, CE or nothing."""
        return next((unit for name, unit in _GRAINS if getattr(self, name) is not None), "")

    @property
    def is_day(self) -> bool:
        """Whether the day is known in full."""
        return self.year is not None and self.month is not None and self.day is not None

    def to_date(self) -> date | None:
        """The day as a (Gregorian) datetime.date; None where not known in full, not existing, or out of that type's range."""
        if self.year is None or self.month is None or self.day is None:
            return None
        try:
            return date.fromordinal(day_number(self.year, self.month, self.day, calendar=self.calendar))
        except (ValueError, OverflowError):
            return None


NOWHERE = Moment()


def of_date(day: date) -> Moment:
    """The moment of a calendar day."""
    return Moment(year=day.year, month=day.month, day=day.day)


def exists(m: Moment) -> bool:
    """Whether there can be such a day: not 30 February, nor 29 February in a common year."""
    if m.month is None or m.day is None:
        return True
    return 1 <= m.month <= 12 and 1 <= m.day <= month_length(
        2000 if m.year is None else m.year, m.month, calendar=m.calendar
    )


def moved(day: date, away: int, *, calendar: Calendar = "gregorian") -> Moment:
    """The moment `away` days from a day, told in a calendar; nowhere where that is out of the range of datetime.date."""
    number = day.toordinal() + away
    if not 1 <= number <= date.max.toordinal():
        return NOWHERE
    year, month, day_of_month = civil(number, calendar=calendar)
    return Moment(year=year, month=month, day=day_of_month, calendar=calendar)


def add(m: Moment, number: int, unit: str) -> Moment:
    """The moment `number` units later (earlier where negative), as fine as the unit: 10 May + 2 months is July.

    Nowhere where the moment is not known as finely as the unit. Units: D, N, W, F, MO, Q, Y, DE, CE.
    """
    if unit in _ADD:
        return _ADD[unit](m, number)
    return NOWHERE


def _days(m: Moment, number: int) -> Moment:
    day = m.to_date()
    return NOWHERE if day is None else moved(day, number, calendar=m.calendar)


def _weeks(m: Moment, number: int) -> Moment:
    day = _days(m, 7 * number).to_date()
    if day is None or not 7 < day.toordinal() < date.max.toordinal() - 7:
        return NOWHERE
    year, week, _ = day.isocalendar()
    return Moment(year=year, week=week)


def _months(m: Moment, number: int) -> Moment:
    if m.year is None or m.month is None:
        return NOWHERE
    months = m.year * 12 + m.month - 1 + number
    return Moment(year=months // 12, month=months % 12 + 1)


def _quarters(m: Moment, number: int) -> Moment:
    quarter = m.quarter or (None if m.month is None else (m.month + 2) // 3)
    if m.year is None or quarter is None:
        return NOWHERE
    quarters = m.year * 4 + quarter - 1 + number
    return Moment(year=quarters // 4, quarter=quarters % 4 + 1)


def _years(m: Moment, number: int) -> Moment:
    return NOWHERE if m.year is None else Moment(year=m.year + number)


def _decades(m: Moment, number: int) -> Moment:
    bc, count = _count(m, 10, number)
    return NOWHERE if count is None else Moment(bc=bc, decade=count)


def _centuries(m: Moment, number: int) -> Moment:
    bc, count = _count(m, 100, number)
    return NOWHERE if count is None else Moment(bc=bc, century=count)


def _count(m: Moment, size: int, number: int) -> tuple[bool, int | None]:
    """Tens or hundreds of years from Christ's birth, `number` of them later: backwards in the years before it."""
    if m.year is not None:
        bc, years = (True, 1 - m.year) if m.year <= 0 else (False, m.year)
    elif m.decade is not None or m.century is not None:
        bc, years = m.bc, (m.decade or 0) * 10 + (m.century or 0) * 100
    else:
        return False, None
    count = years // size + (-number if bc else number)
    return (bc, count) if count >= 0 else (not bc, -count - 1)


_ADD = {
    "D": _days,
    "N": _days,
    "W": _weeks,
    "F": lambda m, number: _weeks(m, 2 * number),
    "MO": _months,
    "Q": _quarters,
    "Y": _years,
    "DE": _decades,
    "CE": _centuries,
}


def coarse(m: Moment, unit: str) -> Moment:
    """The moment as coarse as the unit: the year of a day, the month of a day, the week of a day."""
    if unit in ("D", "N"):
        return Moment(year=m.year, month=m.month, day=m.day, calendar=m.calendar) if m.day else NOWHERE
    if unit == "MO" and m.year is None:
        return Moment(month=m.month)
    return add(m, 0, unit)


def weekend(m: Moment, number: int) -> Moment:
    """The weekend of a day's week, or `number` weeks away."""
    week = _weeks(m, number)
    return replace(week, weekend=True) if week.week else NOWHERE

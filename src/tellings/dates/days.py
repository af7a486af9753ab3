"""Day numbers: one integer for each day, whatever calendar it was written in.

A day number is the proleptic Gregorian ordinal of `datetime.date.toordinal` (1 is 0001-01-01), continued without end on both
sides. Years are astronomical: year 0 is 1 BC, year -489 is 490 BC. The method is that of Richards, "Mapping time" (1998):
years that begin in March put the leap day last.
"""

from __future__ import annotations

import re
from typing import Literal

Calendar = Literal["gregorian", "julian"]

_ISO = re.compile(r"([+-]?[0-9]{4,18})-([0-9]{2})-([0-9]{2})")
_MARCH_ONE_OF_YEAR_0 = {"gregorian": -305, "julian": -307}


def is_leap(year: int, *, calendar: Calendar = "gregorian") -> bool:
    """Whether an astronomical year has a 29 February."""
    if calendar == "julian":
        return year % 4 == 0
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def month_length(year: int, month: int, *, calendar: Calendar = "gregorian") -> int:
    """The number of days of a month, 1 to 12."""
    if month == 2:
        return 29 if is_leap(year, calendar=calendar) else 28
    return 30 if month in (4, 6, 9, 11) else 31


def day_number(year: int, month: int, day: int, *, calendar: Calendar = "gregorian") -> int:
    """The day number of a date; `ValueError` for a date that its calendar does not have, such as 30 February."""
    if not 1 <= month <= 12:
        raise ValueError(f"no month {month}: months run from 1 to 12")
    if not 1 <= day <= month_length(year, month, calendar=calendar):
        raise ValueError(f"no day {day} in month {month} of the {calendar} year {year}")
    march_year, march_month = (year, month - 3) if month > 2 else (year - 1, month + 9)
    days = 365 * march_year + march_year // 4 + (153 * march_month + 2) // 5 + day - 1
    if calendar == "gregorian":
        days += march_year // 400 - march_year // 100
    return days + _MARCH_ONE_OF_YEAR_0[calendar]


def civil(day: int, *, calendar: Calendar = "gregorian") -> tuple[int, int, int]:
    """Year (astronomical), month and day of the month of a day number."""
    march_year, day_of_year = _year_and_day(day - _MARCH_ONE_OF_YEAR_0[calendar], calendar)
    march_month = (5 * day_of_year + 2) // 153
    day_of_month = day_of_year - (153 * march_month + 2) // 5 + 1
    if march_month < 10:
        return march_year, march_month + 3, day_of_month
    return march_year + 1, march_month - 9, day_of_month


def _year_and_day(days: int, calendar: Calendar) -> tuple[int, int]:
    """The year that began in March, and the days since then, of a count of days from 1 March of year 0."""
    if calendar == "julian":
        cycle, rest = divmod(days, 1461)
        year = (rest - rest // 1460) // 365
        return cycle * 4 + year, rest - 365 * year
    cycle, rest = divmod(days, 146_097)
    year = (rest - rest // 1460 + rest // 36_524 - rest // 146_096) // 365
    return cycle * 400 + year, rest - (365 * year + year // 4 - year // 100)


def iso(day: int) -> str:
    """A day number as an ISO 8601 day: "1939-08-23", "-0489-09-12", "+12000-01-01"."""
    year, month, day_of_month = civil(day)
    sign = "-" if year < 0 else "+" if year > 9999 else ""
    return f"{sign}{abs(year):04}-{month:02}-{day_of_month:02}"


def from_iso(text: str) -> int:
    """The day number of an ISO 8601 day as `iso` writes it; `ValueError` for anything else."""
    found = _ISO.fullmatch(text)
    if found:
        day = day_number(*map(int, found.groups()))
        if iso(day) == text:
            return day
    raise ValueError(f"not an ISO day: {text[:40]!r}; write it as 1939-08-23, -0489-09-12 or +12000-01-01")

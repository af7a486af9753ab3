"""A point of the calendar as a text names it: some of year, month, day, season ..., and how it is written in TIMEX3 and EDTF.

Years are astronomical: 0 is 1 BC, -489 is 490 BC. TIMEX3 follows TimeML 1.2.1 (with "BC0490" as the corpora write it), EDTF ISO 8601-2.
"""

from __future__ import annotations

import calendar
from dataclasses import dataclass, replace
from datetime import date, timedelta

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
SEASON_MONTHS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 14)}
_THIRDS = {"START": 0, "MID": 1, "END": 2}


@dataclass(frozen=True, slots=True)
class Moment:
    """What is known of a point in time. `decade` and `century` are counts of tens and hundreds of years, away from era's start."""

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
    vague_day: bool = False
    mod: str | None = None
    approx: bool = False
    year_end: int | None = None
    unit: str = ""

    @property
    def grain(self) -> str:
        """The finest unit that is known: D, W, MO, SE, Q, H2, Y, DE, CE or nothing."""
        if self.day:
            return "D"
        if self.week:
            return "W"
        if self.month:
            return "MO"
        if self.season:
            return "SE"
        if self.quarter:
            return "Q"
        if self.half:
            return "H2"
        if self.year is not None:
            return "Y"
        return "DE" if self.decade is not None else "CE" if self.century is not None else ""

    @property
    def is_day(self) -> bool:
        """Whether the day is known in full."""
        return self.year is not None and self.month is not None and self.day is not None

    def to_date(self) -> date | None:
        """The day as a datetime.date, or None where it is not known in full or out of that type's range."""
        if not self.is_day or not 1 <= (self.year or 0) <= 9999:
            return None
        try:
            return date(self.year or 1, self.month or 1, self.day or 1)
        except ValueError:
            return None


def of_date(day: date) -> Moment:
    """The moment of a calendar day."""
    return Moment(year=day.year, month=day.month, day=day.day)


def days_in(year: int, month: int) -> int:
    """The number of days of a month, in the proleptic Gregorian calendar."""
    return 29 if month == 2 and calendar.isleap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def timex_year(year: int) -> str:
    """1939 -> "1939", -489 -> "BC0490"."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def edtf_year(year: int) -> str:
    """1939 -> "1939", -489 -> "-0489", 12000 -> "Y12000"."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def timex(moment: Moment) -> str:
    """The TIMEX3 value of a moment; what is not known is X, "" where nothing is known."""
    value = _timex_date(moment)
    if moment.clock:
        return f"{value or 'XXXX-XX-XX'}T{moment.clock}{moment.zone}"
    if moment.part:
        return f"{value or 'XXXX-XX-XX'}T{moment.part}"
    return value


def _timex_date(m: Moment) -> str:
    era = "BC" if m.bc else ""
    if m.century is not None:
        return f"{era}{m.century:02d}"
    if m.decade is not None:
        return f"{era}{m.decade:03d}"
    year = "XXXX" if m.year is None else timex_year(m.year)
    if m.week:
        return f"{year}-W{m.week:02d}" + ("-WE" if m.weekend else "")
    if m.month or m.day:
        return year + f"-{_two(m.month)}" + (f"-{_two(m.day)}" if m.day else "-XX" if m.vague_day else "")
    for letter in (m.season, f"Q{m.quarter}" if m.quarter else "", f"H{m.half}" if m.half else ""):
        if letter:
            return f"{year}-{letter}"
    if m.weekday:
        return f"XXXX-WXX-{m.weekday}"
    if m.year is None:
        return ""
    return f"{year}-XX" if m.vague_day else year


def _two(number: int | None) -> str:
    return f"{number:02d}" if number else "XX"


def edtf(m: Moment) -> str | None:
    """The EDTF of a moment, or None where its year is not known."""
    whole = None if _impossible(m) else _edtf_whole(m)
    if whole is None:
        return None
    if m.mod in _THIRDS and "/" not in whole and not m.clock and not m.part:
        return _edtf_third(m, whole)
    return f"{whole}~" if m.approx and "/" not in whole else whole


def _impossible(m: Moment) -> bool:
    """Whether there is no such day: 30 February, or 29 February in a common year."""
    return bool(m.month and m.day) and not (
        m.month <= 12 and m.day <= days_in(2000 if m.year is None else m.year, m.month)
    )


def _edtf_whole(m: Moment) -> str | None:
    if m.century is not None:
        return _century(m)
    if m.decade is not None:
        return _decade(m)
    if m.year is None:
        return _yearless(m)
    year = edtf_year(m.year)
    if m.week:
        return _week(m)
    if m.month:
        return f"{year}-{m.month:02d}" + (f"-{m.day:02d}" if m.day else "")
    if m.season:
        return f"{year}-{SEASONS[m.season]}"
    if m.quarter:
        return f"{year}-{32 + m.quarter}"
    if m.half:
        return f"{year}-{39 + m.half}"
    return year


def _yearless(m: Moment) -> str | None:
    return f"XXXX-{_two(m.month)}-{m.day:02d}" if m.day else None


def _century(m: Moment) -> str:
    assert m.century is not None
    return f"{edtf_year(-100 * m.century - 99)}/{edtf_year(-100 * m.century)}" if m.bc else f"{m.century:02d}XX"


def _decade(m: Moment) -> str:
    assert m.decade is not None
    return f"{edtf_year(-10 * m.decade - 8)}/{edtf_year(1 - 10 * m.decade)}" if m.bc else f"{m.decade:03d}X"


def _week(m: Moment) -> str | None:
    if m.year is None or not 1 <= m.year < 9999:
        return None
    try:
        monday = date.fromisocalendar(m.year, m.week or 1, 1)
    except ValueError:
        return None
    first = monday + timedelta(days=5 if m.weekend else 0)
    return f"{first.isoformat()}/{(monday + timedelta(days=6)).isoformat()}"


def _edtf_third(m: Moment, whole: str) -> str:
    """The part that early, mid and late commonly mean; an end that is not sharp is marked as approximate."""
    third = _THIRDS[m.mod or ""]
    if m.decade is not None and not m.bc:
        return f"{m.decade:03d}" + (f"0/{m.decade:03d}3~", f"4~/{m.decade:03d}6~", f"7~/{m.decade:03d}9")[third]
    if m.century is not None and not m.bc:
        return (
            f"{m.century:02d}" + (f"00/{m.century:02d}33~", f"34~/{m.century:02d}66~", f"67~/{m.century:02d}99")[third]
        )
    if m.year is None or m.day or m.week or m.quarter or m.half:
        return whole
    if m.month:
        last = days_in(m.year, m.month)
        return f"{whole}-" + (f"01/{whole}-10", "15~", f"21/{whole}-{last}")[third]
    if m.season:
        month = SEASON_MONTHS[m.season][0] + third
        return f"{edtf_year(m.year + (month > 12))}-{(month - 1) % 12 + 1:02d}~"
    return f"{whole}-" + (f"01/{whole}-03~", f"05~/{whole}-08~", f"10~/{whole}-12")[third]


def add(m: Moment, number: int, unit: str) -> Moment:
    """The moment `number` units later (earlier where negative), as fine as the unit: 10 May + 2 months is July."""
    if unit in ("D", "N"):
        return _add_days(m, number)
    if unit in ("W", "F"):
        return _add_weeks(m, number * (2 if unit == "F" else 1))
    if unit == "MO":
        return _add_months(m, number)
    if unit == "Q":
        return _add_quarters(m, number)
    if unit == "Y":
        return Moment(year=None if m.year is None else m.year + number)
    if unit == "DE":
        return _add_tens(m, number, 10)
    return _add_tens(m, number, 100) if unit == "CE" else Moment()


def _add_days(m: Moment, number: int) -> Moment:
    day = m.to_date()
    if day is None or not 1 <= day.toordinal() + number <= date.max.toordinal():
        return Moment()
    return of_date(day + timedelta(days=number))


def _add_weeks(m: Moment, number: int) -> Moment:
    day = m.to_date()
    if day is None or not 8 <= day.toordinal() + 7 * number <= date.max.toordinal() - 8:
        return Moment()
    year, week, _ = (day + timedelta(weeks=number)).isocalendar()
    return Moment(year=year, week=week)


def _add_months(m: Moment, number: int) -> Moment:
    if m.year is None or m.month is None:
        return Moment()
    months = m.year * 12 + m.month - 1 + number
    return Moment(year=months // 12, month=months % 12 + 1)


def quarter_of(m: Moment) -> int | None:
    """The quarter in which a moment lies, or None."""
    return m.quarter or ((m.month - 1) // 3 + 1 if m.month else None)


def _add_quarters(m: Moment, number: int) -> Moment:
    quarter = quarter_of(m)
    if m.year is None or quarter is None:
        return Moment()
    quarters = m.year * 4 + quarter - 1 + number
    return Moment(year=quarters // 4, quarter=quarters % 4 + 1)


def _add_tens(m: Moment, number: int, size: int) -> Moment:
    """Decades or centuries away, counted backwards in the years before Christ."""
    if m.year is None and m.decade is None and m.century is None:
        return Moment()
    bc = m.bc or (m.year is not None and m.year <= 0)
    historic = 0 if m.year is None else 1 - m.year if bc else m.year
    if m.decade is not None:
        historic = m.decade * 10
    if m.century is not None:
        historic = m.century * 100
    count = historic // size + (-number if bc else number)
    if count < 0:
        bc, count = not bc, -count - 1
    return Moment(bc=bc, decade=count) if size == 10 else Moment(bc=bc, century=count)


def coarse(m: Moment, unit: str) -> Moment:
    """The moment as coarse as the unit: the year of a day, the month of a day, the week of a day."""
    if unit == "MO":
        return Moment(year=m.year, month=m.month) if m.month else Moment()
    if unit in ("D", "N"):
        return Moment(year=m.year, month=m.month, day=m.day) if m.day else Moment()
    if unit == "Y":
        return Moment(year=m.year)
    return add(m, 0, unit)


def with_part(m: Moment, part: str | None, clock: str | None) -> Moment:
    """The same day with a part of the day or a time of the clock."""
    return replace(m, part=part, clock=clock)

"""A moment -> TIMEX3 value and EDTF.

TIMEX3 follows TimeML 1.2.1, years before Christ as the corpora write them ("BC0490"); EDTF is ISO 8601-2:2019.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from tellings.dates.days import civil, day_number, month_length
from tellings.dates.moment import Moment, exists

SEASONS = {"SP": 21, "SU": 22, "FA": 23, "WI": 24}
_SEASON_MONTH = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
_THIRDS = {"START": 0, "MID": 1, "END": 2}


def timex(m: Moment) -> str:
    """The TIMEX3 value of a moment; what is not known is X, "" where nothing is known."""
    value = _timex_above(m) or _timex_weekday(m) or _timex_in_year(m)
    if m.clock:
        return f"{value or 'XXXX-XX-XX'}T{m.clock}{m.zone}"
    return f"{value or 'XXXX-XX-XX'}T{m.part}" if m.part else value


def _timex_above(m: Moment) -> str:
    era = "BC" if m.bc else ""
    if m.century is not None:
        return f"{era}{m.century:02d}"
    return "" if m.decade is None else f"{era}{m.decade:03d}"


def _timex_weekday(m: Moment) -> str:
    return f"XXXX-WXX-{m.weekday}" if m.weekday and m.grain in ("", "Y") else ""


def _timex_in_year(m: Moment) -> str:
    year = "XXXX" if m.year is None else timex_year(m.year)
    if m.week:
        return f"{year}-W{m.week:02d}" + ("-WE" if m.weekend else "")
    if m.month or m.day:
        return f"{year}-{_two(m.month)}" + (f"-{m.day:02d}" if m.day else "")
    part = m.season or (f"Q{m.quarter}" if m.quarter else f"H{m.half}" if m.half else "")
    return f"{year}-{part}" if part else year if m.year is not None else ""


def timex_year(year: int) -> str:
    """1939 -> "1939", -489 -> "BC0490"."""
    return f"{year:04d}" if year > 0 else f"BC{1 - year:04d}"


def _two(number: int | None) -> str:
    return "XX" if number is None else f"{number:02d}"


def edtf(m: Moment) -> str | None:
    """The EDTF of a moment, or None where its year is not known or there is no such day. A time of day gives its day.

    EDTF knows one calendar: a Julian day gives the Gregorian day.
    """
    whole = _edtf_whole(_gregorian(m)) if exists(m) else None
    if whole is None:
        return None
    if m.mod in _THIRDS and "/" not in whole and not m.clock and not m.part:
        return _edtf_third(m, whole, _THIRDS[m.mod])
    return whole + m.doubt if "/" not in whole else whole


def _gregorian(m: Moment) -> Moment:
    if m.calendar == "gregorian" or m.year is None or m.month is None or m.day is None:
        return m
    year, month, day = civil(day_number(m.year, m.month, m.day, calendar=m.calendar))
    return replace(m, year=year, month=month, day=day, calendar="gregorian")


def _edtf_whole(m: Moment) -> str | None:
    if m.century is not None:
        return _years_before(100 * m.century, 100) if m.bc else f"{m.century:02d}XX"
    if m.decade is not None:
        return _years_before(10 * m.decade, 10) if m.bc else f"{m.decade:03d}X"
    if m.year is None:
        return f"XXXX-{_two(m.month)}-{m.day:02d}" if m.day else None
    return _week(m.year, m) if m.week else edtf_year(m.year) + _edtf_in_year(m)


def _edtf_in_year(m: Moment) -> str:
    if m.month:
        return f"-{m.month:02d}" + (f"-{m.day:02d}" if m.day else "")
    if m.season:
        return f"-{SEASONS[m.season]}"
    return f"-{32 + m.quarter}" if m.quarter else f"-{39 + m.half}" if m.half else ""


def edtf_year(year: int) -> str:
    """1939 -> "1939", -489 -> "-0489", 12000 -> "Y12000"."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04d}" if year >= 0 else f"-{-year:04d}"


def _years_before(first: int, size: int) -> str:
    """The 480s BC: 489 to 480 before Christ, as astronomical years."""
    return f"{edtf_year(2 - first - size)}/{edtf_year(1 - max(first, 1))}"


def _week(year: int, m: Moment) -> str | None:
    try:
        monday = date.fromisocalendar(year, m.week or 1, 1)
        first, last = monday + timedelta(days=5 if m.weekend else 0), monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None
    return f"{first.isoformat()}/{last.isoformat()}"


def _edtf_third(m: Moment, whole: str, third: int) -> str:
    """The part that early, mid and late commonly mean; an end that is not sharp is marked as approximate."""
    if m.bc or (m.year is not None and m.grain not in ("MO", "SE", "Y")):
        return whole
    if m.decade is not None:
        decade = f"{m.decade:03d}"
        return (f"{decade}0/{decade}3~", f"{decade}4~/{decade}6~", f"{decade}7~/{decade}9")[third]
    if m.century is not None:
        century = f"{m.century:02d}"
        return (f"{century}00/{century}33~", f"{century}34~/{century}66~", f"{century}67~/{century}99")[third]
    return _third_in_year(m, whole, third) if m.year is not None else whole


def _third_in_year(m: Moment, whole: str, third: int) -> str:
    year = m.year or 0
    if m.month:
        return (f"{whole}-01/{whole}-10", f"{whole}-15~", f"{whole}-21/{whole}-{month_length(year, m.month)}")[third]
    if m.season:
        month = _SEASON_MONTH[m.season] + third
        return f"{edtf_year(year + (month > 12))}-{(month - 1) % 12 + 1:02d}~"
    return (f"{whole}-01/{whole}-03~", f"{whole}-05~/{whole}-08~", f"{whole}-10~/{whole}-12")[third]

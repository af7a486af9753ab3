"""Moving EDTF expressions in time, and making them from numbers."""

from __future__ import annotations

from dataclasses import replace
from typing import Literal

from tellings.dates.bounds import ANY_YEAR, SUB_YEARS, date_stretch, year_range
from tellings.dates.days import civil, day_number, month_length
from tellings.dates.edtf import OPEN, Date, End, Expression, Interval, Members


def year_text(year: int) -> str:
    """An astronomical year as EDTF writes it: "0009", "-0489", "Y12000"."""
    if abs(year) > 9999:
        return f"Y{year}"
    return f"{year:04}" if year >= 0 else f"{year:05}"


def date_of(year: int, month: int | None = None, day: int | None = None) -> Date:
    """The date of an astronomical year, month (or season code 21-41) and day; `ValueError` where EDTF cannot write it."""
    if abs(year) > 9999 and month is not None:
        raise ValueError(f"EDTF has no months and days in the year {year}, only in those from -9999 to 9999")
    if day is not None and month is None:
        raise ValueError(f"a day without its month: day {day} of {year}")
    return Date(year_text(year), "" if month is None else f"{month:02}", "" if day is None else f"{day:02}")


def days_from_to(first: int | None, last: int | None) -> Date | Interval:
    """The day or the interval of days from `first` to `last`; None is an open end, and two of them an unknown year.

    An end of an interval outside the years -9999 to 9999 is its whole year, for EDTF has no days there.
    """
    if first is None:
        return Date(ANY_YEAR) if last is None else Interval(OPEN, _edge(last))
    if first == last:
        return date_of(*civil(first))
    return Interval(_edge(first), OPEN if last is None else _edge(last))


def _edge(day: int) -> Date:
    year, month, day_of_month = civil(day)
    return date_of(year) if abs(year) > 9999 else date_of(year, month, day_of_month)


def doubt(expression: Expression | End) -> str:
    """All qualifiers of an expression in one: "?", "~", "%" for both, or empty."""
    if isinstance(expression, Date):
        return expression.doubt
    if isinstance(expression, str):
        return ""
    parts = expression.items if isinstance(expression, Members) else (expression.start, expression.end)
    marks = {doubt(part) for part in parts} - {""}
    return "%" if len(marks) > 1 else "".join(marks)


def shifted(expression: Expression, months: int, days: int) -> Expression:
    """The expression, `months` and then `days` later; see `When.shift`."""
    if isinstance(expression, Members):
        return replace(expression, items=tuple(_shifted_part(item, months, days) for item in expression.items))
    return _shifted_part(expression, months, days)


def _shifted_part(part: Date | Interval, months: int, days: int) -> Date | Interval:
    if isinstance(part, Date):
        moved = _by_months(part, months)
        return _by_days(moved, days) if isinstance(moved, Date) else _shifted_part(moved, 0, days)
    return Interval(_shifted_end(part.start, "start", months, days), _shifted_end(part.end, "end", months, days))


def _shifted_end(end: End, side: Literal["start", "end"], months: int, days: int) -> End:
    if isinstance(end, str):
        return end
    moved = _shifted_part(end, months, days)
    if isinstance(moved, Date):
        return moved
    return moved.start if side == "start" else moved.end


def _by_months(date: Date, months: int) -> Date | Interval:
    if not months:
        return date
    moved = _month_moved(date, months) if date.month and "X" not in date.month else _year_moved(date, months)
    return moved or _spread(date, months, 0)


def _month_moved(date: Date, months: int) -> Date | None:
    """A date with a month or season, so much later, its day no later than the month's end; None where it has no such shape."""
    month, past = (
        _season_moved(date.month, months) if date.month in SUB_YEARS else _month_index_moved(date.month, months)
    )
    moved = _year_moved(replace(date, month=month), 12 * past) if month else None
    if moved is None or not date.day or date.day == "XX":
        return moved
    low, high = year_range(moved.year)
    most = min(month_length(low, int(month)), month_length(high, int(month)))
    if "X" in date.day:
        return moved if date.day != "3X" else None
    if int(date.day) > 28 and int(month) == 2 and low < high:
        return None
    return replace(moved, day=f"{min(int(date.day), most):02}")


def _month_index_moved(month: str, months: int) -> tuple[str, int]:
    past, index = divmod(int(month) - 1 + months, 12)
    return f"{index + 1:02}", past


def _season_moved(code: str, months: int) -> tuple[str, int]:
    """The code of the season so much later and the years passed; an empty code where seasons do not begin in that month."""
    past, index = divmod(SUB_YEARS[code][1] - 1 + months, 12)
    family = next(family for family in _FAMILIES if int(code) in family)
    return next((str(other) for other in family if SUB_YEARS[str(other)][1] == index + 1), ""), past


_FAMILIES = (range(21, 25), range(25, 29), range(29, 33), range(33, 37), range(37, 40), range(40, 42))


def _year_moved(date: Date, months: int) -> Date | None:
    """The date whole years later, its year masked as before; None where that is no whole number of years or masks do not fit."""
    years, rest = divmod(months, 12)
    if rest:
        return None
    if not years or date.year == ANY_YEAR:
        return date
    low, high = year_range(date.year)
    year = year_text(low + years)
    if low != high:
        year = _masked_like(date.year, year)
        if not year or year_range(year) != (low + years, high + years):
            return None
    elif abs(low + years) > 9999 and date.month:
        date_of(low + years, 1)
    return replace(date, year=year)


def _masked_like(old: str, new: str) -> str:
    """The year `new` with an X wherever `old` has one; empty where `old` is not masked or not as long."""
    if "X" not in old or len(new) != len(old):
        return ""
    return "".join("X" if mask == "X" else digit for mask, digit in zip(old, new, strict=True))


def _by_days(date: Date, days: int) -> Date | Interval:
    if not days:
        return date
    first, last = date_stretch(date)
    if first is None or first != last:
        return _spread(date, 0, days)
    year, month, day = civil(first + days)
    return replace(date_of(year, month, day), clock=date.clock, marks=date.marks)


def _spread(date: Date, months: int, days: int) -> Date | Interval:
    """The interval of the days of a date, shifted, with the qualifiers of the date at both ends.

    The end of a month moves to the end of a month.
    """
    first, last = date_stretch(date)
    if first is not None:
        first = _moved_day(first, months) + days
    if last is not None:
        last = max(_moved_day(last, months), _moved_day(last + 1, months) - 1) + days
    return _qualified(days_from_to(first, last), date.doubt)


def _moved_day(day: int, months: int) -> int:
    year, month, day_of_month = civil(day)
    past, index = divmod(month - 1 + months, 12)
    return day_number(year + past, index + 1, min(day_of_month, month_length(year + past, index + 1)))


def _qualified(moved: Date | Interval, mark: str) -> Date | Interval:
    if isinstance(moved, Interval):
        start, end = (end if isinstance(end, str) else _qualified_date(end, mark) for end in (moved.start, moved.end))
        return Interval(start, end)
    return _qualified_date(moved, mark)


def _qualified_date(date: Date, mark: str) -> Date:
    year, month, day = ("", "", mark) if date.day else ("", mark, "") if date.month else (mark, "", "")
    return replace(date, marks=("", year, "", month, "", day))

"""What an EDTF expression means as days: the first and the last day it can be, and the stretches of days between them.

Seasons without a hemisphere (21-24) and northern ones (25-28) are the months of meteorologists: spring is March to May, and
winter begins in December of the year that names it. Southern ones (29-32) are the same months, half a year apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import product

from tellings.dates.days import day_number, month_length
from tellings.dates.edtf import Date, Expression, Interval

Stretch = tuple[int | None, int | None]
"""First and last day number, both included; None is without end."""

SUB_YEARS: dict[str, tuple[str, int, int]] = {
    **{str(21 + i): ("season", 3 + 3 * i, 3) for i in range(4)},
    **{str(25 + i): ("season", 3 + 3 * i, 3) for i in range(4)},
    **{str(29 + i): ("season", month, 3) for i, month in enumerate((9, 12, 3, 6))},
    **{str(33 + i): ("quarter", 1 + 3 * i, 3) for i in range(4)},
    **{str(37 + i): ("quadrimester", 1 + 4 * i, 4) for i in range(3)},
    **{str(40 + i): ("semester", 1 + 6 * i, 6) for i in range(2)},
}
"""EDTF code -> kind, first month, number of months."""

ANY_YEAR = "XXXX"
LEAP_YEAR = 2000


def year_range(year: str) -> tuple[int, int]:
    """The first and last astronomical year that the year part of a date can be; 0 and 9999 for XXXX."""
    if year[0] != "Y" and "S" not in year:
        return _masked_range(year)
    spelled, _, significant = year.partition("S")
    digits, _, exponent = spelled.lstrip("Y-").partition("E")
    value = int(digits) * 10 ** int(exponent or 0)
    unit = 10 ** max(0, len(str(value)) - int(significant or 99))
    low = value - value % unit
    return _signed(low, low + unit - 1, negative="-" in spelled)


def _masked_range(year: str) -> tuple[int, int]:
    digits = year.lstrip("-")
    return _signed(int(digits.replace("X", "0")), int(digits.replace("X", "9")), negative=year[0] == "-")


def _signed(low: int, high: int, *, negative: bool) -> tuple[int, int]:
    return (-high, -max(low, 1)) if negative else (low, high)


def date_stretch(date: Date) -> Stretch:
    """The first and last day a date can be; `ValueError` where there is no such day.

    A date of which the year is not known at all (XXXX) is without end on both sides, one of which only the sign is known on one.
    """
    stretch = _exact(date) if "X" not in f"{date.year}{date.month}{date.day}" else _masked(date)
    if not date.year.endswith(ANY_YEAR):
        return stretch
    return None, stretch[1] if date.year[0] == "-" else None


def _exact(date: Date) -> tuple[int, int]:
    low, high = year_range(date.year)
    if date.day:
        day = day_number(low, int(date.month), int(date.day))
        return day, day
    if not date.month:
        return day_number(low, 1, 1), day_number(high, 12, 31)
    if date.month in SUB_YEARS:
        return _sub_year(low, high, date.month)
    month = int(date.month)
    return day_number(low, month, 1), day_number(high, month, month_length(high, month))


def _sub_year(low: int, high: int, code: str) -> tuple[int, int]:
    _, first_month, months = SUB_YEARS[code]
    past, month_after = divmod(first_month - 1 + months, 12)
    return day_number(low, first_month, 1), day_number(high + past, month_after + 1, 1) - 1


def _masked(date: Date) -> tuple[int, int]:
    years = _years(date.year)
    if date.month in SUB_YEARS and not date.day:
        return _sub_year(years[0], years[-1], date.month)
    months = [m for m in _matching(date.month or "XX", 12) if _matching(date.day or "XX", month_length(LEAP_YEAR, m))]
    first = next(_candidates(years, months, date.day or "01", forwards=True), None)
    last = next(_candidates(years, months, date.day or "XX", forwards=False), None)
    if first is None or last is None:
        raise ValueError(f"no such day: {date}; nothing in the calendar fits")
    return first, last


def _candidates(years: Sequence[int], months: Sequence[int], day: str, *, forwards: bool) -> Iterator[int]:
    """All days that fit, from the first on or from the last back."""
    turn = iter if forwards else reversed
    for year in turn(years):
        for month in turn(months):
            for day_of_month in turn(_matching(day, month_length(year, month))):
                yield day_number(year, month, day_of_month)


def _years(year: str) -> Sequence[int]:
    low, high = year_range(year)
    digits = year.lstrip("-")
    if "X" not in digits.rstrip("X"):
        return range(low, high + 1)
    fits = [int("".join(chosen)) for chosen in product(*("0123456789" if d == "X" else d for d in digits))]
    return fits if year[0] != "-" else [-fit for fit in reversed(fits) if fit]


@lru_cache(maxsize=1024)
def _matching(mask: str, most: int) -> tuple[int, ...]:
    """The numbers from 1 to `most` that a two-digit mask allows."""
    return tuple(n for n in range(1, most + 1) if all(m in ("X", d) for m, d in zip(mask, f"{n:02}", strict=True)))


Pattern = tuple[str, int, str]
"""Sign and four digits of the year, months as bits, two digits of the day; X in year and day fits every digit."""


def is_gapped(expression: Expression) -> bool:
    """Whether days inside the bounds are left out: something known after an X, as the day in 156X-12-25."""
    if not isinstance(expression, Date):
        return False
    months = _matching(expression.month, 12) if "X" in expression.month else ()
    month = f"{months[0]:02}" if len(months) == 1 else expression.month  # X3 can only be March
    return "X" in f"{expression.year}{month}{expression.day}".rstrip("X")


def pattern(expression: Expression) -> Pattern | None:
    """The days of a date as a pattern; None for what has none: no date, a long year, a winter that runs into the next year."""
    if not isinstance(expression, Date) or not expression.year.lstrip("-").replace("X", "0").isdecimal():
        return None
    year = expression.year if expression.year[0] == "-" else f"+{expression.year}"
    months = _month_bits(expression.month)
    if year == f"+{ANY_YEAR}":
        return "XXXXX", months & _ALL_MONTHS | months >> 12, expression.day or "XX"
    return None if months > _ALL_MONTHS else (year, months, expression.day or "XX")


_ALL_MONTHS = (1 << 12) - 1


def _month_bits(month: str) -> int:
    """A bit for each month that fits, the lowest for January; those of the next year follow after December."""
    if month in SUB_YEARS:
        _, first_month, months = SUB_YEARS[month]
        return ((1 << months) - 1) << (first_month - 1)
    return sum(1 << (n - 1) for n in _matching(month or "XX", 12))


def patterns_meet(a: Pattern, b: Pattern) -> bool:
    """Whether some date may fit both; not whether the calendar has it."""
    digits = zip(a[0] + a[2], b[0] + b[2], strict=True)
    return a[1] & b[1] != 0 and all(x == y or "X" in (x, y) for x, y in digits)


def pattern_holds(a: Pattern, b: Pattern) -> bool:
    """Whether every date that fits `b` fits `a`."""
    digits = zip(a[0] + a[2], b[0] + b[2], strict=True)
    return a[1] | b[1] == a[1] and all(x in ("X", y) for x, y in digits)


def stretches(expression: Expression) -> tuple[Stretch, ...]:
    """The stretches of days of an expression, in order, none touching the next; `ValueError` where an interval runs backwards."""
    if isinstance(expression, Date):
        return (date_stretch(expression),)
    if isinstance(expression, Interval):
        return (_interval_stretch(expression),)
    found = [_interval_stretch(i) if isinstance(i, Interval) else date_stretch(i) for i in expression.items]
    return _merged(found)


def _interval_stretch(interval: Interval) -> Stretch:
    first = date_stretch(interval.start)[0] if isinstance(interval.start, Date) else None
    last = date_stretch(interval.end)[1] if isinstance(interval.end, Date) else None
    if first is not None and last is not None and first > last:
        raise ValueError(f"not EDTF: '{interval}'; the interval ends before it begins")
    return first, last


def _merged(found: list[Stretch]) -> tuple[Stretch, ...]:
    merged: list[Stretch] = []
    for first, last in sorted(found, key=lambda s: (s[0] is not None, s[0] or 0)):
        if merged and (merged[-1][1] is None or first is None or first <= merged[-1][1] + 1):
            reached = merged[-1][1]
            merged[-1] = merged[-1][0], None if reached is None or last is None else max(reached, last)
        else:
            merged.append((first, last))
    return tuple(merged)

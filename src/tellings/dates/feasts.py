"""Named days: fixed, counted from Easter, or the nth weekday of a month."""

from __future__ import annotations

from datetime import date, timedelta

from tellings.dates.moment import Moment, of_date


def feast(year: int, code: str) -> Moment:
    """The day of a feast in a year. `code` is "12-25", "easter-2", or "4/4/11": the fourth Thursday of November.

    A count of -1 is the last one; "1/1/11+1" the day after the first Monday. Empty for the movable ones out of the years 1 to 9999.
    """
    if code[2] == "-":
        return Moment(year=year, month=int(code[:2]), day=int(code[3:]))
    if not 1 <= year <= 9999:
        return Moment()
    if code.startswith("easter"):
        return of_date(easter(year) + timedelta(days=int(code[6:])))
    place, _, more = code.partition("+")
    count, weekday, month = map(int, place.split("/"))
    return of_date(_nth(year, month, weekday, count) + timedelta(days=int(more or 0)))


def easter(year: int) -> date:
    """Easter Sunday: Gregorian from 1583 (Meeus, Astronomical Algorithms, 1991, ch. 8), before that the Julian day's name."""
    if year < 1583:
        d = (19 * (year % 19) + 15) % 30
        e = (2 * (year % 4) + 4 * (year % 7) - d + 34) % 7
        month, day = divmod(d + e + 114, 31)
        return date(year, month, day + 1)
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    first = date(year, month, 1)
    if count > 0:
        return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return last - timedelta(days=(last.isoweekday() - weekday) % 7)

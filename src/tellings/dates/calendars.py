"""Two calendars in one text: Julian or Old Style dates, and dates given in both.

TIMEX3 keeps the date as written; EDTF, which knows one calendar, and the day range get the Gregorian day.
"""

from __future__ import annotations

from dataclasses import replace

from tellings.dates.codes import edtf, timex, timex_year
from tellings.dates.fields import Fields
from tellings.dates.moment import Moment
from tellings.dates.reading import Reading, point, unresolved

_SLIP = 2  # days by which writers miscount the difference of the calendars


def old_year(m: Moment, said: Fields) -> Moment:
    """The Julian day of "11 February 1642/3", which is in the later year."""
    return replace(m, year=None if m.year is None else m.year + 1, calendar=said.get("style", "julian"))


def double_date(first: Moment, second: Moment) -> Reading:
    """The reading of a date given in both calendars: "25 October (7 November) 1917", "7 November (25 October O.S.) 1917".

    Both are kept where the two days are one, or nearly (writers miscount). Two days in a row are the stretch of both ("4/5 May");
    else the date is read as it is written first.
    """
    for julian, gregorian in ((first, second), (second, first)):
        later = _same_winter(julian, gregorian)
        meant, other = replace(julian, calendar="julian").to_date(), later.to_date()
        if meant and other and abs((meant - other).days) <= _SLIP:
            return Reading("DATE", timex(later), edtf(later), later, None, "both")
    if second.month == first.month and second.day == (first.day or 0) + 1:
        ends = edtf(first), edtf(second)
        whole = f"{ends[0]}/{ends[1]}" if all(ends) else None
        return Reading("DATE", f"{timex(first)}/{timex(second)}", whole, second, ends=(first, second))
    return point(first)


def _same_winter(julian: Moment, gregorian: Moment) -> Moment:
    """The Gregorian day, in the year after where the Julian one is in December and it in January."""
    if julian.month == 12 and gregorian.month == 1 and gregorian.year is not None:
        return replace(gregorian, year=gregorian.year + 1)
    return gregorian


def double_year(said: Fields) -> Reading:
    """The reading of "1642/3": the year that was 1642 where it began in March and 1643 where in January."""
    year, written = int(said["year"]), int(said["yearend"])
    later = Moment(year=year + 1)
    if str(later.year)[-1] != str(written)[-1]:
        return _from_to(year, written if written > 99 else year - year % 100 + written)
    return Reading("DATE", timex(later), f"{said['year']}/{later.year}", later, None, "both")


def _from_to(first: int, last: int) -> Reading:
    """The years of "1741/45"."""
    if last <= first:
        return unresolved("Y")
    return Reading("DATE", f"{timex_year(first)}/{timex_year(last)}", f"{first:04}/{last:04}", Moment(year=last))

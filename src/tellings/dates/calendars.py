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


def double_date(m: Moment, said: Fields) -> Reading:
    """The reading of a date given in both calendars: "25 October (7 November) 1917", "10/21 February 1918".

    Both are kept where the two days are one, or nearly (writers miscount); else the date is read as it is written first.
    """
    later = replace(m, day=said["day3"], month=said.get("month3", m.month))
    if m.month == 12 and later.month == 1 and m.year is not None:
        later = replace(later, year=m.year + 1)
    meant, other = replace(m, calendar="julian").to_date(), later.to_date()
    if meant and other and abs((meant - other).days) <= _SLIP:
        return Reading("DATE", timex(later), edtf(later), later, None, "both")
    if later.month == m.month and later.day == said["day"] + 1:
        ends = edtf(m), edtf(later)
        whole = f"{ends[0]}/{ends[1]}" if all(ends) else None
        return Reading("DATE", f"{timex(m)}/{timex(later)}", whole, later, ends=(m, later))
    return point(m)


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

"""`When`: a date as narratives know it, less or more exact, read and written as EDTF.

`docs/edtf.md` says what of EDTF is read and how bounds and comparisons are defined.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from tellings.dates.arithmetic import date_of, days_from_to, doubt, shifted
from tellings.dates.bounds import (
    SUB_YEARS,
    Stretch,
    is_gapped,
    pattern,
    pattern_holds,
    patterns_meet,
    stretches,
    year_range,
)
from tellings.dates.days import Calendar, civil, day_number, from_iso, iso
from tellings.dates.edtf import NO_MARKS, OPEN, Date, Expression, Interval, read

__all__ = [
    "Calendar",
    "When",
    "before",
    "civil",
    "contains",
    "day_number",
    "from_iso",
    "iso",
    "more_precise_than",
    "overlaps",
    "same",
]

MONTH = 146_097 / 4800  # days, in the mean of the Gregorian calendar
_YEAR_PRECISION = ("year", "decade", "century", "millennium", "unknown")


@dataclass(frozen=True, slots=True)
class When:
    """A point, stretch or set of days in EDTF. Two are equal when they are spelled alike; `same` compares what they mean.

    `earliest` and `latest` are the first and last day number it can mean, None where there is no end, and `stretches` are
    the runs of days between them; they do not heed the qualifiers ? ~ %. `clock` is the time of day as spelled
    ("09:10:00Z") or empty. `gapped` says that days between the bounds are left out (156X-12-25). Making one raises
    `ValueError` where the text is not EDTF or names a day that does not exist; `When.parse` is the same and remembers
    what it has read.
    """

    edtf: str
    expression: Expression = field(init=False, repr=False, compare=False)
    stretches: tuple[Stretch, ...] = field(init=False, repr=False, compare=False)
    earliest: int | None = field(init=False, repr=False, compare=False)
    latest: int | None = field(init=False, repr=False, compare=False)
    clock: str = field(init=False, repr=False, compare=False)
    gapped: bool = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        expression = read(self.edtf)
        found = stretches(expression)
        object.__setattr__(self, "expression", expression)
        object.__setattr__(self, "stretches", found)
        object.__setattr__(self, "earliest", found[0][0])
        object.__setattr__(self, "latest", found[-1][1])
        object.__setattr__(self, "clock", expression.clock[1:] if isinstance(expression, Date) else "")
        object.__setattr__(self, "gapped", is_gapped(expression))

    @staticmethod
    def parse(edtf: str) -> When:
        """The `When` of an EDTF expression, from a cache; `ValueError` says what is wrong with it."""
        return _parse(edtf)

    @staticmethod
    def of(year: int, month: int | None = None, day: int | None = None) -> When:
        """The `When` of an astronomical year (0 is 1 BC), a month or season code 21-41 of it, or a day."""
        return _parse(str(date_of(year, month, day)))

    @staticmethod
    def of_days(first: int | None, last: int | None) -> When:
        """The `When` of the days from `first` to `last`, both included; None is an open end."""
        return _parse(str(days_from_to(first, last)))

    def __str__(self) -> str:
        return self.edtf

    @property
    def year(self) -> int | None:
        """The astronomical year of a date, None where it is masked or this is no single date."""
        low, high = year_range(self._date.year) if self._date else (0, 1)
        return low if low == high else None

    @property
    def month(self) -> int | None:
        """The month of a date, 1-12, or its season code, 21-41; None where there is none or it is masked."""
        return int(self._date.month) if self._date and self._date.month.isdecimal() else None

    @property
    def day(self) -> int | None:
        """The day of the month of a date; None where there is none or it is masked."""
        return int(self._date.day) if self._date and self._date.day.isdecimal() else None

    @property
    def start(self) -> When | None:
        """The first date of an interval; None where it is open or unknown, or this is no interval."""
        return self._end("start")

    @property
    def end(self) -> When | None:
        """The last date of an interval; None where it is open or unknown, or this is no interval."""
        return self._end("end")

    @property
    def doubt(self) -> str:
        """All qualifiers in one: "?" uncertain, "~" approximate, "%" both, or empty."""
        return doubt(self.expression)

    @property
    def precision(self) -> str:
        """The smallest unit of the calendar known to hold all of it.

        One of time, day, month, season, quarter, quadrimester, semester, year, decade, century, millennium, unknown
        (nothing, or less than the millennium, is known), interval, set.
        """
        if self._date is None:
            return "interval" if isinstance(self.expression, Interval) else "set"
        return _precision(self._date)

    def shift(self, *, years: int = 0, months: int = 0, weeks: int = 0, days: int = 0) -> When:
        """The same thing, later or (negative) earlier, as precise as before: a month shifted by years stays a month.

        Years and months first, the day no later than the end of the month (31 January + 1 month = 28 February), then weeks
        and days. What cannot keep its shape (a year shifted by days) becomes the interval of its days, shifted. Raises
        `ValueError` where a day or month would fall outside the years -9999 to 9999, which EDTF cannot write.
        """
        return _parse(str(shifted(self.expression, 12 * years + months, 7 * weeks + days)))

    @property
    def _date(self) -> Date | None:
        return self.expression if isinstance(self.expression, Date) else None

    def _end(self, side: str) -> When | None:
        end = getattr(self.expression, side, OPEN)
        return _parse(str(end)) if isinstance(end, Date) else None


_parse = lru_cache(maxsize=65_536)(When)


def _precision(date: Date) -> str:
    low, high = year_range(date.year)
    if high > low:
        return _YEAR_PRECISION[min(4, len(str(high - low)))]
    if date.clock:
        return "time"
    if not date.month or "X" in date.month:
        return "year"
    if date.month in SUB_YEARS:
        return SUB_YEARS[date.month][0]
    return "month" if not date.day or "X" in date.day else "day"


def before(a: When, b: When) -> bool:
    """Whether `a` is certainly before `b`: its last day is before the first of `b`.

    On one and the same day two times of day are compared too, if they are given for the same zone or both for none.
    """
    if a.latest is None or b.earliest is None:
        return False
    return a.latest < b.earliest or (a.latest == b.earliest and _clock_before(a, b))


def _clock_before(a: When, b: When) -> bool:
    first, second = a.clock, b.clock
    return bool(first and second) and first[8:] == second[8:] and first[:8] < second[:8]


def overlaps(a: When, b: When) -> bool:
    """Whether both can mean one and the same day (and time of day): nothing in what they say keeps them apart."""
    if before(a, b) or before(b, a):
        return False
    if len(a.stretches) + len(b.stretches) > 2 and not _stretches_meet(a.stretches, b.stretches):
        return False
    return not (a.gapped or b.gapped) or _patterns_meet(a, b)


def _stretches_meet(a: tuple[Stretch, ...], b: tuple[Stretch, ...]) -> bool:
    i = j = 0
    while i < len(a) and j < len(b):
        (a_first, a_last), (b_first, b_last) = a[i], b[j]
        if a_last is not None and b_first is not None and a_last < b_first:
            i += 1
        elif b_last is not None and a_first is not None and b_last < a_first:
            j += 1
        else:
            return True
    return False


def _patterns_meet(a: When, b: When) -> bool:
    one, other = pattern(a.expression), pattern(b.expression)
    return one is None or other is None or patterns_meet(one, other)


def contains(a: When, b: When) -> bool:
    """Whether every day (and time of day) that `b` can mean is one that `a` can mean: `b` agrees and may be more exact."""
    if a.clock:
        return a.clock == b.clock and a.stretches == b.stretches
    if a.gapped:
        one, other = pattern(a.expression), pattern(b.expression)
        return same(a, b) or (one is not None and other is not None and pattern_holds(one, other))
    return all(any(_inside(inner, outer) for outer in a.stretches) for inner in b.stretches)


def _inside(inner: Stretch, outer: Stretch) -> bool:
    starts = outer[0] is None or (inner[0] is not None and inner[0] >= outer[0])
    return starts and (outer[1] is None or (inner[1] is not None and inner[1] <= outer[1]))


def same(a: When, b: When) -> bool:
    """Whether both mean the same days and the same time of day, however spelled and qualified. An equivalence."""
    if a.stretches != b.stretches or a.gapped != b.gapped or a.clock != b.clock:
        return False
    return not a.gapped or _gaps(a.expression) == _gaps(b.expression)


def _gaps(expression: Expression) -> object:
    """What tells apart two gapped dates of the same bounds."""
    bare = replace(expression, marks=NO_MARKS) if isinstance(expression, Date) else expression
    return pattern(bare) or bare


def more_precise_than(a: When, b: When) -> bool:
    """Whether `a` leaves less room than `b`: fewer days, then a time of day, then no qualifier. A strict weak order.

    From four weeks on whole months are counted, so that no month or year is more precise than another for having fewer days.
    What has an open end leaves more room than what has none, and of two dates without end that with more X leaves more.
    """
    return _room(a) < _room(b)


def _room(when: When) -> tuple[int, int, bool, bool]:
    open_ends = (when.earliest is None) + (when.latest is None)
    room = _masked_digits(when) if open_ends else _length(when.stretches)
    return open_ends, room, not when.clock, bool(when.doubt)


def _length(bounded: tuple[Stretch, ...]) -> int:
    days = sum(last - first + 1 for first, last in bounded if first is not None and last is not None)
    return days if days < 28 else 27 + round(days / MONTH)


def _masked_digits(when: When) -> int:
    date = when.expression
    return f"{date.year}{date.month or 'XX'}{date.day or 'XX'}".count("X") if isinstance(date, Date) else 9

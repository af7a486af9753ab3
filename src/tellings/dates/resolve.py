"""Fields -> a reading, by the kind of the rule: dates, years and what lies above them. Knows no language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from tellings.dates import lengths, relative
from tellings.dates.calendars import double_date, double_year, old_year
from tellings.dates.case import Case
from tellings.dates.codes import edtf, timex
from tellings.dates.days import month_length
from tellings.dates.feasts import feast
from tellings.dates.hours import part_of_day, time_of_day, timestamp
from tellings.dates.moment import Moment
from tellings.dates.reading import SPEECH, Reading, point, unresolved


def resolve(kind: str, case: Case) -> Reading:
    """The reading of one expression. `kind` is one of those that KINDS lists."""
    return KINDS[kind](case)


def _date(case: Case) -> Reading:
    m, said = case.moment(), case.said
    if "day2" in said:
        return _days(m, case)
    if "yearend" in said:
        return point(old_year(m, said))
    if m.weekday and not m.day and not m.month:
        return relative.weekday(m, case)
    if m.year is not None:
        return point(m)
    return _yearless(m, case)


def _yearless(m: Moment, case: Case) -> Reading:
    if case.head and case.head.year is not None:
        return point(replace(m, year=case.head.year))
    anchor = case.clock.spoken() or case.clock.point()
    if "yearaway" in case.said and anchor and anchor.year is not None:
        return point(replace(m, year=anchor.year + case.said["yearaway"]), SPEECH)
    if {"which", "nextlast"} & case.said.keys() or case.said.get("told") or ("told" in case.said and case.year is None):
        return relative.which(m, case)
    return relative.undated(m, case)


def _days(m: Moment, case: Case) -> Reading:
    """The third to the sixth of August."""
    first = m if m.year is not None else _yearless(m, case).moment
    last = replace(first, day=case.said["day2"], month=case.said.get("month2", first.month))
    ends = edtf(first), edtf(last)
    whole = f"{ends[0]}/{ends[1]}" if all(ends) and first.year is not None else None
    return Reading("DATE", f"{timex(first)}/{timex(last)}", whole, last, calendar=m.calendar, ends=(first, last))


def _decade(case: Case) -> Reading:
    said = case.said
    years = int(said.get("decadeyear") or said.get("decadeword") or 0)
    if "yearword" in said:
        years += said["yearword"] * 100
    elif years < 100 and said.get("era") is None:
        years = said["centuryname"] * 100 - 100 + years if "centuryname" in said else case.century_of(years)
    return point(
        Moment(
            decade=years // 10,
            bc=said.get("era") == -1,
            mod=said.get("mod"),
            doubt="~" if said.get("approx") == "~" else "",
        )
    )


def _century(case: Case) -> Reading:
    said = case.said
    return point(Moment(century=said["centuryname"] - 1, bc=said.get("era") == -1, mod=said.get("mod")))


def _share(case: Case) -> Reading:
    """The first half of the eighteenth century, the last third of May 1745: the value of the whole, the EDTF of the share."""
    said = case.said
    pieces = said["share"]
    number = said.get("nth", said.get("half")) or pieces
    if "centuryname" in said:
        whole, first = _century(case), 100 * said["centuryname"] - 100
        ends = (f"{first + 100 * (number - 1) // pieces:04}", f"{first + 100 * number // pieces - 1:04}")
        return whole if number > pieces or whole.moment.bc else replace(whole, edtf="/".join(ends))
    whole = _date(case)
    m = whole.moment
    if m.year is None or m.month is None or number > pieces:
        return whole
    days = month_length(m.year, m.month)
    first, last = (replace(m, day=day) for day in (days * (number - 1) // pieces + 1, days * number // pieces))
    return replace(whole, edtf=f"{edtf(first)}/{edtf(last)}")


def _spelled_year(case: Case) -> Reading:
    """Nineteen forty-one."""
    hundreds, rest = case.said["yearword"], int(case.said["number"])
    return point(Moment(year=hundreds * 100 + rest)) if rest < 100 or not hundreds else unresolved("Y")


def _numeric(case: Case) -> Reading:
    """10/02/1939, the order of day and month as the document's own dates have it."""
    a, b, year = case.said["a"], case.said["b"], case.said["c"]
    if year < 100:
        year = case.century_of(year)
    month, day = (a, b) if b > 12 or (a <= 12 and case.month_first) else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return unresolved("D")
    return point(Moment(year=year, month=month, day=day))


def _feast(case: Case) -> Reading:
    code, year = case.said["feast"], case.said_year()
    if year is None:
        probe = feast(2000, code)
        year = _yearless(Moment(month=probe.month), case).moment.year
    if year is None:
        return point(Moment(month=probe.month, day=probe.day)) if code[2] == "-" else unresolved("D")
    return point(replace(feast(year, code), part=case.said.get("part")))


def _edge_day(case: Case) -> Reading:
    """The last day of May 1902."""
    m = case.moment()
    whole = m if m.year is not None else _yearless(m, case).moment
    year = 2001 if whole.year is None else whole.year
    return point(replace(whole, day=1 if case.said["edge"] == "first" else month_length(year, whole.month or 1)))


def _double(case: Case) -> Reading:
    m, said = replace(case.moment(), calendar="gregorian"), case.said
    if m.year is None:
        m = relative.undated(m, case).moment
    elif "yearend" in said:
        m = replace(m, year=m.year + 1)
    day, month = said.get("day3", said.get("day4")), said.get("month3", said.get("month4", m.month))
    return double_date(m, replace(m, day=day, month=month))


def _ref(case: Case) -> Reading:
    return Reading("DATE", case.said.get("ref", ""))


KINDS: dict[str, Callable[[Case], Reading]] = {
    "date": _date,
    "decade": _decade,
    "century": _century,
    "share": _share,
    "spelled_year": _spelled_year,
    "double_year": lambda case: double_year(case.said),
    "double": _double,
    "numeric": _numeric,
    "feast": _feast,
    "edge_day": _edge_day,
    "shift": relative.shift,
    "from_event": relative.from_event,
    "ordinal_day": relative.ordinal_day,
    "ordinal_days": relative.ordinal_days,
    "nth_day": relative.nth_day,
    "same_unit": relative.same_unit,
    "week_of": relative.week_of,
    "then": relative.then,
    "part": part_of_day,
    "time": time_of_day,
    "timestamp": timestamp,
    "length": lambda case: lengths.length(case.said),
    "set": lambda case: lengths.frequency(case.said),
    "ref": _ref,
}

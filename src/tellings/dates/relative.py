"""Points told from another point: the day the text speaks from, or where its story stands."""

from __future__ import annotations

from dataclasses import replace

from tellings.dates import lengths
from tellings.dates.case import Case
from tellings.dates.clock import Clock
from tellings.dates.codes import edtf, timex
from tellings.dates.fields import Fields
from tellings.dates.moment import Moment, add, coarse, moved, weekend
from tellings.dates.reading import DATE, SPEECH, STORY, Reading, point, unresolved
from tellings.dates.years import SEASON_MIDDLE, near

_PARTS = {"CE": (100, "Y"), "DE": (10, "Y"), "Y": (12, "MO")}  # what half of a unit is counted in
_AGES = 20  # years ago at which nobody but the writer speaks
_DAYS = ("D", "N", "W", "F", "WE")


def undated(m: Moment, case: Case) -> Reading:
    """A month, day or season that names no year: the year nearest to the day of speaking, or the one the story is in."""
    clock = case.clock
    if clock.speech and (clock.news or (clock.last is None and case.year is None)):
        return point(replace(m, year=near(m, clock.speech, case.tense)), SPEECH)
    year = case.year if case.year is not None or clock.last is None else clock.last.year
    reading = point(replace(m, year=year), None if year is None else STORY)
    return _winter(reading) if m.season == "WI" and year is not None else reading


def _winter(reading: Reading) -> Reading:
    """A winter of a story has the year of its January in TIMEX3, as the corpora have it, and of its December in EDTF."""
    m = reading.moment
    return replace(reading, edtf=edtf(replace(m, year=(m.year or 0) - 1)))


def which(m: Moment, case: Case) -> Reading:
    """Last May, this summer, the following winter, August last."""
    said, clock = case.said, case.clock
    told = "told" in said
    step = _step(said, "told" if told else "which" if "which" in said else "nextlast")
    anchor = clock.point() if told else clock.spoken() or clock.point()
    if anchor is None or anchor.year is None:
        return point(m)
    month = m.month or SEASON_MIDDLE.get(m.season or "", 1)
    here = anchor.month or SEASON_MIDDLE.get(anchor.season or "", 1 if step > 0 else 12)
    year = anchor.year
    if step < 0:
        year -= month >= here
    elif step > 0:
        year += month <= here
    return point(replace(m, year=year), STORY if told else SPEECH)


def _step(said: Fields, name: str) -> int:
    return int(said.get(name) or 0)


def weekday(m: Moment, case: Case) -> Reading:
    """Friday, last Sunday, the following Monday."""
    said, clock = case.said, case.clock
    if case.head and case.head.is_day:
        return point(replace(case.head, part=m.part))
    told = "told" in said or not (clock.news and clock.speech)
    anchor = clock.day if told else clock.speech
    day = anchor.to_date() if anchor else None
    if anchor is None or day is None or m.weekday is None:
        return point(m)
    step = _step(said, "told" if "told" in said else "which")
    away = (m.weekday - day.isoweekday()) % 7
    if step < 0 or (not told and step == 0 and case.tense <= 0):
        away -= 7 if away or step else 0
    elif step > 0 and not away:
        away = 7
    return point(replace(moved(day, away, calendar=anchor.calendar), part=m.part, mod=m.mod), STORY if told else SPEECH)


def shift(case: Case) -> Reading:
    """Last week, two years ago, the next day, twelve days later."""
    said, clock = case.said, case.clock
    unit = said.get("unit", "D")
    number, spoken = steps(case)
    if number is None:
        return Reading("DATE", "PAST_REF" if said.get("direction", 1) < 0 else "FUTURE_REF")
    if number % 1 and unit in _PARTS:
        number, unit = number * _PARTS[unit][0], _PARTS[unit][1]
    ages_ago = "ago" in said and (unit in ("DE", "CE", "ML") or (unit == "Y" and number <= -_AGES))
    anchor = clock.speech if ages_ago else _anchor(clock, unit, spoken=spoken)
    if unit == "Y" and said.get("told") == 0:
        anchor = clock.named or anchor
    if anchor is None or number % 1:
        return unplaced(unit, clock)
    moment = _stepped(anchor, int(number), unit, clock, backwards="direction" in said)
    if moment.grain == "":
        return some_day(clock) if unit in ("D", "N") and not number else unplaced(unit, clock)
    moment = replace(moment, mod=said.get("mod"), part=said.get("part"), doubt=_doubt(said, number, unit))
    reading = point(moment, SPEECH if spoken else STORY)
    return reading if spoken else _to_the_day(reading, anchor, int(number), unit)


def _to_the_day(reading: Reading, anchor: Moment, number: int, unit: str) -> Reading:
    """A week or fortnight after a day has in EDTF the day it leads to."""
    if number and unit in ("W", "F"):
        return replace(reading, edtf=edtf(add(anchor, number * (14 if unit == "F" else 7), "D")))
    return reading


def from_event(case: Case) -> Reading:
    """Two days before Easter 1916; from a happening ("two years after the war") only how long is told."""
    said = case.said
    count, unit = lengths.count(said), said.get("unit", "D")
    if case.head is not None and count is not None:
        number = int(count * said.get("direction", 1))
        moment = add(case.head, number, unit)
        if moment.grain and count % 1 == 0:
            return _to_the_day(point(moment, DATE), case.head, number, unit)
        return unplaced(unit, case.clock)
    return unplaced(unit, case.clock) if "point" in said else lengths.length(said)


def unplaced(unit: str, clock: Clock, part: str | None = None) -> Reading:
    """A point, or the part of a day, that cannot be reckoned; before Christ where the story is there."""
    reading = unresolved(unit)
    era = "BC" if clock.before_christ and reading.value else ""
    if part:
        return Reading("TIME", f"{era}{reading.value}T{part}", moment=Moment(part=part))
    return replace(reading, value=era + reading.value)


def some_day(clock: Clock, part: str | None = None) -> Reading:
    """A day, or part of one, of the month the story is in: which day is not told."""
    last = clock.last
    if last is None or last.year is None or not last.month:
        return unplaced("D", clock, part)
    day = f"{timex(Moment(year=last.year, month=last.month))}-XX"
    if part:
        return Reading("TIME", f"{day}T{part}", moment=Moment(part=part))
    return Reading("DATE", day, f"{edtf(Moment(year=last.year, month=last.month))}-XX")


def _doubt(said: Fields, number: float, unit: str) -> str:
    """Tens of years are a round number, unless "exactly" stands with them."""
    is_round = unit == "Y" and number != 0 and number % 10 == 0 and said.get("approx") != "="
    return "~" if is_round or said.get("approx") == "~" else ""


def steps(case: Case) -> tuple[float | None, bool]:
    """How many units away, None where that is vague; and whether from the day of speaking."""
    said = case.said
    if "tensed" in said:
        return (0 if case.tense > 0 else -1), True
    for name, spoken in (("which", True), ("told", False), ("relday", True)):
        if name in said:
            return said[name], spoken
    number = lengths.count(said) if {"number", "vague", "one", "onehalf"} & said.keys() else 0
    return None if number is None else number * said.get("direction", 1), said.get("from") == "speech"


def looks_back(said: Fields) -> bool:
    """Whether it goes back from the point the story has reached: "the previous day", "two years earlier"."""
    return bool(said.get("told", 0) < 0 or said.get("direction", 1) < 0)


def _anchor(clock: Clock, unit: str, *, spoken: bool) -> Moment | None:
    if spoken:
        return clock.spoken()
    return (clock.day or clock.point()) if unit in _DAYS else clock.point()


def _stepped(anchor: Moment, number: int, unit: str, clock: Clock, *, backwards: bool) -> Moment:
    """A year ago, where the text has just told of a quarter, is that quarter of the year before."""
    if unit == "Y" and number == -1 and backwards and clock.news and clock.quarter:
        return replace(clock.quarter, year=(clock.quarter.year or 0) + number)
    if unit == "WE":
        return weekend(anchor, number)
    return add(anchor, number, unit) if number else coarse(anchor, unit)


def ordinal_day(case: Case) -> Reading:
    """The 17th: the day of the month the story is in, or of the next where that month is nearly over; the 4th ult."""
    clock, day = case.clock, case.said["day"]
    last = clock.day or clock.last or (clock.speech if clock.news else None)
    month, year = (last.month, last.year) if last else (None, None)
    away = case.said.get("monthaway", 1 if last and last.day and day < last.day - 20 else 0)
    if away and month and year is not None:
        months = year * 12 + month - 1 + away
        year, month = months // 12, months % 12 + 1
    written = replace(last or Moment(), year=year, month=month, day=day)
    return point(replace(coarse(written, "D"), part=case.said.get("part")), STORY if month else None)


def ordinal_days(case: Case) -> Reading:
    """From the 6th to the 9th: the second day in the month of the first, or in the next where it is the smaller."""
    first = ordinal_day(case)
    last = replace(first.moment, day=case.said["day2"])
    if case.said["day2"] < case.said["day"] and last.year is not None and last.month:
        last = replace(last, year=last.year + last.month // 12, month=last.month % 12 + 1)
    ends = edtf(first.moment), edtf(last)
    whole = f"{ends[0]}/{ends[1]}" if all(ends) and last.year is not None else None
    return replace(first, value=f"{first.value}/{timex(last)}", edtf=whole, moment=last, ends=(first.moment, last))


def nth_day(case: Case) -> Reading:
    """The second day, the third evening (of the battle): most likely in the month the story is in."""
    return replace(some_day(case.clock, case.said.get("part")), edtf=None)


def then(case: Case) -> Reading:
    """By then, at the same time: the point the story has reached."""
    last = case.clock.point()
    return point(last, STORY) if last else Reading("DATE", "")


def week_of(case: Case) -> Reading:
    """The week of 4 May."""
    return point(add(case.head, 0, "W")) if case.head else unresolved("W")


def same_unit(case: Case) -> Reading:
    """The same quarter of last year: the quarter or month told last, in another year."""
    said, clock = case.said, case.clock
    last = clock.quarter or clock.last or clock.speech
    if last is None or last.year is None:
        return unresolved("")
    year = case.said_year() if "year" in said else last.year + said["yearago"]
    return point(Moment(year=year, month=None if last.quarter else last.month, quarter=last.quarter), STORY)

"""Parts of the day and times of the clock."""

from __future__ import annotations

from dataclasses import replace

from tellings.dates.case import Case
from tellings.dates.moment import Moment, add, coarse
from tellings.dates.reading import SPEECH, STORY, Reading, point
from tellings.dates.relative import some_day, steps, unplaced

_AFTERNOON = 6  # an hour told by the clock alone is taken for the afternoon up to here
_SMALL_HOURS = 6  # an hour of the night is after midnight up to here
_MIDNIGHT = "24:00"  # the end of the day, as TIMEX3 has it
_HALVES = {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}


def part_of_day(case: Case) -> Reading:
    """That night, this morning, the next evening, the night before, the morning of 4 May."""
    part, clock = case.said["part"], case.clock
    if case.head:
        return point(replace(case.head, part=part, weekday=None))
    number, spoken = steps(case)
    speech = clock.spoken() if spoken else None
    anchor = speech if speech and speech.day else clock.day or (clock.speech if clock.news else None)
    if anchor is None or not anchor.day:
        return some_day(clock, part) if "told" in case.said else unplaced("D", clock, part)
    day = add(anchor, int(number), "D") if number else coarse(anchor, "D")
    return point(replace(day, part=part), SPEECH if spoken else STORY)


def time_of_day(case: Case) -> Reading:
    """Half past nine, 9.10 a.m., noon."""
    clock = case.clock
    day = case.head or clock.day or (clock.speech if clock.news else None) or Moment()
    hands = _hands(case)
    zone = case.said.get("zone", "")
    return point(
        Moment(year=day.year, month=day.month, day=day.day, clock=hands, zone=zone, calendar=day.calendar),
        STORY if day.day else None,
    )


def timestamp(case: Case) -> Reading:
    """1945-05-08T23:01."""
    said = case.said
    return point(replace(case.moment(), clock=f"{said['hour']:02}:{said['minute']:02}", zone=said.get("zone", "")))


def in_night(reading: Reading, ends: tuple[Moment, Moment]) -> Reading:
    """The time of a reading in the night between two days: after midnight, that of the second."""
    m = reading.moment
    day = ends[1 if (m.clock or "") < "12:00" else 0]
    return point(replace(day, clock=m.clock, zone=m.zone))


def _hands(case: Case) -> str:
    said = case.said
    if "moment" in said and "minuteword" not in said:
        return str(said["moment"])
    hour, minute = said.get("hour", 12), said.get("minute", 0)
    away = said.get("minuteword", said.get("minutes", said.get("number", 0))) * said.get("pastto", 1)
    part = said.get("part") or (case.head.part if case.head else None)
    half = said.get("meridiem") or _half_of(part, hour)
    if not half and "oclock" in said and 0 < hour <= _AFTERNOON:
        half = "p"
    if half == "a" and hour == 12 and part == "NI" and not (minute or away):
        return _MIDNIGHT
    hour += 12 if half == "p" and hour < 12 else -12 if half == "a" and hour == 12 else 0
    minutes = max(hour * 60 + minute + int(away), 0)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _half_of(part: str | None, hour: int) -> str:
    """Twelve at night is midnight and two after it, eleven before it."""
    return "a" if part == "NI" and (hour < _SMALL_HOURS or hour == 12) else _HALVES.get(part or "", "")

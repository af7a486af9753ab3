"""Fields -> a reading, by the kind of the rule. Knows no language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from tellings.dates import lengths
from tellings.dates.calendars import double_date, julian
from tellings.dates.clock import Clock
from tellings.dates.feasts import feast
from tellings.dates.fields import Fields
from tellings.dates.moment import Moment, add, coarse, edtf, of_date, timex
from tellings.dates.reading import SPEECH, STORY, Reading, point, unresolved
from tellings.dates.years import SEASON_MIDDLE, near


@dataclass(frozen=True, slots=True)
class Place:
    """Where an expression stands: the year its story is in, the tense around it, the moment of the neighbour that completes it."""

    year: int | None = None
    tense: int = 0
    head: Moment | None = None
    month_first: bool = True


def resolve(kind: str, said: Fields, clock: Clock, place: Place) -> Reading:
    """The reading of one expression. `kind` is a key of KINDS."""
    return KINDS[kind](said, clock, place)


def _base(said: Fields, clock: Clock) -> Moment:
    return Moment(
        year=_year(said, clock),
        month=said.get("month"),
        day=said.get("day"),
        season=said.get("season"),
        weekday=said.get("weekday"),
        quarter=said.get("quarter"),
        half=said.get("half"),
        part=said.get("part"),
        mod=said.get("mod"),
        approx=said.get("approx") == "~",
    )


def _year(said: Fields, clock: Clock) -> int | None:
    year = said.get("year", said.get("year2", said.get("year3")))
    if "shortend" in said:
        return _full_year(int(said["shortend"]), clock)
    if isinstance(year, str):
        return _full_year(int(year[1:]), clock)
    if year is None:
        return None
    return 1 - year if said.get("era") == -1 else int(year)


def _full_year(short: int, clock: Clock) -> int:
    """'44 in the century nearest to what the text has told so far."""
    near_year = (clock.last.year if clock.last else None) or (clock.speech.year if clock.speech else None) or 1960
    return min((century * 100 + short for century in range(10, 21)), key=lambda year: (abs(year - near_year), year))


def _date(said: Fields, clock: Clock, place: Place) -> Reading:
    m = _base(said, clock)
    if "day2" in said:
        return _day_range(m, said, clock, place)
    if "style" in said or "yearend" in said:
        return julian(m, said)
    if m.weekday and not m.day and not m.month:
        return _weekday(m, said, clock, place)
    if m.year is not None:
        return point(m)
    if place.head and place.head.year is not None:
        return _completed(m, place.head)
    if "which" in said or "told" in said:
        return _which(m, said, clock)
    return _undated(m, clock, place)


def _undated(m: Moment, clock: Clock, place: Place) -> Reading:
    if clock.news and clock.speech:
        return point(replace(m, year=near(m, clock.speech, place.tense)), SPEECH)
    year = place.year if place.year is not None or clock.last is None else clock.last.year
    return point(replace(m, year=year), None if year is None else STORY)


def _completed(m: Moment, head: Moment) -> Reading:
    """A month of "that year", a morning of "4 May": the coarser fields come from the neighbour."""
    if m.month or m.season or m.quarter:
        return point(replace(m, year=head.year))
    return point(replace(head, part=m.part, weekday=None))


def _day_range(m: Moment, said: Fields, clock: Clock, place: Place) -> Reading:
    first = (point(m) if m.year is not None else _undated(m, clock, place)).moment
    if place.head and m.year is None:
        first = replace(m, year=place.head.year)
    last = replace(first, day=said["day2"], month=said.get("month2", first.month))
    ends = edtf(first), edtf(last)
    whole = "/".join(end for end in ends if end) if all(ends) else None
    return Reading("DATE", f"{timex(first)}/{timex(last)}", whole, last)


def _which(m: Moment, said: Fields, clock: Clock) -> Reading:
    """Last May, this summer, the following winter."""
    step, told = (said["told"], True) if "told" in said else (said["which"], False)
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


def _weekday(m: Moment, said: Fields, clock: Clock, place: Place) -> Reading:
    told = "told" in said or not clock.news
    anchor = clock.day if told else clock.speech
    day = anchor.to_date() if anchor else None
    if place.head and place.head.is_day:
        return point(place.head)
    if day is None or m.weekday is None:
        return point(m)
    step = said.get("told", said.get("which", 0))
    away = (m.weekday - day.isoweekday()) % 7
    if step < 0 or (not told and step == 0 and place.tense <= 0):
        away -= 7 if away or step else 0
    elif step > 0 and not away:
        away = 7
    moment = _moved(day, away)
    return point(replace(moment, part=m.part, mod=m.mod), STORY if told else SPEECH)


def _moved(day: date, away: int) -> Moment:
    number = day.toordinal() + away
    return of_date(date.fromordinal(number)) if 1 <= number <= date.max.toordinal() else Moment()


def _shift(said: Fields, clock: Clock, place: Place) -> Reading:
    """Last week, two years ago, the next day, twelve days later."""
    unit = said.get("unit", "D")
    number, spoken = _steps(said)
    anchor = clock.spoken() if spoken else _told_anchor(clock, unit)
    if "tensed" in said:
        number = 0 if place.tense > 0 else -1
    if number is None:
        return Reading("DATE", "PAST_REF" if said.get("direction", 1) < 0 else "FUTURE_REF")
    if anchor is None or number % 1:
        return unresolved(unit)
    moment = _stepped(anchor, int(number), unit, clock)
    if moment.grain == "":
        return unresolved(unit)
    return point(replace(moment, mod=said.get("mod"), part=said.get("part")), SPEECH if spoken else STORY)


def _steps(said: Fields) -> tuple[float | None, bool]:
    if "which" in said:
        return said["which"], True
    if "told" in said:
        return said["told"], False
    if "relday" in said:
        return said["relday"], True
    number = lengths.count(said) if {"number", "vague", "one"} & said.keys() else 0
    return None if number is None else number * said.get("direction", 1), said.get("from") == "speech"


def _told_anchor(clock: Clock, unit: str) -> Moment | None:
    return (clock.day or clock.point()) if unit in ("D", "N", "W", "F", "WE") else clock.point()


def _stepped(anchor: Moment, number: int, unit: str, clock: Clock) -> Moment:
    if unit == "WE":
        week = add(anchor, number, "W")
        return replace(week, weekend=True) if week.week else Moment()
    if unit == "Y" and number and clock.last and clock.last.quarter and clock.news:
        return replace(clock.last, year=(clock.last.year or 0) + number)
    return add(anchor, number, unit) if number else coarse(anchor, unit)


def _ordinal_day(said: Fields, clock: Clock, place: Place) -> Reading:
    """The 17th: the day of the month the story is in."""
    last = clock.day or clock.last or (clock.speech if clock.news else None)
    day, month, year = said["day"], last.month if last else None, last.year if last else None
    if last and last.day and month and year is not None and day < last.day - 20:
        year, month = year + month // 12, month % 12 + 1
    return point(Moment(year=year, month=month, day=day, part=said.get("part")), STORY)


def _nth_day(said: Fields, clock: Clock, place: Place) -> Reading:
    """The second day (of the battle): a day, but which one is not told."""
    last = clock.last
    if last is None or last.year is None or not last.month:
        return Reading("DATE", "XXXX-XX-XX")
    return Reading("DATE", f"{timex(Moment(year=last.year, month=last.month))}-XX")


def _double_year(said: Fields, clock: Clock, place: Place) -> Reading:
    """1642/3: the year that was 1642 where it began in March and 1643 where in January."""
    later = Moment(year=int(said["year"]) + 1)
    if str(later.year)[-1] != str(said["yearend"])[-1]:
        return unresolved("Y")
    return Reading("DATE", timex(later), f"{said['year']}/{later.year}", later, None, "both")


def _event(said: Fields, clock: Clock, place: Place) -> Reading:
    """Two years after the war: the happening would have to be known, only the length is."""
    return lengths.length(said)


def _decade(said: Fields, clock: Clock, place: Place) -> Reading:
    years = int(said.get("decadeyear") or said.get("decadeword") or 0)
    if years < 100 and said.get("era") is None:
        years = said["centuryname"] * 100 - 100 + years if "centuryname" in said else _full_year(years, clock)
    return point(Moment(decade=years // 10, bc=said.get("era") == -1, mod=said.get("mod"), approx="approx" in said))


def _spelled_year(said: Fields, clock: Clock, place: Place) -> Reading:
    """Nineteen forty-one."""
    rest = int(said["number"])
    return point(Moment(year=said["yearword"] * 100 + rest)) if rest < 100 else unresolved("Y")


def _century(said: Fields, clock: Clock, place: Place) -> Reading:
    return point(Moment(century=said["centuryname"] - 1, bc=said.get("era") == -1, mod=said.get("mod")))


def _numeric(said: Fields, clock: Clock, place: Place) -> Reading:
    a, b, year = said["a"], said["b"], said["c"]
    if year < 100:
        year = _full_year(year, clock)
    month, day = (a, b) if b > 12 or (a <= 12 and place.month_first) else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return unresolved("D")
    return point(Moment(year=year, month=month, day=day))


def _feast(said: Fields, clock: Clock, place: Place) -> Reading:
    code, year = said["feast"], _year(said, clock)
    if year is None:
        probe = feast(2000, code)
        year = place.head.year if place.head else _undated(Moment(month=probe.month), clock, place).moment.year
    return point(replace(feast(year, code), part=said.get("part"))) if year is not None else unresolved("D")


def _part(said: Fields, clock: Clock, place: Place) -> Reading:
    """This morning, that night, the next evening, the night before."""
    if place.head and place.head.is_day:
        return _completed(Moment(part=said["part"]), place.head)
    number, spoken = _steps(said)
    anchor = clock.speech if spoken and clock.speech else clock.day or (clock.speech if clock.news else None)
    if anchor is None or not anchor.is_day:
        return point(Moment(part=said["part"]))
    return point(replace(add(anchor, int(number or 0), "D"), part=said["part"]), SPEECH if spoken else STORY)


def _time(said: Fields, clock: Clock, place: Place) -> Reading:
    day = place.head or clock.day or (clock.speech if clock.news else None) or Moment()
    day = day if day.is_day else Moment()
    return point(
        Moment(year=day.year, month=day.month, day=day.day, clock=_hands(said, day, clock), zone=said.get("zone", "")),
        STORY,
    )


def _hands(said: Fields, day: Moment, clock: Clock) -> str:
    if "moment" in said and "minuteword" not in said:
        return str(said["moment"])
    hour, minute = said.get("hour", 12), said.get("minute", 0)
    away = said.get("minuteword", said.get("minutes", said.get("number", 0))) * said.get("pastto", 1)
    half = said.get("meridiem") or {"MO": "a", "AF": "p", "EV": "p", "NI": "p"}.get(said.get("part", "") or "", "")
    if (
        not half
        and 0 < hour < 6
        and clock.last
        and (clock.last.part in ("AF", "EV") or (clock.last.clock or "") >= "10")
    ):
        half = "p"
    hour += 12 if half == "p" and hour < 12 else -12 if half == "a" and hour == 12 else 0
    minutes = max(hour * 60 + minute + int(away), 0)
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _double(said: Fields, clock: Clock, place: Place) -> Reading:
    m = _base(said, clock)
    first = m if m.year is not None else _undated(m, clock, place).moment
    return double_date(first, said)


def _ref(said: Fields, clock: Clock, place: Place) -> Reading:
    return Reading("DATE", said.get("ref", ""))


def _same_time(said: Fields, clock: Clock, place: Place) -> Reading:
    """That time, this period: what was told last, and not more exactly."""
    return Reading("DATE", "")


def _length(said: Fields, clock: Clock, place: Place) -> Reading:
    return lengths.length(said)


def _set(said: Fields, clock: Clock, place: Place) -> Reading:
    return lengths.frequency(said)


KINDS: dict[str, Callable[[Fields, Clock, Place], Reading]] = {
    "date": _date,
    "shift": _shift,
    "ordinal_day": _ordinal_day,
    "nth_day": _nth_day,
    "decade": _decade,
    "century": _century,
    "double_year": _double_year,
    "event": _event,
    "spelled_year": _spelled_year,
    "numeric": _numeric,
    "feast": _feast,
    "part": _part,
    "time": _time,
    "double": _double,
    "ref": _ref,
    "same_time": _same_time,
    "length": _length,
    "set": _set,
}

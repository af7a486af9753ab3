"""Fields -> a reading: type, value, EDTF and the anchor in words. Knows no language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from tellings.dates.clock import Clock, shift
from tellings.dates.fields import Fields
from tellings.dates.moment import Moment, edtf, of_date, timex

_ISO_UNIT = {
    "S": "S",
    "M": "M",
    "H": "H",
    "D": "D",
    "N": "D",
    "W": "W",
    "F": "W",
    "WE": "WE",
    "MO": "M",
    "Q": "Q",
    "Y": "Y",
    "DE": "DE",
    "CE": "CE",
    "ML": "ML",
}


@dataclass(frozen=True, slots=True)
class Reading:
    """What an expression was read as; `moment` is what the story may go on from."""

    type: str
    value: str
    edtf: str | None = None
    moment: Moment = Moment()
    anchor: str | None = None
    calendar: str = "gregorian"


def point(moment: Moment, anchor: str | None = None) -> Reading:
    """The reading of a moment."""
    kind = "TIME" if moment.part or moment.clock else "DATE"
    return Reading(kind, timex(moment), edtf(moment), moment, anchor)


@dataclass(frozen=True, slots=True)
class Place:
    """What the resolver may look at: the text around, and the flags of the rule."""

    text: str
    start: int
    end: int
    flags: frozenset[str]
    future: bool = False
    month_first: bool = True


def resolve(kind: str, said: Fields, clock: Clock, place: Place) -> Reading:
    """The reading of one expression."""
    return _KINDS[kind](said, clock, place)


def _base(said: Fields) -> Moment:
    year = _year(said)
    return Moment(
        year=year,
        month=said.get("month") or said.get("monthnumber"),
        day=said.get("day") or said.get("ordinal"),
        season=said.get("season"),
        weekday=said.get("weekday"),
        mod=said.get("mod"),
        approx=said.get("approx") == "~",
    )


def _year(said: Fields) -> int | None:
    year = said.get("year") or said.get("shortyear")
    if isinstance(year, str):
        year = 1900 + int(year[1:])
    if year is None:
        return None
    return 1 - year if said.get("era") == -1 else year


def _date(said: Fields, clock: Clock, place: Place) -> Reading:
    m = _base(said)
    if "anchor" in said:
        return _relative_part(said, clock, said.get("tonight"))
    if "w" in said:
        return _which(m, said, clock, place)
    if "quarterword" in said:
        return _quarter(said, clock, place)
    if "halfword" in said:
        return point(replace(m, half=1 if said["halfword"] == "first" else 2))
    if m.month and (said.get("day2") or said.get("ordinal2")):
        return _day_range(m, said, clock, place)
    if m.weekday and not m.day:
        return _weekday(m, clock, place)
    if m.year is not None:
        return point(m)
    return _yearless(m, said, clock, place)


def _day_range(m: Moment, said: Fields, clock: Clock, place: Place) -> Reading:
    first = m if m.year is not None else _yearless(m, said, clock, place).moment
    last = replace(first, day=said.get("day2") or said.get("ordinal2"))
    both = [edtf(first), edtf(last)]
    whole = "/".join(side for side in both if side) if all(both) else None
    return Reading("DATE", f"{timex(first)}/{timex(last)}", whole, last)


def _yearless(m: Moment, said: Fields, clock: Clock, place: Place) -> Reading:
    last = said.get("last")
    if last is not None and isinstance(last, str) or last in (-1, 0, 1):
        return _last_year(m, last, clock)
    if clock.news and clock.speech:
        return point(replace(m, year=_near_speech(m, clock.speech, place)), "the day of publication")
    year = _story_year(m, clock)
    return point(replace(m, year=year), None if year is None else "the year the story is in")


def _last_year(m: Moment, last: object, clock: Clock) -> Reading:
    anchor = clock.point() or clock.speech
    if anchor is None or anchor.year is None:
        return point(m)
    if last in ("lastyear", "nextyear", "after", "before"):
        return point(replace(m, year=anchor.year + (1 if last in ("nextyear", "after") else -1)))
    if last in ("same", "this", 0):
        return point(replace(m, year=anchor.year))
    later = (m.month or 1) >= (anchor.month or 1)
    return point(
        replace(
            m,
            year=anchor.year - 1
            if last == -1 and later
            else anchor.year + 1
            if last == 1 and not later
            else anchor.year,
        )
    )


def _near_speech(m: Moment, speech: Moment, place: Place) -> int:
    """The year that brings a month nearest to the day of speaking, on the side the tense points to."""
    year = speech.year or 1
    month = m.month or {"SP": 4, "SU": 7, "FA": 10, "WI": 12}.get(m.season or "", speech.month or 1)
    ahead = (month, m.day or 1) > (speech.month or 1, speech.day or 1)
    distance = month - (speech.month or 1)
    if place.future:
        return year if distance >= -1 else year + 1
    if ahead and distance > 0 and (distance > 3 or m.day is None):
        return year - 1
    return year + 1 if distance < -9 else year


def _story_year(m: Moment, clock: Clock) -> int | None:
    year = clock.year()
    if year is None or clock.story is None:
        return year
    told = clock.story.month
    if told and m.month and told >= 11 and m.month <= 3:
        return year + 1
    return year


def _which(m: Moment, said: Fields, clock: Clock, place: Place) -> Reading:
    way = said["w"]
    step = (
        -1
        if way.startswith(("last", "the last", "previous", "the previous", "the past"))
        else 1
        if "next" in way or "follow" in way or "coming" in way
        else 0
    )
    told = "follow" in way or "previous" in way or way == "that"
    anchor = clock.point() if told else (clock.speech or clock.point())
    if anchor is None or anchor.year is None:
        return point(m)
    if m.weekday:
        return _weekday_near(m, anchor, step, told)
    month = m.month or {"SP": 4, "SU": 7, "FA": 10, "WI": 12}.get(m.season or "", 1)
    year = anchor.year
    if step < 0 or way == "this past":
        year -= month >= (anchor.month or 12)
    elif step > 0:
        year += month <= (anchor.month or 1)
    return point(replace(m, year=year), "the day of publication" if not told else "the point the story has reached")


def _weekday(m: Moment, clock: Clock, place: Place) -> Reading:
    anchor = clock.speech if clock.news else clock.point()
    if anchor is None:
        return point(m)
    return _weekday_near(m, anchor, 1 if place.future else 0, False)


def _weekday_near(m: Moment, anchor: Moment, step: int, told: bool) -> Reading:
    day = anchor.to_date()
    if day is None:
        return point(Moment(weekday=m.weekday))
    away = ((m.weekday or 1) - day.isoweekday()) % 7
    if told and step > 0:
        away = away or 7
    elif step <= 0 and away:
        away -= 7
    return point(_day(day, away), "the day of publication")


def _day(day: date, away: int) -> Moment:
    number = day.toordinal() + away
    return of_date(date.fromordinal(number)) if 1 <= number <= date.max.toordinal() else Moment()


def _quarter(said: Fields, clock: Clock, place: Place) -> Reading:
    quarter = {"first": 1, "second": 2, "third": 3, "fourth": 4}.get(said["quarterword"]) or int(said["quarterword"][0])
    year = said.get("year") or said.get("year2")
    anchor = clock.speech if clock.news else clock.point()
    if year is None and anchor and anchor.year is not None:
        now = ((anchor.month or 1) - 1) // 3 + 1
        year = anchor.year - 1 if quarter > now and not place.future else anchor.year
    return point(Moment(year=year, quarter=quarter))


def _shift(said: Fields, clock: Clock, place: Place) -> Reading:
    unit = said.get("unit") or said.get("dateunit") or "D"
    number = _count(said)
    if "w" in said:
        number = (
            -1
            if "last" in said["w"] or "past" in said["w"]
            else 1
            if "next" in said["w"] or "coming" in said["w"]
            else 0
        )
    if "told" in said:
        number = said["told"]
    if "relday" in said:
        number = said["relday"]
    direction = said.get("direction", 1)
    anchor = clock.now() if said["anchor"] == "speech" else clock.point()
    if number is None:
        return Reading("DATE", "PAST_REF" if direction < 0 else "FUTURE_REF")
    if anchor is None:
        return Reading("DATE", "")
    moment = shift(anchor, int(number) * direction, unit)
    if unit == "WE":
        week = shift(anchor, int(number) * direction, "W")
        moment = replace(week, weekend=True) if week.week else week
    return point(
        replace(moment, mod=said.get("mod")),
        "the day of publication" if said["anchor"] == "speech" else "the point the story has reached",
    )


def _count(said: Fields) -> float | None:
    if "number" in said:
        found: float | None = said["number"]
        return found
    if "vague" in said:
        return None if said["vague"] == "X" else said["vague"]
    return 1 if "one" in said else 0


def _relative_part(said: Fields, clock: Clock, part: str | None) -> Reading:
    anchor = clock.now()
    if anchor is None:
        return point(Moment(part=part))
    return point(replace(anchor, part=part))


def _duration(said: Fields, clock: Clock, place: Place) -> Reading:
    unit = said.get("unit") or said.get("units") or "D"
    count = _count(said) if {"number", "vague", "one"} & said.keys() else None
    return Reading("DURATION", duration(count, unit))


def duration(count: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: (3, "W") -> "P3W", (None, "Y") -> "PXY"."""
    if unit == "F":
        count, unit = (None if count is None else count * 2), "W"
    number = "X" if count is None else f"{count:g}" if count != int(count) else str(int(count))
    return f"P{'T' if unit in 'SMH' else ''}{number}{_ISO_UNIT[unit]}"


def _set(said: Fields, clock: Clock, place: Place) -> Reading:
    if "freqword" in said:
        return Reading("SET", said["freqword"])
    if "weekday" in said:
        return Reading("SET", f"XXXX-WXX-{said['weekday']}")
    if "month" in said:
        return Reading("SET", f"XXXX-{said['month']:02d}")
    if "season" in said:
        return Reading("SET", f"XXXX-{said['season']}")
    if "part" in said:
        return Reading("SET", f"XXXX-XX-XXT{said['part']}")
    return Reading("SET", duration(said.get("number", 1), said.get("unit") or "D"))


def _ref(said: Fields, clock: Clock, place: Place) -> Reading:
    return Reading("DATE", said.get("nowword") or said.get("pastword") or said.get("futureword") or "")


def _year_kind(said: Fields, clock: Clock, place: Place) -> Reading:
    return point(_base(said))


def _year_range(said: Fields, clock: Clock, place: Place) -> Reading:
    return point(_base(said))


def _decade(said: Fields, clock: Clock, place: Place) -> Reading:
    years = int(said.get("decadeyear") or said.get("decadeword") or 0)
    if years < 100 and said.get("era") is None:
        century = said["centuryname"] - 1 if "centuryname" in said else (clock.year() or 1950) // 100
        years += century * 100
    return point(
        Moment(decade=years // 10, bc=said.get("era") == -1, mod=said.get("mod"), approx=said.get("approx") == "~")
    )


def _century(said: Fields, clock: Clock, place: Place) -> Reading:
    return point(Moment(century=said["centuryname"] - 1, bc=said.get("era") == -1, mod=said.get("mod")))


def _numeric(said: Fields, clock: Clock, place: Place) -> Reading:
    a, b, year = said["a"], said["b"], said["c"]
    if year < 100:
        year += 2000 if year < 50 else 1900
    month, day = (a, b) if (a <= 12 and (place.month_first or b > 12)) else (b, a)
    if not (1 <= month <= 12 and 1 <= day <= 31):
        return Reading("DATE", "")
    return point(Moment(year=year, month=month, day=day))


def easter(year: int) -> date:
    """Easter Sunday of a Gregorian year, by the anonymous algorithm (Meeus, Astronomical Algorithms, 1991, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


def holiday(year: int, code: str) -> Moment:
    """The day of a feast in a year: "12-25", "easter-2", or count/weekday/month as in "4/4/11"."""
    if not 1 <= year <= 9999:
        return Moment()
    if code.startswith("easter"):
        return of_date(easter(year) + timedelta(days=int(code[6:])))
    if code == "election":
        return of_date(_nth(year, 11, 1, 1) + timedelta(days=1))
    if "/" in code:
        count, weekday, month = map(int, code.split("/"))
        return of_date(_nth(year, month, weekday, count))
    return Moment(year=year, month=int(code[:2]), day=int(code[3:]))


def _nth(year: int, month: int, weekday: int, count: int) -> date:
    if count < 0:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        return last - timedelta(days=(last.isoweekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.isoweekday()) % 7 + 7 * (count - 1))


def _holiday(said: Fields, clock: Clock, place: Place) -> Reading:
    year = _year(said)
    if year is None:
        probe = holiday(clock.year() or 2000, said["holiday"])
        year = _yearless(Moment(month=probe.month, day=probe.day), said, clock, place).moment.year
    return point(holiday(year, said["holiday"])) if year is not None else point(Moment())


def _part(said: Fields, clock: Clock, place: Place) -> Reading:
    way = said.get("w", "")
    if way == "each":
        return Reading("SET", f"XXXX-XX-XXT{said['part']}")
    if said.get("weekday"):
        day = (
            _which(Moment(weekday=said["weekday"]), said, clock, place)
            if "w" in said
            else _weekday(Moment(weekday=said["weekday"]), clock, place)
        )
        return point(replace(day.moment, part=said["part"]), day.anchor)
    step = (
        -1
        if "previous" in way or way in ("last", "yesterday")
        else 1
        if "next" in way or "follow" in way or way == "tomorrow"
        else 0
    )
    spoken = way in ("this", "last", "yesterday", "tomorrow")
    anchor = clock.speech if spoken and clock.speech else clock.day
    if anchor is None:
        return point(Moment(part=said["part"]))
    return point(replace(shift(anchor, step, "D"), part=said["part"]))


def _clock(said: Fields, clock: Clock, place: Place) -> Reading:
    return point(_clocked(said, clock.day or clock.speech or Moment()))


def _clocked(said: Fields, day: Moment) -> Moment:
    if "moment" in said:
        return replace(day, clock=said["moment"])
    hour = said.get("hour") or said.get("hourword") or 0
    minute = said.get("minute", 0)
    half = said.get("meridiem", "")[:1] or ("p" if said.get("part") in ("AF", "EV") else "")
    if half == "p" and hour < 12:
        hour += 12
    elif half == "a" and hour == 12:
        hour = 0
    return replace(day, clock=f"{hour:02d}:{minute:02d}")


_KINDS: dict[str, Callable[[Fields, Clock, Place], Reading]] = {
    "date": _date,
    "shift": _shift,
    "duration": _duration,
    "set": _set,
    "ref": _ref,
    "year": _year_kind,
    "year_range": _year_range,
    "decade": _decade,
    "century": _century,
    "numeric": _numeric,
    "holiday": _holiday,
    "part": _part,
    "clock": _clock,
}

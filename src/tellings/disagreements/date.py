"""Days, and hours of a day, that cannot both hold for the same happening."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.disagreements import matching
from tellings.disagreements.context import Context, Draft, Pair, likelihood, side
from tellings.disagreements.matching import names_in_common
from tellings.disagreements.wording import Word, content, words, words_of
from tellings.model import Telling, Time
from tellings.rules import load_rules, patterns

LEAST_LIKENESS = 0.4  # below it nothing near the dates says that they belong to the same happening
NEAR = 4  # content words on either side of a date that can be what it dates
CLOCK_SLACK = 15  # minutes that two clocks may differ by and still mean the same hour
_CLOCK = re.compile(r"T(?:(\d\d)(?::(\d\d))?|([A-Z]{2}))")
_NUMERIC = re.compile(r"(\d\d?)[./-](\d\d?)[./-](\d{4})")
_YEAR = re.compile(r"\d{3,4}|'\d\d|\d[./-]\d\d$")
_DAY = 1440
# Days by which the Julian calendar lay behind the Gregorian, by the first year of which that is true.
_CALENDAR_GAPS = ((1500, 10), (1700, 11), (1800, 12), (1900, 13))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that says when its sentence's happening was: its days, and minutes after midnight where it gives an hour."""

    time: Time
    earliest: int
    latest: int
    minutes: tuple[int, int] | None
    role: str
    around: list[Word]
    near: list[Word]

    @property
    def relative(self) -> bool:
        """Whether the day is reckoned from another one and not said in full."""
        return not re.search(r"\d|noon|midnight", self.time.span.text)


def find(context: Context) -> list[Draft]:
    """Dates of aligned tellings whose day ranges, or hours of one day, lie apart."""
    return [found for pair in (*context.pairs(), *context.alike) for found in _of_pair(context, pair)]


def dated(context: Context, telling: Telling) -> list[Dated]:
    """The dates of a telling that name a day, a month, a year or an hour."""
    times = [t for span in telling.spans for t in context.times.inside(span) if t.type in ("DATE", "TIME")]
    found = []
    for time in times:
        if time.earliest is None or time.latest is None or not re.search(r"\d", time.value):
            continue
        sentence = context.sentence(time.span)
        before = sentence.text[: time.span.start - sentence.start].rstrip()
        around = content(w for w in words_of(sentence) if not time.span.start <= w.start < time.span.end)
        near = _near(time, around)
        found.append(Dated(time, time.earliest, time.latest, minutes(time, before), _role(before), around, near))
    return found


def minutes(time: Time, before: str) -> tuple[int, int] | None:
    """The minutes after midnight that a clock time can mean, with the reach that the words before it give it."""
    clock = _CLOCK.search(time.value)
    if not clock:
        return None
    if clock[3]:
        low, high = load_rules("disagreements")["parts_of_day"].get(clock[3], (0, 0))
        return (low, high) if high else None
    at = int(clock[1]) * 60 + int(clock[2] or 0)
    words = f"{before} {time.span.text}"[-60:].lower()
    for pattern, rule in patterns("disagreements", "clock"):
        if pattern.search(before) or re.match(pattern.pattern.removesuffix("$"), time.span.text, re.IGNORECASE):
            return at - rule["before"], at + rule["after"]
    return (at, at) if words else None


def _near(time: Time, around: list[Word]) -> list[Word]:
    """The common words next to a date: its verb is among them, names are not."""
    common = [w for w in around if w.text[0].islower()]
    before = [w for w in common if w.end <= time.span.start]
    return before[-NEAR:] + [w for w in common if w.start >= time.span.end][:NEAR]


def _role(before: str) -> str:
    return next((rule["role"] for pattern, rule in patterns("disagreements", "role") if pattern.search(before)), "when")


def apart(a: Dated, b: Dated) -> bool:
    """Whether the two cannot be the same time: days that do not meet, or hours of one day that do not."""
    if a.latest < b.earliest or b.latest < a.earliest:
        return not _month_first(a.time.span.text, b.time.span.text) and not _year_alone(a, b)
    if a.minutes is None or b.minutes is None:
        return False
    gap = max(a.minutes[0] - b.minutes[1], b.minutes[0] - a.minutes[1])
    wrapped = _DAY - max(a.minutes[1], b.minutes[1]) + min(a.minutes[0], b.minutes[0])
    return min(gap, wrapped) > CLOCK_SLACK


def _year_alone(a: Dated, b: Dated) -> bool:
    """Whether the two differ in the year alone, and one of them does not say it: it was reckoned, and may be reckoned wrong."""
    if all(_YEAR.search(d.time.span.text) for d in (a, b)):
        return False
    gap = a.earliest - b.earliest
    years = round(gap / 365.2425)
    shift = round(years * 365.2425)
    return years != 0 and a.earliest <= b.latest + shift + 1 and b.earliest + shift <= a.latest + 1


def _month_first(a: str, b: str) -> bool:
    """Whether one of two numeric dates is the other with day and month changed round."""
    found = [m for m in (_NUMERIC.search(a), _NUMERIC.search(b)) if m]
    return len(found) == 2 and found[0].groups() == (found[1][2], found[1][1], found[1][3])


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    ours, theirs = ([d for d in dated(context, t) if d.role != "said"] for t in (pair.a, pair.b))

    def like(x: Dated, y: Dated) -> float | None:
        near = context.weights.shared(x.near, y.near)[0]
        if x.role != y.role or (near < LEAST_LIKENESS and apart(x, y)):
            return None
        said_in_full = 0.3 * (not x.relative) + 0.3 * (not y.relative)
        return near + 0.5 * names_in_common(context, x.time.span, y.time.span) + said_in_full

    for _, x, y in matching.apart(ours, theirs, like=like, fits=lambda x, y: not apart(x, y), least=0.0):
        yield _differ(context, pair, x, y)


def _differ(context: Context, pair: Pair, x: Dated, y: Dated) -> Draft:
    likeness, common = context.weights.shared(x.near, y.near)
    certain = 1 - math.exp(-0.5 * (likeness + context.weights.shared(x.around, y.around)[0]))
    certain *= 0.6 if x.relative or y.relative else 1.0
    certain *= 0.5 if context.differ_in_names(x.time.span, y.time.span) else 1.0
    calendar = _calendar_gap(x, y)
    note = " The days lie as far apart as the Julian and the Gregorian calendar did then." if calendar else ""
    return Draft(
        "date",
        "contradiction",
        tuple(side(context.quote(d.time.span), d.time.edtf or d.time.value) for d in (x, y)),
        f"Both date {words(common[:3])}.{note}",
        likelihood(pair, likeness) * certain * (0.4 if calendar else 1.0),
        "date_differs",
        pair.events,
    )


def _calendar_gap(x: Dated, y: Dated) -> bool:
    if x.earliest != x.latest or y.earliest != y.latest or x.time.calendar != y.time.calendar:
        return False
    year = int(min(x.earliest, y.earliest) / 365.2425) + 1
    gap = next((days for since, days in reversed(_CALENDAR_GAPS) if year >= since), None)
    return abs(x.earliest - y.earliest) == gap

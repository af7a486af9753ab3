"""Days, and hours of a day, that cannot both hold for the same happening."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass

from tellings.disagreements import matching
from tellings.disagreements.context import Context, Draft, Grounds, once, side
from tellings.disagreements.matching import names_in_common
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import Word, content, stem, words, words_of
from tellings.model import Telling, Time
from tellings.rules import patterns

LEAST_LIKENESS = 0.4  # below it nothing near the dates says that they belong to the same happening
NEAR = 4  # content words on either side of a date that can be what it dates
CLOCK_SLACK = 15  # minutes that two clocks may differ by and still mean the same hour
_CLOCK = re.compile(r"T(?:(\d\d)(?::(\d\d))?|([A-Z]{2}))")
_NUMERIC = re.compile(r"(\d\d?)[./-](\d\d?)[./-](\d{4})")
_YEAR = re.compile(r"\d{3,4}|'\d\d|\d[./-]\d\d$")
_DAY = 1440
_DAY_SAID = re.compile(
    r"\b(?:\d{1,2}(?:st|nd|rd|th)|(?:mon|tues|wednes|thurs|fri|satur|sun)day|\d{4})\b", re.IGNORECASE
)
_ONE_EVENT = "Both are joined as tellings of one event."
_SAID_IN_FULL = re.compile(
    r"\d|noon|midnight|\b(?:jan|febr|march|april|may\b|june|july|aug|sept|octo|nov|dec|spring|summer|autumn|winter)",
    re.IGNORECASE,
)
_EVER = (-(10**7), 10**7)  # days between which everything lies
# Days by which the Julian calendar lay behind the Gregorian, by the first year of which that is true.
_CALENDAR_GAPS = ((1500, 10), (1700, 11), (1800, 12), (1900, 13))


@dataclass(frozen=True, slots=True)
class Dated:
    """A date that says when its sentence's happening was: its days, and minutes after midnight where it gives an hour.

    An hour without a day has no days of its own: any day is its day.
    """

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
        return not _SAID_IN_FULL.search(self.time.span.text)

    @property
    def hour_alone(self) -> bool:
        """Whether it says an hour and no day: the day was reckoned, and may be reckoned wrong."""
        return self.minutes is not None and not _DAY_SAID.search(self.time.span.text)


def find(context: Context) -> list[Draft]:
    """Dates of aligned tellings whose day ranges, or hours of one day, lie apart."""
    return [found for pair in context.every_pair for found in _of_pair(context, pair)]


@once
def dated(context: Context, telling: Telling) -> list[Dated]:
    """The dates of a telling that name a day, a month, a year or an hour."""
    times = [t for span in telling.spans for t in context.times.inside(span) if t.type in ("DATE", "TIME")]
    found = []
    for time in times:
        sentence = context.sentence(time.span)
        before = sentence.text[: time.span.start - sentence.start].rstrip()
        hours = minutes(time, before)
        if not hours and (time.earliest is None or time.latest is None or not re.search(r"\d", time.value)):
            continue
        around = content(w for w in words_of(sentence) if not time.span.start <= w.start < time.span.end)
        role = _role(before)
        if hours and role in ("after", "before", "until"):  # the reach of the hour has it already
            role = "when"
        found.append(
            Dated(time, time.earliest or _EVER[0], time.latest or _EVER[1], hours, role, around, _near(time, around))
        )
    return [d for d in found if not any(_nearer(context, other, d) for other in found)]


def _nearer(context: Context, one: Dated, other: Dated) -> bool:
    """Whether an hour says more nearly when it was than another of its sentence: "in the evening, at about seven"."""
    if not one.minutes or not other.minutes or context.sentence(one.time.span) != context.sentence(other.time.span):
        return False
    (first, last), (start, end) = one.minutes, other.minutes
    return first <= end and start <= last and last - first < end - start


def minutes(time: Time, before: str) -> tuple[int, int] | None:
    """The minutes after midnight that a clock time can mean, with the reach that the words before it give it."""
    clock = _CLOCK.search(time.value)
    if not clock:
        return None
    if clock[3]:
        found = (rule for pattern, rule in patterns("disagreements", "part_of_day") if pattern.search(time.span.text))
        return next(((rule["from"], rule["to"]) for rule in found), None)
    at = int(clock[1]) * 60 + int(clock[2] or 0)
    for pattern, rule in patterns("disagreements", "clock"):
        if pattern.search(before) or re.match(pattern.pattern.removesuffix("$"), time.span.text, re.IGNORECASE):
            return at - rule["before"], at + rule["after"]
    return at, at


def _near(time: Time, around: list[Word]) -> list[Word]:
    """The common words next to a date: its verb is among them, names are not."""
    common = [w for w in around if w.text[0].islower()]
    before = [w for w in common if w.end <= time.span.start]
    return before[-NEAR:] + [w for w in common if w.start >= time.span.end][:NEAR]


def _role(before: str) -> str:
    return next((rule["role"] for pattern, rule in patterns("disagreements", "role") if pattern.search(before)), "when")


def apart(a: Dated, b: Dated) -> bool:
    """Whether the two cannot be the same time: days that do not meet, or hours of one day that do not."""
    if a.minutes and b.minutes and (a.hour_alone or b.hour_alone):
        return _hours_apart(a.minutes, b.minutes)
    if a.latest < b.earliest or b.latest < a.earliest:
        return not _month_first(a.time.span.text, b.time.span.text) and not _year_alone(a, b)
    return a.minutes is not None and b.minutes is not None and _hours_apart(a.minutes, b.minutes)


def _hours_apart(a: tuple[int, int], b: tuple[int, int]) -> bool:
    """Whether two stretches of a day lie apart, over midnight as well."""
    gaps = [max(a[0] - b[1] - turn, b[0] + turn - a[1]) for turn in (-_DAY, 0, _DAY)]
    return min(gaps) > CLOCK_SLACK


def _may_differ(a: Dated, b: Dated) -> bool:
    """Whether both say when something was, or one a bound that the other lies beyond: "before 1940" and "in 1941"."""
    first, last = sorted((a, b), key=lambda d: d.earliest)
    return a.role == b.role or (first.role, last.role) in (("when", "after"), ("before", "when"))


def _of_one_scale(a: Dated, b: Dated) -> bool:
    """Whether two dates are near enough for two answers to one question: as far apart as they are exact, forty times over."""
    if a.minutes and b.minutes:
        return True
    width = max(a.latest - a.earliest, b.latest - b.earliest) + 1
    return abs(a.earliest - b.earliest) <= 40 * width


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
        alone = near < LEAST_LIKENESS and not (pair.event and _of_one_scale(x, y))
        if (alone and apart(x, y)) or not _may_differ(x, y):
            return None
        said_in_full = 0.3 * (not x.relative) + 0.3 * (not y.relative)
        return near + 0.5 * names_in_common(context, x.time.span, y.time.span) + said_in_full

    for _, x, y in matching.apart(ours, theirs, like=like, fits=lambda x, y: not apart(x, y), least=0.0):
        yield _differ(context, pair, x, y)


def _differ(context: Context, pair: Pair, x: Dated, y: Dated) -> Draft:
    likeness, common = context.weights.shared(x.near, y.near)
    around, other = context.weights.shared(x.around, y.around)
    calendar = _calendar_gap(x, y)
    note = " The days lie as far apart as the Julian and the Gregorian calendar did then." if calendar else ""
    same_verb = likeness >= LEAST_LIKENESS
    about = (
        f"Both date {words(common[:3])}."
        if same_verb
        else f"Both speak of {words(other[:2])}."
        if other
        else _ONE_EVENT
    )
    rule = "date_differs" if same_verb else "dates_of_one_event"
    reckoned = (x.relative or y.relative) and not (x.minutes and y.minutes)
    against = reckoned + _of_two_deeds(context, x, y) + 1.5 * (_told_by(context, x, y) or _told_by(context, y, x))
    return Draft(
        "date",
        "contradiction" if same_verb and x.role == y.role else "tension",
        tuple(side(context.quote(d.time.span), d.time.edtf or d.time.value) for d in (x, y)),
        f"{_said(x)} against {_said(y)}. {about}{note}",
        Grounds(
            round(likeness + 0.3 * around, 3),
            against=against,
            settled=calendar,
            signs=(("days between", _days_between(x, y)), ("hours", float(bool(x.minutes and y.minutes)))),
        ),
        rule,
        pair.events,
    )


def _days_between(x: Dated, y: Dated) -> float:
    """How far two dates lie apart, as a logarithm of days."""
    return round(math.log1p(max(0, max(x.earliest, y.earliest) - min(x.latest, y.latest))), 3)


def _said(dated: Dated) -> str:
    """A date in the account's words, with the day that was reckoned where they do not say it."""
    reckoned = f" ({dated.time.edtf or dated.time.value})" if dated.relative else ""
    return f"“{dated.time.span.text}”{reckoned}"


def _of_two_deeds(context: Context, x: Dated, y: Dated) -> float:
    """What says that the dates are of two deeds: other names around them, other verbs above them; less than 0 where both are alike."""
    one, other = (context.governor(d.time.span) for d in (x, y))
    elsewhere = float(context.differ_in_names(x.time.span, y.time.span))
    if one is None or other is None:
        return elsewhere
    if stem(one.lemma) != stem(other.lemma):
        return elsewhere + 1.0
    return elsewhere or -0.5 * (names_in_common(context, x.time.span, y.time.span) > 0)


def _told_by(context: Context, x: Dated, y: Dated) -> bool:
    """Whether the account of `x` has the day of `y` too, of something else: then it knows both, and they are of two things."""
    return x.minutes is None and any(
        (t.earliest, t.latest) == (y.earliest, y.latest) and t.span != x.time.span
        for t in context.times.of(x.time.span.account)
    )


def _calendar_gap(x: Dated, y: Dated) -> bool:
    if x.earliest != x.latest or y.earliest != y.latest or x.time.calendar != y.time.calendar:
        return False
    year = int(min(x.earliest, y.earliest) / 365.2425) + 1
    gap = next((days for since, days in reversed(_CALENDAR_GAPS) if year >= since), None)
    return abs(x.earliest - y.earliest) == gap

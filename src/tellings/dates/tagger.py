"""Text -> time expressions: scan, then read every match in order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from tellings.dates.grammar import BLANKS, Grammar, key, load
from tellings.dates.moment import Moment, of_date
from tellings.dates.reader import Reader
from tellings.dates.reading import Reading, point
from tellings.dates.scan import Match, matches
from tellings.dates.when import When

_BEFORE = 20  # characters before an expression in which its relation is told
_MIDDLE = 5  # days on either side of the 15th that are still the middle of a month


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of a text: where it stands, what it means and how that was found.

    `type` is DATE, TIME, DURATION or SET; `value` the TIMEX3 value, "" where it could not be resolved; `edtf` ISO 8601-2;
    `earliest` and `latest` day numbers (`datetime.date.toordinal`); `calendar` gregorian, julian or both; `anchor` says in
    words what it was reckoned from; `rule` names the rule; `relation` is before, after, since or until where the word before
    it says so. A stretch that is told as one ("1914-18", "July 21-22") has its two
    ends in `parts`, for TIMEX3 has no value for a stretch.
    """

    start: int
    end: int
    text: str
    type: str
    value: str
    edtf: str | None
    earliest: int | None
    latest: int | None
    calendar: str
    anchor: str | None
    rule: str
    relation: str | None = None
    parts: tuple[TimeExpression, ...] = ()


def find(
    text: str,
    *,
    published: date | str | None = None,
    story: date | str | None = None,
    start: int = 0,
    end: int | None = None,
    language: str = "en",
) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order, with offsets of `text`.

    `published` is the day the text speaks from, `story` a day or year its story is known to start at: a date or an ISO day,
    month or year; both may be left out, and one that cannot be read counts as left out. What kind of text it is, news that
    speaks from a day or a story told in order, is worked out from the text. Raises TellingsError for a language without rules.
    """
    grammar = load(language)
    start, end, _ = slice(start, end).indices(len(text))
    plain = text.translate(BLANKS)
    found = matches(plain, grammar, start, end)
    reader = Reader(plain, grammar, found, start=start, speech=_moment(published), story=_moment(story))
    times = [_expression(text, match, reading) for match, reading in reader.read()]
    return [
        replace(_related(plain, time, grammar), text=text[time.start : time.end])
        for time in _stretches(plain, times, grammar.cues["dash"])
    ]


def _moment(said: date | str | None) -> Moment | None:
    """A date or the leading "1819-08-16", "1819-08" or "1819" of a text as a moment."""
    if said is None or isinstance(said, date):
        return of_date(said) if said else None
    parts = said[:10].split("-")
    if not (all(part.isascii() and part.isdigit() for part in parts) and len(parts[0]) == 4):
        return None
    year, month, day = (*map(int, parts), *(None,) * 3)[:3]
    return Moment(year=year, month=month, day=day)


def _expression(text: str, match: Match, reading: Reading) -> TimeExpression:
    whole = _time(text, match.start, match.end, match, reading)
    if reading.ends is None:
        return whole
    first, last = (point(end, reading.anchor) for end in reading.ends)
    middle = max(match.found.end(name) for name in ("day", "ordinal") if match.found.groupdict().get(name))
    after = max(
        match.found.start(name) for name in ("day2", "day3", "day4", "ordinal2") if match.found.groupdict().get(name)
    )
    start, middle, after, end = sorted((match.start, middle, after, match.end))
    return replace(whole, parts=(_time(text, start, middle, match, first), _time(text, after, end, match, last)))


def _time(text: str, start: int, end: int, match: Match, reading: Reading) -> TimeExpression:
    edtf, earliest, latest = _placed(reading)
    return TimeExpression(
        start=start,
        end=end,
        text=text[start:end],
        type=reading.type,
        value=reading.value,
        edtf=edtf,
        earliest=earliest,
        latest=latest,
        calendar=reading.calendar,
        anchor=reading.anchor,
        rule=match.rule.name,
    )


def _related(text: str, time: TimeExpression, grammar: Grammar) -> TimeExpression:
    """With what the words before it say: how what is told stands to it, and that it is in doubt."""
    since = max(0, time.start - _BEFORE)
    relation = grammar.cues["relation"].search(text, since, time.start)
    if relation and time.edtf:
        return replace(time, relation=grammar.words["relation"].values[key(relation["relation"])])
    doubt = grammar.cues["doubt"].search(text, since, time.start)
    if doubt and time.edtf and time.edtf[-1].isalnum() and "/" not in time.edtf:
        return replace(time, edtf=time.edtf + grammar.words["doubt"].values[key(doubt["doubt"])])
    return time


def _stretches(text: str, times: list[TimeExpression], dash: re.Pattern[str]) -> Iterator[TimeExpression]:
    """The same expressions, two that a dash alone binds put together: "1914-18", "May - August 1950"."""
    held: TimeExpression | None = None
    for time in times:
        if held and dash.fullmatch(text, held.end, time.start) and _in_order(held, time):
            yield _stretch(text, held, time)
            held = None
            continue
        if held:
            yield held
        held = time
    if held:
        yield held


def _in_order(first: TimeExpression, last: TimeExpression) -> bool:
    plain = all(time.type == "DATE" and time.edtf and "/" not in time.edtf and not time.parts for time in (first, last))
    return plain and first.earliest is not None and last.earliest is not None and first.earliest < last.earliest


def _stretch(text: str, first: TimeExpression, last: TimeExpression) -> TimeExpression:
    return replace(
        last,
        start=first.start,
        text=text[first.start : last.end],
        value=f"{first.value}/{last.value}",
        edtf=f"{first.edtf}/{last.edtf}",
        earliest=first.earliest,
        parts=(first, last),
    )


def _placed(reading: Reading) -> tuple[str | None, int | None, int | None]:
    """The EDTF with its first and last day; the middle of a month, in EDTF its 15th, reaches from the 11th to the 20th.

    Nothing for what no calendar has: a stretch told backwards ("9 to 5 May"), a month after the year 9999.
    """
    if reading.edtf is None:
        return None, None, None
    try:
        when = When.parse(reading.edtf)
    except ValueError:
        return None, None, None
    widen = _MIDDLE if reading.moment.mod == "MID" and reading.moment.grain == "MO" else 0
    earliest = None if when.earliest is None else when.earliest - widen + bool(widen)
    return reading.edtf, earliest, None if when.latest is None else when.latest + widen

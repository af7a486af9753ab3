"""Text -> time expressions: scan, then read every match in order."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tellings.dates.grammar import load
from tellings.dates.moment import Moment, of_date
from tellings.dates.reader import Reader
from tellings.dates.reading import Reading
from tellings.dates.scan import Match, matches
from tellings.dates.when import When

_MIDDLE = 5  # days on either side of the 15th that are still the middle of a month


@dataclass(frozen=True, slots=True)
class TimeExpression:
    """A time expression of a text: where it stands, what it means and how that was found.

    `type` is DATE, TIME, DURATION or SET; `value` the TIMEX3 value, "" where it could not be resolved; `edtf` ISO 8601-2;
    `earliest` and `latest` day numbers (`datetime.date.toordinal`); `calendar` gregorian, julian or both; `anchor` says in
    words what it was reckoned from; `rule` names the rule.
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
    found = matches(text, grammar, start, len(text) if end is None else end)
    reader = Reader(text, grammar, found, start=start, speech=_moment(published), story=_moment(story))
    return [_expression(text, match, reading) for match, reading in reader.read()]


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
    earliest, latest = _bounds(reading)
    return TimeExpression(
        start=match.start,
        end=match.end,
        text=text[match.start : match.end],
        type=reading.type,
        value=reading.value,
        edtf=reading.edtf,
        earliest=earliest,
        latest=latest,
        calendar=reading.calendar,
        anchor=reading.anchor,
        rule=match.rule.name,
    )


def _bounds(reading: Reading) -> tuple[int | None, int | None]:
    """The first and last day; the middle of a month, in EDTF its 15th, reaches from the 11th to the 20th."""
    if reading.edtf is None:
        return None, None
    when = When.parse(reading.edtf)
    widen = _MIDDLE if reading.moment.mod == "MID" and reading.moment.grain == "MO" else 0
    earliest = None if when.earliest is None else when.earliest - widen + bool(widen)
    return earliest, None if when.latest is None else when.latest + widen

"""Text -> time expressions: scan, weigh the kind of text, then read every match in order with the two clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tellings.dates.clock import Clock
from tellings.dates.fields import fields
from tellings.dates.grammar import Grammar, load
from tellings.dates.moment import Moment, of_date
from tellings.dates.resolve import Place, Reading, resolve
from tellings.dates.scan import Match, matches
from tellings.dates.when import When


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
    text: str, *, published: date | str | None = None, start: int = 0, end: int | None = None, language: str = "en"
) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order, with offsets of `text`."""
    grammar = load(language)
    stop = len(text) if end is None else end
    found = matches(text, grammar, start, stop)
    clock = Clock(speech=_speech(published), news=_is_news(found))
    return [expression for match in found if (expression := _read(text, match, grammar, clock))]


def _speech(published: date | str | None) -> Moment | None:
    if isinstance(published, date):
        return of_date(published)
    try:
        return of_date(date.fromisoformat(published[:10])) if published else None
    except ValueError:
        return None


def _is_news(found: list[Match]) -> bool:
    deictic = sum("deictic" in match.rule.flags for match in found)
    dated = sum("full" in match.rule.flags for match in found)
    return deictic > 0.4 * dated


def _read(text: str, match: Match, grammar: Grammar, clock: Clock) -> TimeExpression | None:
    place = Place(text, match.start, match.end, match.rule.flags)
    reading = resolve(match.rule.kind, fields(match, grammar), clock, place)
    if reading.moment.year is not None:
        clock.tell(reading.moment, match.start)
    return _expression(text, match, reading)


def _expression(text: str, match: Match, reading: Reading) -> TimeExpression:
    earliest, latest = _bounds(reading.edtf)
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


def _bounds(edtf: str | None) -> tuple[int | None, int | None]:
    if edtf is None:
        return None, None
    when = When.parse(edtf)
    return when.earliest, when.latest

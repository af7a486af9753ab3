"""Text -> time expressions: scan, weigh the kind of text, then read every match in order with the two clocks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from tellings.dates.clock import Clock
from tellings.dates.fields import Fields, fields
from tellings.dates.grammar import Grammar, load
from tellings.dates.moment import Moment, of_date
from tellings.dates.reading import Reading
from tellings.dates.resolve import Place, resolve
from tellings.dates.scan import Match, matches
from tellings.dates.when import When
from tellings.dates.years import SEASON_MIDDLE, Station, settle

_NEWS_SHARE = 0.15  # of the dated or deictic expressions: stories have a tenth at most, news mostly more than a third
_DATELINE = 400  # characters from the top within which a dateline may stand
_SENTENCE = 250  # characters that are looked at for the tense


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
    start: int = 0,
    end: int | None = None,
    language: str = "en",
) -> list[TimeExpression]:
    """The time expressions of text[start:end], in order, with offsets of `text`.

    `published` is the day the text speaks from, where known: a date or an ISO day. What kind of text it is, news that speaks
    from that day or a story told in order, is worked out from the text.
    """
    grammar = load(language)
    found = matches(text, grammar, start, len(text) if end is None else end)
    return Reader(text, grammar, found, _speech(published)).read()


def _speech(published: date | str | None) -> Moment | None:
    if isinstance(published, date):
        return of_date(published)
    try:
        return of_date(date.fromisoformat(published[:10])) if published else None
    except ValueError:
        return None


def speaks_from_a_day(found: Sequence[Match]) -> bool:
    """Whether a text reckons from a day of speaking: it says "Friday" and "last month", or names no year at all."""
    deictic = sum("deictic" in (match.head or match).rule.flags for match in found)
    dated = sum("full" in match.rule.flags for match in found)
    return dated == 0 or deictic > _NEWS_SHARE * (deictic + dated)


class Reader:
    """Reads the matches of one text in order, keeping its two clocks."""

    def __init__(self, text: str, grammar: Grammar, found: Sequence[Match], speech: Moment | None) -> None:
        self._text = text
        self._grammar = grammar
        self._found = found
        self._said = [fields(match, grammar) for match in found]
        for index in range(len(found)):
            self._said[index].update(self._borrowed(index))
        self._years = self._settled()
        dateline = self._dateline()
        news = dateline is not None or speaks_from_a_day(found)
        named = frozenset(year for said in self._said if (year := named_year(said)) is not None)
        self._clock = Clock(speech=speech or dateline, news=news, named=named)
        self._month_first = self._american()

    def read(self) -> list[TimeExpression]:
        """The expressions, in order."""
        return [self._expression(index) for index in range(len(self._found))]

    def _settled(self) -> dict[int, int | None]:
        """The year of each expression that is a station of the story, by its index; None for a stray."""
        stations: dict[int, Station] = {}
        last = 0
        for index, (match, said) in enumerate(zip(self._found, self._said, strict=True)):
            if station := _station(match, said):
                stations[index] = replace(station, fresh="\n\n" in self._text[last : match.start])
                last = match.end
        return dict(zip(stations, settle(list(stations.values())), strict=True))

    def _dateline(self) -> Moment | None:
        """The day in the dateline: a full date near the top that stands alone on its line."""
        for match, said in zip(self._found[:3], self._said, strict=False):
            before = self._text[max(0, match.start - _DATELINE) : match.start].rpartition("\n")[2]
            alone = not before.strip() and self._text[match.end : match.end + 1] in ("", "\n")
            if alone and match.start < _DATELINE and {"day", "full"} <= match.rule.flags and (year := named_year(said)):
                return Moment(year=year, month=said.get("month"), day=said.get("day"))
        return None

    def _american(self) -> bool:
        """Whether 10/02 is 2 October here: yes, unless the document's own dates say otherwise."""
        pairs = [(said["a"], said["b"]) for said in self._said if "a" in said and "b" in said]
        return sum(a > 12 for a, _ in pairs) <= sum(b > 12 for _, b in pairs)

    def _expression(self, index: int) -> TimeExpression:
        match = self._found[index]
        reading = self._reading(match, self._said[index], self._years.get(index))
        if reading.moment.year is not None and self._moves(index):
            self._clock.tell(reading.moment)
        return _expression(self._text, match, reading)

    def _reading(self, match: Match, said: Fields, year: int | None) -> Reading:
        head = self._reading(match.head, fields(match.head, self._grammar), year).moment if match.head else None
        place = Place(year, self._tense(match), head, self._month_first)
        return resolve(match.rule.kind, said, self._clock, place)

    def _moves(self, index: int) -> bool:
        """A stray year moves nothing; in a story, neither does what is reckoned from the day of speaking."""
        match = self._found[index]
        stray = index in self._years and self._years[index] is None and not self._clock.news
        return not stray and (self._clock.news or "deictic" not in match.rule.flags or match.head is not None)

    def _borrowed(self, index: int) -> Fields:
        """The year of the next expression where the two are linked: "from August 28 to October 10, 1945"."""
        match, said = self._found[index], self._said[index]
        if "year" in said or index + 1 >= len(self._found) or not match.rule.flags & {"bare", "ahead"} or match.head:
            return {}
        after, also = self._found[index + 1], self._said[index + 1]
        link = self._grammar.cues["link"]
        if "full" in after.rule.flags and "year" in also and link.fullmatch(self._text, match.end, after.start):
            return {name: also[name] for name in ("year", "era") if name in also} if _precedes(said, also) else {}
        return {}

    def _tense(self, match: Match) -> int:
        """-1 or 1 by the nearest word that shows the past or the future, in the sentence, before rather than after; else 0."""
        if not self._clock.news or not match.rule.flags & {"bare", "weekday", "takes_year", "takes_tense"}:
            return 0
        return tense(self._text, match.start, match.end, self._grammar.cues)


def _station(match: Match, said: Fields) -> Station | None:
    year = named_year(said)
    month = said.get("month") or SEASON_MIDDLE.get(said.get("season", ""))
    if (
        match.head
        or "which" in said
        or "told" in said
        or (year is None and not (month and match.rule.flags & {"bare"}))
    ):
        return None
    return Station(year, month) if "full" in match.rule.flags or year is None or month else None


def named_year(said: Fields) -> int | None:
    """The year that an expression names in full, counted astronomically; else None."""
    year = said.get("year", said.get("year2", said.get("year3")))
    if not isinstance(year, int):
        return None
    return 1 - year if said.get("era") == -1 else year


def _precedes(said: Fields, also: Fields) -> bool:
    return "month" not in said or "month" not in also or said["month"] <= also["month"]


def tense(text: str, start: int, end: int, cues: Mapping[str, re.Pattern[str]]) -> int:
    """1 where the words about text[start:end] point to the future, -1 to the past, 0 where there are none."""
    left = max(text.rfind(stop, max(0, start - _SENTENCE), start) for stop in (". ", ".\n", "\n\n", "? ", "! ", "; "))
    past, future = (_last(cues[name], text, max(left, start - _SENTENCE, 0), start) for name in ("past", "future"))
    if max(past, future) >= 0:
        return 1 if future > past else -1
    right = min(
        at
        for stop in (". ", ".\n", "\n\n")
        if (at := text.find(stop, end, end + _SENTENCE)) >= 0 or (at := end + _SENTENCE)
    )
    ahead = {name: cues[name].search(text, end, right) for name in ("past", "future")}
    where = {name: found.start() if found else right for name, found in ahead.items()}
    return 0 if where["past"] == where["future"] else 1 if where["future"] < where["past"] else -1


def _last(cue: re.Pattern[str], text: str, start: int, end: int) -> int:
    at = -1
    for found in cue.finditer(text, start, end):
        at = found.start()
    return at


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

"""Matches -> readings: every match of a text in order, with its two clocks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from tellings.dates.case import Case
from tellings.dates.clock import Clock
from tellings.dates.fields import Fields, fields
from tellings.dates.grammar import Grammar
from tellings.dates.hours import in_night
from tellings.dates.moment import Moment
from tellings.dates.reading import Reading
from tellings.dates.register import dateline, month_first, named_year, speaks_from_a_day, year_of_speaking
from tellings.dates.relative import looks_back
from tellings.dates.resolve import resolve
from tellings.dates.scan import Match
from tellings.dates.tense import tense
from tellings.dates.years import SEASON_MIDDLE, Station, settle

_BEFORE = 12  # characters in which "of the" or "between" stands
_DATED = frozenset({"full", "bare"})
_TENSED = frozenset({"bare", "weekday", "takes_year", "takes_tense"})


class Reader:
    """Reads the matches of one text. `speech` is the day it speaks from, `story` a point its story is known to start at."""

    def __init__(
        self,
        text: str,
        grammar: Grammar,
        found: Sequence[Match],
        *,
        start: int = 0,
        speech: Moment | None = None,
        story: Moment | None = None,
    ) -> None:
        self._text = text
        self._grammar = grammar
        said = [(match, fields(match, grammar)) for match in found]
        self._said = [(match, {**own, **self._borrowed(said, index)}) for index, (match, own) in enumerate(said)]
        self._years = self._settled(story)
        top = dateline(text, self._said, start)
        self._clock = Clock(
            speech=speech or top or year_of_speaking(self._said),
            news=top is not None or speaks_from_a_day(self._said),
        )
        if story:
            self._clock.tell(story)
        self._month_first = month_first(self._said)

    def read(self) -> Iterator[tuple[Match, Reading]]:
        """Every match with its reading, in order, less those of rules that hold for stories alone where this is none."""
        for index, (match, own) in enumerate(self._said):
            if self._clock.news and "story" in match.rule.flags:
                continue
            reading = self._reading(match, own, self._years.get(index))
            if reading.moment.year is not None and "full" in match.rule.flags:
                self._clock.named = reading.moment
            if (reading.moment.year is not None or reading.moment.day) and self._moves(index, reading):
                self._clock.tell(reading.moment, aside="anaphoric" in match.rule.flags)
            yield match, reading

    def _reading(self, match: Match, own: Fields, year: int | None) -> Reading:
        head = self._reading(match.head, fields(match.head, self._grammar), year) if match.head else None
        moment = None if head is None else head.ends[0] if head.ends else head.moment
        reading = resolve(match.rule.kind, Case(own, self._clock, year, self._tense(match), moment, self._month_first))
        if not head or not head.ends:
            return reading
        night = reading.moment.clock and own.get("part") == "NI"
        return in_night(reading, head.ends) if night else replace(reading, edtf=head.edtf, calendar=head.calendar)

    def _settled(self, story: Moment | None) -> dict[int, int | None]:
        """The year of each expression that is a station of the story, by its index; None for a stray."""
        stations: dict[int, Station] = {}
        last = 0
        spanned = (
            False  # whether this is the end of a stretch ("between May and June 1702"), where the story does not start
        )
        for index, (match, own) in enumerate(self._said):
            station = None if spanned else self._station(match, own)
            spanned = self._begins_stretch(match, own)
            if station:
                stations[index] = replace(station, fresh="\n\n" in self._text[last : match.start])
                last = match.end
        known = [Station(story.year, story.month)] if story and story.year is not None else []
        return dict(zip(stations, settle([*known, *stations.values()])[len(known) :], strict=True))

    def _begins_stretch(self, match: Match, own: Fields) -> bool:
        """Whether the next expression, which lends this one its year, is the end of a stretch that begins here."""
        if "year" not in own or "bare" not in match.rule.flags:
            return False
        return bool(self._grammar.cues["from"].search(self._text, max(0, match.start - _BEFORE), match.start))

    def _station(self, match: Match, own: Fields) -> Station | None:
        """What an expression is on the path through the years; of one that is joined to its date, that date counts."""
        if match.head:
            return (
                self._station(match.head, fields(match.head, self._grammar)) if _DATED & match.head.rule.flags else None
            )
        year = named_year(own)
        month = own.get("month") or SEASON_MIDDLE.get(own.get("season", ""))
        reach = 1 if "season" in own else 0
        if {"which", "nextlast"} & own.keys() or own.get("told"):
            return None
        if year is not None:
            return Station(year, month, reach=reach) if "full" in match.rule.flags or month else None
        return Station(None, month, reach=reach) if month and "bare" in match.rule.flags else None

    def _moves(self, index: int, reading: Reading) -> bool:
        """Whether the story goes to this point: not to a stray year, nor to a day that only names a thing ("the treaty of 4 May").

        Nor where the text only looks back ("the day before"). In a story it does not go where is told from the day of speaking,
        in news not to a year or month so told.
        """
        match = self._said[index][0]
        flags = match.rule.flags
        if "anaphoric" in flags and looks_back(self._said[index][1]):
            return False
        if self._clock.news:
            return bool(reading.moment.day) or not flags & {"deictic", "anaphoric"}
        if "full" in flags and reading.moment.day:
            before = max(0, match.start - _BEFORE)
            return not self._grammar.cues["attribute"].search(self._text, before, match.start)
        stray = index in self._years and self._years[index] is None
        return not stray and ("deictic" not in flags or match.head is not None)

    def _borrowed(self, said: Sequence[tuple[Match, Fields]], index: int) -> Fields:
        """The year that a linked expression has: "from August 28 to October 10, 1945", "1941-45"."""
        match, own = said[index]
        if "shortend" in own and index and (year := named_year(said[index - 1][1])) is not None:
            return {"year": year + (own["shortend"] - year) % 100}
        if "year" in own or index + 1 >= len(said) or not match.rule.flags & {"bare", "ahead", "ago"} or match.head:
            return {}
        after, named = said[index + 1]
        linked = self._grammar.cues["link"].fullmatch(self._text, match.end, after.start)
        if linked and "full" in after.rule.flags and "year" in named and own.get("month", 0) <= named.get("month", 12):
            return {name: named[name] for name in ("year", "era") if name in named}
        return {}

    def _tense(self, match: Match) -> int:
        if not self._clock.news or not match.rule.flags & _TENSED:
            return 0
        return tense(self._text, match.start, match.end, self._grammar.cues)

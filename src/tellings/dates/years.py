"""Which year? The one decision that costs the most when it is wrong: "in April", with no year beside it.

A story is read in order, and mostly goes forward. Every expression with a year is a station, every month without one a station
whose year is open. The path that leaves all of them in the order of the text at the least cost decides: a small step forward
costs nothing, a step back or a leap costs something, and a stray year ("published in 2005") can be passed by for a price.
The path is found as Viterbi (1967) finds it, in time linear in the number of stations.

A text that speaks from a day ("on Friday", "in April") needs no path: it takes the year nearest to that day, on the side the
tense points to.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.dates.moment import Moment

SEASON_MIDDLE = {"SP": 4, "SU": 7, "FA": 10, "WI": 1}
_PASS_YEAR, _PASS_MONTH = 0.6, 1.7  # the price of passing by a year alone, a month or day with its year
_BACK, _BACK_MONTH, _BACK_MOST = (
    0.5,
    0.17,
    5.0,
)  # the price of any step back, of each month of it, and the most it can be
_FORTH_FREE, _FORTH_MONTH, _FORTH_MOST = (
    2,
    0.07,
    1.2,
)  # months forward that cost nothing, the price of each more, the most
_FRESH = 0.7  # the share of a price that is left where a paragraph begins in between
_UNTOLD = 0.3  # the price of a leap over more than a year to a month that does not name its year
_HEAD = 2.0  # how much dearer it is to pass by what stands first
_MOST_PASSED = 3  # stations in a row that can be passed by


@dataclass(frozen=True, slots=True)
class Station:
    """A point of the story: its year, None where that is open; its month, None where only the year is named.

    `fresh`: a paragraph begins between this station and the one before, so that a leap costs less. `reach`: how many months
    on either side of `month` it takes up, one for a season.
    """

    year: int | None
    month: int | None
    fresh: bool = False
    reach: int = 0


def settle(stations: Sequence[Station]) -> list[int | None]:
    """The year of every station; None for a year that was passed by as a stray and for all where no year is named."""
    settled: list[int | None] = [None] * len(stations)
    if not any(station.year is not None for station in stations):
        return settled
    paths = _paths(stations, _candidates(stations))
    index, year = _end(stations, paths)
    while True:
        settled[index] = year
        before = paths[index][year][1]
        if before is None:
            return settled
        index, year = before


_Way = tuple[float, tuple[int, int] | None]


def _paths(stations: Sequence[Station], candidates: Sequence[tuple[int, ...]]) -> list[dict[int, _Way]]:
    """For each station and year, the least cost of coming there, and from which station and year."""
    paths: list[dict[int, _Way]] = []
    for index, station in enumerate(stations):
        ways: dict[int, _Way] = {}
        for year in candidates[index]:
            ways[year] = min(_comings(stations, paths, index, year, station), key=lambda way: way[0])
        paths.append(ways)
    return paths


def _comings(
    stations: Sequence[Station], paths: Sequence[dict[int, _Way]], index: int, year: int, station: Station
) -> list[_Way]:
    ways: list[_Way] = []
    passed, ease = 0.0, 1.0
    for back in range(1, _MOST_PASSED + 2):
        before = index - back
        if before < 0:
            ways.append((passed * _HEAD, None))
            break
        if stations[before + 1].fresh:
            ease = _FRESH
        for earlier, (cost, _) in paths[before].items():
            step = ease * _step(stations[before], earlier, station, year)
            step += _UNTOLD if station.year is None and abs(year - earlier) > 1 else 0.0
            ways.append((round(cost + passed + step, 6), (before, earlier)))
        if stations[before].year is None:
            break
        passed += _price(stations[before])
    return ways


def _end(stations: Sequence[Station], paths: Sequence[dict[int, _Way]]) -> tuple[int, int]:
    """Where the cheapest path ends: at the last station, or before a few strays that are passed by."""
    ends: list[tuple[float, int, int]] = []
    passed = 0.0
    for index in range(len(stations) - 1, max(len(stations) - 2 - _MOST_PASSED, -1), -1):
        ends += [(cost + passed, index, year) for year, (cost, _) in paths[index].items()]
        if stations[index].year is None:
            break
        passed += _price(stations[index])
    return min(ends)[1:]


def _candidates(stations: Sequence[Station]) -> list[tuple[int, ...]]:
    """The years each station may lie in: its own, or those about the two years named before it and the one after."""
    found: list[tuple[int, ...]] = []
    named: list[int] = []
    for station, after in zip(stations, _ahead(stations), strict=True):
        if station.year is not None:
            found.append((station.year,))
            named = [station.year, *named[:1]]
        else:
            years = {year + step for year in named for step in (-1, 0, 1)}
            found.append(tuple(sorted(years | (set() if after is None else {after - 1, after}))))
    return found


def _ahead(stations: Sequence[Station]) -> list[int | None]:
    """For each station the next year that is named after it, None where there is none."""
    found: list[int | None] = []
    after: int | None = None
    for station in reversed(stations):
        found.append(after)
        after = after if station.year is None else station.year
    return found[::-1]


def _price(station: Station) -> float:
    return _PASS_YEAR if station.month is None else _PASS_MONTH


def _step(before: Station, earlier: int, station: Station, year: int) -> float:
    if before.month is None or station.month is None:
        months = (year - earlier) * 12
        return _moved(months - 6 if months > 0 else months) + (0.0 if months else -0.1)
    months = (year - earlier) * 12 + station.month - before.month
    reach = before.reach + station.reach
    return _moved(0 if abs(months) <= reach else months)


def _moved(months: int) -> float:
    if months < 0:
        return min(_BACK - _BACK_MONTH * months, _BACK_MOST)
    return min(max(months - _FORTH_FREE, 0) * _FORTH_MONTH, _FORTH_MOST)


def _middle(moment: Moment) -> int | None:
    """The month in the middle of what is known: of a season, a quarter or a half of a year."""
    if moment.quarter:
        return 3 * moment.quarter - 1
    if moment.half:
        return 6 * moment.half - 3
    return moment.month or SEASON_MIDDLE.get(moment.season or "")


def near(moment: Moment, speech: Moment, tense: int) -> int:
    """The year that brings a month or day nearest to the day of speaking; `tense` is -1 for past, 1 for future, 0 where unknown."""
    month = _middle(moment) or speech.month or 1
    day = moment.day or (15 if month != speech.month else speech.day or 15)
    here = (speech.year or 1, speech.month or 1, speech.day or 15)

    def cost(year: int) -> tuple[float, int]:
        away = (year - here[0]) * 365 + (month - here[1]) * 30.4 + day - here[2]
        wrong_side = away * tense < -20 if tense else False
        reluctance = 1.6 if away > 0 and tense == 0 and not moment.day else 1.0
        # What a company made of a quarter it reports after its end: "will post a third-quarter loss".
        wrong = 2 if moment.quarter and away < 0 else 4
        return (abs(away) * reluctance * (wrong if wrong_side else 1), year)

    return min((here[0] - 1, here[0], here[0] + 1), key=cost)

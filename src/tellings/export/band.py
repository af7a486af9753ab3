"""The time band: a lane for each account as inline SVG, with fading ends where a time is uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from tellings.export.report import Column, Quote, Report, Row
from tellings.export.words import civil, day_number, year_words

WIDTH, LEFT, RIGHT = 1000, 40, 190
LANE = 26
_PLOT = WIDTH - LEFT - RIGHT
_MOST_BARS = 150  # in one lane; beyond it neighbours are drawn as one
_YEAR = 365.2425
_DAY = 24 * 60  # the band counts in minutes
_SHORT_STEPS = (10, 30, 60, 180, 360, 720, _DAY, 2 * _DAY, 7 * _DAY, 14 * _DAY)
_MONTHS = (1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 3000, 6000, 12000, 24000, 60000, 120000, 300000)
_MOST_TICKS = 9
_SHORT = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905


@dataclass(frozen=True, slots=True)
class Bar:
    """A stretch of a lane, in the units of the picture; `fades` where its ends are uncertain; what it says and leads to."""

    x: float
    width: float
    fades: bool
    title: str
    href: str


@dataclass(frozen=True, slots=True)
class Lane:
    """An account's bars, and beside them how many of its tellings lie before or after what is drawn or have no time."""

    column: Column
    y: int
    bars: tuple[Bar, ...]
    beside: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Band:
    """The whole picture, or `words` in its place where there is nothing to draw."""

    words: str
    height: int = 0
    lanes: tuple[Lane, ...] = ()
    ticks: tuple[Tick, ...] = ()
    differ: tuple[Bar, ...] = ()


@dataclass(frozen=True, slots=True)
class _Placed:
    """A telling on the band: its first minute, the minute after its last, and whether that is less than sure."""

    column: Column
    row: Row
    first: int
    end: int
    fades: bool
    words: str


def time_band(report: Report) -> Band:
    """The band over the times of all joined tellings; what lies far from the rest is counted at the edge, not drawn."""
    placed = list(_placed(report))
    if len({(p.first, p.end) for p in placed}) < 2:
        return Band(_without(placed, sum(len(c.quotes) for r in report.rows for c in r.cells) - len(placed)))
    scale = _scale(placed)
    lanes = tuple(
        _lane(scale, report, c, n, [p for p in placed if p.column is c]) for n, c in enumerate(report.columns)
    )
    differ = _bars(scale, [p for p in placed if any(n.disagreement.shown for n in p.row.notes)])
    return Band("", (len(lanes) + 1) * LANE + 26, lanes, tuple(_ticks(scale)), tuple(differ))


def _placed(report: Report) -> Iterator[_Placed]:
    for row in report.rows:
        for cell in row.cells:
            for quote in cell.quotes:
                days = [d for d in (quote.telling.earliest, quote.telling.latest) if d is not None]
                if days:
                    yield _place(cell.column, row, quote, days[0], days[-1])


def _place(column: Column, row: Row, quote: Quote, earliest: int, latest: int) -> _Placed:
    if ":" in quote.clock and earliest == latest:
        hours, minutes = quote.clock.split(":")
        first = earliest * _DAY + int(hours) * 60 + int(minutes)
        return _Placed(column, row, first, first + 1, quote.telling.carried, quote.when)
    fades = earliest < latest or quote.telling.carried
    return _Placed(column, row, earliest * _DAY, (latest + 1) * _DAY, fades, quote.when)


def _without(placed: Sequence[_Placed], undated: int) -> str:
    if not placed:
        return "No telling has a date that could be worked out, so there is no time band."
    rest = f"; {undated:,} have no date" if undated else ""
    return f"All dated tellings ({len(placed):,}) fall on {placed[0].words}{rest}, so there is no time band."


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    end: int

    def x(self, minute: int) -> float:
        share = (minute - self.first) / (self.end - self.first)
        return round(LEFT + _PLOT * min(max(share, 0.0), 1.0), 1)


def _scale(placed: Sequence[_Placed]) -> _Scale:
    """From first to last; where a few far times would crush the rest, around the middle eight tenths.

    Where times of day are told within a few days, they set the scale, and what is known to the day runs across it.
    """
    clocks = [p for p in placed if p.end - p.first == 1]
    if len(clocks) > 2 and max(p.end for p in placed) - min(p.first for p in placed) <= 3 * _DAY:
        placed = clocks
    middles = sorted((p.first + p.end) // 2 for p in placed)
    low, high = middles[len(middles) // 10], middles[-1 - len(middles) // 10]
    first, end = min(p.first for p in placed), max(p.end for p in placed)
    core = max(high - low, 60)
    if end - first > 4 * core and len(placed) > 10:
        first, end = max(first, low - core // 3), min(end, high + core // 3)
    margin = max((end - first) // 50, 1)
    return _Scale(first - margin, end + margin)


def _lane(scale: _Scale, report: Report, column: Column, number: int, mine: Sequence[_Placed]) -> Lane:
    beside = {
        "earlier": sum(p.end <= scale.first for p in mine),
        "later": sum(p.first >= scale.end for p in mine),
        "undated": sum(len(r.cells[number].quotes) for r in report.rows) - len(mine),
    }
    words = ", ".join(f"{n} {word}" for word, n in beside.items() if n)
    return Lane(column, (number + 1) * LANE, tuple(_bars(scale, mine)), words)


def _bars(scale: _Scale, placed: Iterable[_Placed]) -> Iterator[Bar]:
    """A bar for each different time within the scale, the widest first, with the number of tellings that have it."""
    inside = [p for p in placed if p.end > scale.first and p.first < scale.end]
    by_time: dict[tuple[float, float], list[_Placed]] = {}
    coarse = 1 if len(inside) <= _MOST_BARS else _PLOT / _MOST_BARS
    for p in inside:
        x, end = scale.x(p.first), scale.x(p.end)
        place = (round(x // coarse * coarse, 1), round(max(end - x, 3) // coarse * coarse or coarse, 1))
        by_time.setdefault(place, []).append(p)
    for (x, width), found in sorted(by_time.items(), key=lambda item: (-item[0][1], item[0][0])):
        more = f", and {len(found) - 1} more" if len(found) > 1 else ""
        fades = found[0].fades or width > _PLOT / 12
        yield Bar(x, width, fades, found[0].words + more, f"#{found[0].row.event.id}")


def _ticks(scale: _Scale) -> Iterator[Tick]:
    length = scale.end - scale.first
    step = next((s for s in _SHORT_STEPS if length / s <= _MOST_TICKS), None)
    marks = _months(scale.first // _DAY, length) if step is None else _minutes(scale.first, step)
    for minute, label in takewhile(lambda mark: mark[0] < scale.end, marks):
        if minute >= scale.first:
            yield Tick(scale.x(minute), label)


def _minutes(first: int, step: int) -> Iterator[tuple[int, str]]:
    for n, minute in enumerate(count(-(-first // step) * step, step)):
        year, month, day = civil(minute // _DAY)
        words = [f"{day} {_SHORT[month - 1]} {year_words(year)}"] if minute % _DAY == 0 or n == 0 else []
        clock = [f"{minute % _DAY // 60:02}:{minute % 60:02}"] if minute % _DAY else []
        yield minute, ", ".join(words + clock)


def _months(first: int, length: int) -> Iterator[tuple[int, str]]:
    step = next((s for s in _MONTHS if length / (s * _YEAR / 12 * _DAY) <= _MOST_TICKS), _MONTHS[-1])
    year, month, _ = civil(first)
    if step < 12:
        for m in count((year * 12 + month - 1) // step * step, step):
            yield day_number(m // 12, m % 12 + 1) * _DAY, f"{_SHORT[m % 12]} {year_words(m // 12)}"
    years = step // 12
    for y in count((year - 1) // years * years, years):
        if y or years > 1:
            yield day_number(_year_at(y)) * _DAY, year_words(_year_at(y))


def _year_at(mark: int) -> int:
    """The year of a mark on the axis: -100 is 100 BC, the year -99; there is no year nought, so its mark is the year 1."""
    return mark if mark > 0 else mark + 1

"""The time band: a lane for each account as inline SVG, with fading ends where a time is uncertain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count, takewhile

from tellings.export.view import Column, Report, Row
from tellings.export.words import civil, day_number, when_words, year_words

WIDTH, LEFT, RIGHT = 1000, 40, 190
LANE = 26
_PLOT = WIDTH - LEFT - RIGHT
_MOST_BARS = 150  # in one lane; beyond it neighbours are drawn as one
_YEAR = 365.2425
# The steps of the axis, in months where they are positive and in days where they are negative.
_STEPS = (-1, -2, -7, -14, 1, 3, 6, 12, 24, 60, 120, 300, 600, 1200, 3000, 6000, 12000, 24000, 60000, 120000, 300000)
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
    column: Column
    row: Row
    earliest: int
    latest: int
    carried: bool


def time_band(report: Report) -> Band:
    """The band over the times of all joined tellings; days far from the rest are counted at the edge, not drawn."""
    placed = list(_placed(report))
    days = sorted({p.earliest for p in placed} | {p.latest for p in placed})
    undated = sum(len(c.quotes) for r in report.rows for c in r.cells) - len(placed)
    if len(days) < 2:
        return Band(_without(placed, undated))
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
                ends = [d for d in (quote.telling.earliest, quote.telling.latest) if d is not None]
                if ends:
                    yield _Placed(cell.column, row, ends[0], ends[-1], quote.telling.carried)


def _without(placed: Sequence[_Placed], undated: int) -> str:
    if not placed:
        return "No telling has a date that could be worked out, so there is no time band."
    day = when_words(placed[0].earliest, placed[0].latest)
    rest = f"; {undated:,} have no date" if undated else ""
    return f"All dated tellings ({len(placed):,}) fall on {day}{rest}, so there is no time band."


@dataclass(frozen=True, slots=True)
class _Scale:
    first: int
    last: int

    def x(self, day: float) -> float:
        share = (day - self.first) / (self.last + 1 - self.first)
        return round(LEFT + _PLOT * min(max(share, 0.0), 1.0), 1)


def _scale(placed: Sequence[_Placed]) -> _Scale:
    """From first to last day; where a few far ones would crush the rest, around the middle eight tenths."""
    middles = sorted((p.earliest + p.latest) // 2 for p in placed)
    low, high = middles[len(middles) // 10], middles[-1 - len(middles) // 10]
    first, last = min(p.earliest for p in placed), max(p.latest for p in placed)
    core = max(high - low, 1)
    if last - first > 4 * core and len(placed) > 10:
        first, last = max(first, low - core // 3 - 1), min(last, high + core // 3 + 1)
    margin = (last - first) // 50
    return _Scale(first - margin, last + margin)


def _lane(scale: _Scale, report: Report, column: Column, number: int, mine: Sequence[_Placed]) -> Lane:
    beside = {
        "earlier": sum(p.latest < scale.first for p in mine),
        "later": sum(p.earliest > scale.last for p in mine),
        "undated": sum(len(r.cells[number].quotes) for r in report.rows) - len(mine),
    }
    words = ", ".join(f"{n} {word}" for word, n in beside.items() if n)
    return Lane(column, (number + 1) * LANE, tuple(_bars(scale, mine)), words)


def _bars(scale: _Scale, placed: Iterable[_Placed]) -> Iterator[Bar]:
    """A bar for each different time within the scale, with the number of tellings that have it."""
    inside = [p for p in placed if p.latest >= scale.first and p.earliest <= scale.last]
    by_time: dict[tuple[float, float], list[_Placed]] = {}
    coarse = 1 if len(inside) <= _MOST_BARS else _PLOT / _MOST_BARS
    for p in inside:
        x, end = scale.x(p.earliest), scale.x(p.latest + 1)
        place = (round(x // coarse * coarse, 1), round(max(end - x, 3) // coarse * coarse or coarse, 1))
        by_time.setdefault(place, []).append(p)
    for (x, width), found in sorted(by_time.items(), key=lambda item: (-item[0][1], item[0][0])):
        first = found[0]
        more = f", {len(found)} tellings" if len(found) > 1 else ""
        yield Bar(
            x, width, first.latest > first.earliest or first.carried, _title(found) + more, f"#{first.row.event.id}"
        )


def _title(found: Sequence[_Placed]) -> str:
    return when_words(min(p.earliest for p in found), max(p.latest for p in found))


def _ticks(scale: _Scale) -> Iterator[Tick]:
    days = scale.last - scale.first
    step = next((s for s in _STEPS if days / (-s if s < 0 else s * _YEAR / 12) <= _MOST_TICKS), _STEPS[-1])
    for day in takewhile(lambda d: d <= scale.last, _days(scale.first, step)):
        if day >= scale.first:
            yield Tick(scale.x(day), _label(day, step))


def _days(first: int, step: int) -> Iterator[int]:
    if step < 0:
        return count(first, -step)
    year, month, _ = civil(first)
    if step < 12:
        return (day_number(m // 12, m % 12 + 1) for m in count((year * 12 + month - 1) // step * step, step))
    years = step // 12
    return (day_number(_year_at(y)) for y in count((year - 1) // years * years, years) if y or years > 1)


def _year_at(mark: int) -> int:
    """The year of a mark on the axis: -100 is 100 BC, the year -99; there is no year nought, so its mark is the year 1."""
    return mark if mark > 0 else mark + 1


def _label(day: int, step: int) -> str:
    year, month, dom = civil(day)
    if step < 0:
        return f"{dom} {_SHORT[month - 1]}" + (f" {year_words(year)}" if (month, dom) <= (1, -step) else "")
    return year_words(year) if step % 12 == 0 else f"{_SHORT[month - 1]} {year_words(year)}"

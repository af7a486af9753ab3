"""Figures as ranges: what a number can mean with its rounding, its hedge and its unit."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import cache

from tellings.model import Figure, Span
from tellings.rules import load_rules, patterns


@dataclass(frozen=True, slots=True)
class Quantity:
    """A figure's range in the first unit of its kind ("days" for lengths of time); `about` where the account hedges it."""

    figure: Figure
    low: float
    high: float
    unit: str | None
    about: bool


@cache
def _units() -> dict[str, tuple[str, float]]:
    units = {}
    for rule in load_rules("disagreements")["unit"]:
        names = rule["names"].split()
        for name in names:
            units[name] = ("days", rule["days"]) if "days" in rule else (names[0], 1.0)
    return units


def unit_of(figure: Figure) -> tuple[str | None, float]:
    """The unit that a figure is compared in and what one of its own is worth in it; an unknown unit stands for itself."""
    if figure.unit is None:
        return None, 1.0
    return _units().get(figure.unit.lower(), (figure.unit.lower(), 1.0))


def vague(sentence: Span) -> list[Figure]:
    """The lengths and measures of a sentence whose number is left vague ("a few minutes"), as ranges."""
    found = []
    for unit in re.finditer(r"[A-Za-z]+", sentence.text):
        if unit.group().lower() not in _units():
            continue
        for pattern, rule in patterns("disagreements", "vague"):
            if match := pattern.search(sentence.text[: unit.start()].rstrip()):
                start, end = sentence.start + match.start(), sentence.start + unit.end()
                span = Span(sentence.account, start, end, sentence.text[match.start() : unit.end()])
                found.append(
                    Figure(span, None, rule["low"], rule["high"], unit.group().lower(), None, "about", "rule:vague")
                )
    return found


@cache
def _hedge_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple(
        (
            rule["reach"],
            re.compile(
                r"\b(?:" + "|".join(map(re.escape, sorted(rule["words"], key=len, reverse=True))) + r")\b",
                re.IGNORECASE,
            ),
        )
        for rule in load_rules("disagreements")["hedge"]
    )


def reach_of(figure: Figure, sentence: Span) -> str | None:
    """How far the figure's hedge reaches: "up", "down", "about" or None; the words just before it count as well.

    The longest hedge decides: "not more than" is not "more than".
    """
    before = sentence.text[max(0, figure.span.start - sentence.start - 22) : figure.span.start - sentence.start]
    words = f"{figure.hedge or ''} | {before.rsplit(',')[-1]} {figure.span.text}"
    found = [(match.group(), reach) for reach, pattern in _hedge_patterns() for match in pattern.finditer(words)]
    return max(found, key=lambda hedge: len(hedge[0]))[1] if found else None


def rounding(value: float) -> float:
    """How far the true number can lie from a number as written: half its last place that is not 0, at most a tenth of it.

    >>> rounding(25000), rounding(24875), rounding(10), rounding(31.7)
    (500.0, 0.5, 1.0, 0.05)
    """
    if value == 0:
        return 0.5
    digits = f"{value:f}".rstrip("0").rstrip(".")
    decimals = len(digits.partition(".")[2])
    place = 10.0**-decimals if decimals else 10.0 ** (len(digits) - len(digits.rstrip("0")))
    return min(place / 2, abs(value) / 10) if value >= 10 or decimals else 0.0


def _spread(value: float) -> float:
    """How far the true number can lie from one said with "about": 15 percent of it, and one where it is a small number."""
    return max(rounding(value), 0.15 * value, min(1.0, value / 3))


def quantity(figure: Figure, sentence: Span) -> Quantity | None:
    """What the figure can mean, or None where it gives no number."""
    low = figure.low if figure.low is not None else figure.value
    high = figure.high if figure.high is not None else figure.value
    if low is None or high is None:
        return None
    reach = reach_of(figure, sentence)
    unit, worth = unit_of(figure)
    spread = _spread if reach == "about" else rounding
    low_end, high_end = low - spread(low), high + spread(high)
    if reach == "up":
        high_end = math.inf
    if reach == "down":
        low_end = 0.0
    return Quantity(figure, low_end * worth, high_end * worth, unit, reach is not None or low != high)


def comparable(a: Quantity, b: Quantity) -> bool:
    """Whether both are of one kind: the same unit; persons may stand without."""
    return a.unit == b.unit or {a.unit, b.unit} == {None, "persons"}


def compatible(a: Quantity, b: Quantity) -> bool:
    """Whether one number can be meant by both. Lengths of time in different units leave each other a tenth."""
    slack = 0.1 if a.unit == b.unit == "days" and (a.figure.unit or "") != (b.figure.unit or "") else 0.0
    apart = max(a.low * (1 - slack) - b.high, b.low * (1 - slack) - a.high)
    exact = a.low == a.high and b.low == b.high
    return apart < 0 or (apart == 0 and (exact or a.about or b.about))  # two roundings that only touch are two numbers

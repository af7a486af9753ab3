"""Quantities: numbers in digits and words, their unit and what they count.

`find_numbers` reads the numbers, `context` says which of them are no quantities (dates, names, places in a book, pronouns),
`counted` reads the unit and the noun phrase, and this module puts a figure together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.extract.figures.context import Context, is_quantity
from tellings.extract.figures.counted import (
    Unit,
    counted_after,
    currency_before,
    is_person_word,
    unit_after,
    unit_of_fraction,
)
from tellings.extract.figures.hedges import find_hedge, opened
from tellings.extract.figures.numbers import Number, find_numbers
from tellings.extract.figures.roman import find_roman
from tellings.language import Analysis
from tellings.model import Account, Figure, Source, Span, Time
from tellings.rules import load_rules

_STRONG = re.compile(r"[ \n]?-[ \n]?strong\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|age of|ages of|at the age of)(?: about| from)?[ \n]\Z", re.IGNORECASE)
_AGE_APPOSITION = re.compile(r"[^\W\d_]\w*,[ \n]\Z")
_AND_HALF = re.compile(r"[ \n]and a (half|quarter)\b", re.IGNORECASE)
_NOT_SINGLE = re.compile(r"\b(?:without|not|nor)[ \n](?:a|one)[ \n]single\b", re.IGNORECASE)
# What a length of time counts does not stand after it.
_OWN_MEASURE = ("years", "months", "weeks", "days", "nights", "hours", "minutes", "seconds")


def find_figures(source: Source, account: Account, analysis: Analysis, times: Sequence[Time]) -> list[Figure]:
    """The figures of an account that are no part of a date, in order.

    `value` is the number as written, in `unit` (decades and centuries are given in years); `low` and `high` are the ends of
    a range, or None on the side that a hedge leaves open ("more than 600": low 600, high None). `hedge` is about, more than,
    at least, less than, at most or exactly. A share ("two thirds", "one in three") has the unit "share". Where only a size
    is named ("hundreds of"), value, low and high are None.
    """
    text = source.text
    context = Context.of(text, account, analysis, times)
    numbers = [*find_numbers(text, account.start, account.end), *find_roman(text, account.start, account.end)]
    found = [_figure(text, account, number, context) for number in numbers]
    found += [_single(text, account, m) for m in _NOT_SINGLE.finditer(text, account.start, account.end)]
    found += [_unit_first(text, account, m) for m in _unit_first_pattern().finditer(text, account.start, account.end)]
    return _without_overlaps(sorted((f for f in found if f), key=lambda f: (f.span.start, -f.span.end)))


def _without_overlaps(figures: Sequence[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in figures:
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


@dataclass(frozen=True, slots=True)
class Beside:
    """What stands beside a number: where the figure begins and ends, its unit or currency, "strong", and what is counted."""

    start: int
    end: int
    unit: Unit | None
    currency: str | None
    strong: bool
    counted: tuple[int, int] | None

    @staticmethod
    def of(text: str, account: Account, number: Number, tags: Mapping[int, str]) -> Beside:
        """What stands beside a number of an account."""
        money = currency_before(text, number.start)
        unit = unit_after(text, number.end) or (unit_of_fraction(text, number.end) if number.form == "share" else None)
        if money or (unit and unit.end > account.end):
            unit = None
        strong = _STRONG.match(text, number.end, account.end)
        end = unit.end if unit else strong.end() if strong else number.end
        counted = counted_after(text, end, account.end, tags, singular=number.low == 1 or bool(strong))
        start = max(account.start, money[1]) if money else number.start
        return Beside(start, end, unit, money[0] if money else None, bool(strong), counted)


def _figure(text: str, account: Account, number: Number, context: Context) -> Figure | None:
    """The figure that a number is, or None where it is no quantity."""
    beside = Beside.of(text, account, number, context.tags)
    if not is_quantity(
        text, number, context, unit=beside.unit, money=beside.currency is not None, counted=beside.counted
    ):
        return None
    more, end = _and_half(text, beside)
    factor = beside.unit.factor if beside.unit else 1.0
    low, high = (None if v is None else round((v + more) * factor, 6) for v in (number.low, number.high))
    name = beside.currency or (beside.unit.name if beside.unit else _plain_unit(text, number, beside))
    hedge = find_hedge(
        text, account, (beside.start, end), duration=bool(beside.unit and beside.unit.kind == "duration")
    )
    span = Span(account.id, beside.start, end, text[beside.start : end])
    return Figure(span, low, *opened(low, high, hedge), name, _what(text, account, beside, name), hedge, _rule(number))


def _rule(number: Number) -> str:
    return f"rule:number_{number.form}"


def _what(text: str, account: Account, beside: Beside, unit: str | None) -> Span | None:
    """What is counted; after a length of time or an age, and after a share without "of", it is something else."""
    if beside.counted is None or unit in _OWN_MEASURE:
        return None
    words = text[slice(*beside.counted)]
    if unit == "percent" and words.split()[0].endswith("ed"):
        return None
    return Span(account.id, *beside.counted, words)


def _and_half(text: str, beside: Beside) -> tuple[float, int]:
    """What "and a half" after a length of time adds, and where the figure then ends."""
    later = _AND_HALF.match(text, beside.end) if beside.unit and beside.unit.kind == "duration" else None
    if not later:
        return 0.0, beside.end
    return (0.5 if later[1].lower() == "half" else 0.25), later.end()


def _plain_unit(text: str, number: Number, beside: Beside) -> str | None:
    """The unit of a number without one: a share, years of age, persons, or None."""
    if number.form == "share":
        return "share"
    if _AGED.search(text, max(0, number.start - 20), number.start) or _is_age(text, number):
        return "years"
    words = text[slice(*beside.counted)].split() if beside.counted else []
    if words and words[0].lower() == "troops" and (number.high or 0) < 20:
        return None  # bodies of horse, or too few to tell from them
    return "persons" if beside.strong or any(is_person_word(w) for w in words) else None


def _is_age(text: str, number: Number) -> bool:
    """A number between commas after a name: "Anna Berg, 45, saw it"."""
    name = _AGE_APPOSITION.search(text, max(0, number.start - 30), number.start)
    enclosed = bool(name) and text[number.end : number.end + 1] == ","
    return enclosed and bool(name and name.group()[0].isupper()) and number.plain and 10 <= (number.low or 0) <= 110


def _single(text: str, account: Account, match: re.Match[str]) -> Figure:
    """None at all: "without a single shot"."""
    start = match.end() - len("single")
    counted = counted_after(text, match.end(), account.end, {}, singular=True)
    what = Span(account.id, *counted, text[slice(*counted)]) if counted else None
    return Figure(
        Span(account.id, start, match.end(), text[start : match.end()]),
        0.0,
        0.0,
        0.0,
        None,
        what,
        None,
        "rule:not_a_single",
    )


@cache
def _unit_first_pattern() -> re.Pattern[str]:
    words = "|".join(sorted(load_rules("figures")["unit_first"]["words"]))
    return re.compile(
        rf"\b(?:an?|one)[ \n](?P<unit>{words})[ \n](?:(?P<half>and[ \n]a[ \n](?:half|quarter))|(?P<two>or[ \n]two))\b",
        re.IGNORECASE,
    )


def _unit_first(text: str, account: Account, match: re.Match[str]) -> Figure:
    """A figure whose unit stands before its number: "an hour and a half", "a mile or two"."""
    unit = unit_after(text, match.start("unit") - 1)
    low = 1.0 if match["two"] else 1.25 if match["half"].lower().endswith("quarter") else 1.5
    factor = unit.factor if unit else 1.0
    low, high = low * factor, (2.0 if match["two"] else low) * factor
    hedge = find_hedge(text, account, match.span(), duration=bool(unit and unit.kind == "duration"))
    span = Span(account.id, match.start(), match.end(), match.group())
    return Figure(span, low, low, high, unit.name if unit else None, None, hedge, "rule:unit_first")

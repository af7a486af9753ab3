"""Quantities: numbers in digits and words, their unit and what they count.

`find_numbers` reads the numbers, `context` says which of them are no quantities (dates, names, places in a book, pronouns),
`counted` reads the unit and the noun phrase, and this module puts a figure together.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
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
from tellings.extract.figures.numbers import Number, find_numbers
from tellings.extract.rules import load_rules
from tellings.language import Analysis
from tellings.model import Account, Figure, Source, Span, Time

_STRONG = re.compile(r"[ \n]?-[ \n]?strong\b", re.IGNORECASE)
_AGED = re.compile(r"\b(?:aged?|age of|ages of|at the age of)(?: about| from)?[ \n]\Z", re.IGNORECASE)
_AGE_APPOSITION = re.compile(r"[^\W\d_]\w*,[ \n]\Z")
_AND_HALF = re.compile(r"[ \n]and a (half|quarter)\b", re.IGNORECASE)
_NOT_SINGLE = re.compile(r"\b(?:without|not|nor)[ \n](?:a|one)[ \n]single\b", re.IGNORECASE)
_OPEN_ABOVE = ("more than", "at least")
_OPEN_BELOW = ("less than", "at most")


def find_figures(source: Source, account: Account, analysis: Analysis, times: Sequence[Time]) -> list[Figure]:
    """The figures of an account that are no part of a date, in order.

    `value` is the number as written, in `unit` (decades and centuries are given in years); `low` and `high` are the ends of
    a range, or None on the side that a hedge leaves open ("more than 600": low 600, high None). `hedge` is about, more than,
    at least, less than, at most or exactly. A share ("two thirds", "one in three") has the unit "share". Where only a size
    is named ("hundreds of"), value, low and high are None.
    """
    text = source.text
    context = Context.of(text, account, analysis, times)
    found = [_figure(text, account, number, context) for number in find_numbers(text, account.start, account.end)]
    found += [_single(text, account, m) for m in _NOT_SINGLE.finditer(text, account.start, account.end)]
    found += [_unit_first(text, account, m) for m in _unit_first_pattern().finditer(text, account.start, account.end)]
    return _without_overlaps(sorted((f for f in found if f), key=lambda f: (f.span.start, -f.span.end)))


def _without_overlaps(figures: Sequence[Figure]) -> list[Figure]:
    kept: list[Figure] = []
    for figure in figures:
        if not kept or figure.span.start >= kept[-1].span.end:
            kept.append(figure)
    return kept


def _figure(text: str, account: Account, number: Number, context: Context) -> Figure | None:
    """The figure that a number is, or None where it is no quantity."""
    money = currency_before(text, number.start)
    start = max(account.start, money[1]) if money else number.start
    unit = unit_after(text, number.end) or (unit_of_fraction(text, number.end) if number.form == "share" else None)
    if unit and unit.end > account.end:
        unit = None
    strong = _STRONG.match(text, number.end, account.end)
    end = unit.end if unit and not money else strong.end() if strong else number.end
    counted = counted_after(text, end, account.end, context.tags, singular=number.low == 1 or bool(strong))
    if not is_quantity(text, number, context, unit=unit, money=bool(money), counted=counted):
        return None
    factor, extra_end = _and_half(text, unit, end)
    name = money[0] if money else unit.name if unit else _plain_unit(text, number, counted, bool(strong))
    low, high = (None if v is None else round(v * factor, 6) + extra_end[0] for v in (number.low, number.high))
    hedge = _hedge(text, account, (start, extra_end[1]), unit)
    span = Span(account.id, start, extra_end[1], text[start : extra_end[1]])
    what = (
        Span(account.id, *counted, text[slice(*counted)])
        if counted and not (unit and unit.kind == "duration")
        else None
    )
    value = low
    if low == high and hedge in _OPEN_ABOVE:
        high = None
    elif low == high and hedge in _OPEN_BELOW:
        low = None
    return Figure(span, value, low, high, name, what, hedge, f"rule:number_{number.form}")


def _and_half(text: str, unit: Unit | None, end: int) -> tuple[float, tuple[float, int]]:
    """The factor of the unit, and what "and a half" after it adds, with the end of it all."""
    later = _AND_HALF.match(text, end) if unit and unit.kind == "duration" else None
    if unit and later:
        return unit.factor, ((0.5 if later[1].lower() == "half" else 0.25) * unit.factor, later.end())
    return (unit.factor if unit else 1.0), (0.0, end)


def _plain_unit(text: str, number: Number, counted: tuple[int, int] | None, strong: bool) -> str | None:
    """The unit of a number without one: a share, years of age, persons, or None."""
    if number.form == "share":
        return "share"
    if _AGED.search(text, max(0, number.start - 20), number.start):
        return "years"
    apposition = _AGE_APPOSITION.search(text, max(0, number.start - 30), number.start)
    if (
        apposition
        and apposition.group()[0].isupper()
        and text[number.end : number.end + 1] == ","
        and number.plain
        and 10 <= (number.low or 0) <= 110
    ):
        return "years"
    words = text[slice(*counted)].split() if counted else []
    if words and words[0].lower() == "troops" and (number.high or 0) < 20:
        return None  # bodies of horse, or too few to tell from them
    return "persons" if strong or any(is_person_word(w) for w in words) else None


@cache
def _hedges() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    made = []
    for rule in load_rules("figures")["hedge"]:
        before, after = (
            "|".join(map(re.escape, sorted(rule[k], key=len, reverse=True))).replace("\\ ", "\\s")
            for k in ("before", "after")
        )
        made.append(
            (
                rule["hedge"],
                re.compile(rf"(?<!\w)(?:{before})\s?(?:an?\s)?\Z", re.IGNORECASE),
                re.compile(rf"[ \n-]?(?:{after})(?!\w)", re.IGNORECASE) if after else None,
            )
        )
    # "no more than" ends in "more than": the longer phrase is asked first.
    return tuple(sorted(made, key=lambda h: h[0] not in ("at most", "at least")))


def _hedge(text: str, account: Account, at: tuple[int, int], unit: Unit | None) -> str | None:
    for name, before, after in _hedges():
        hit = before.search(text, max(account.start, at[0] - 40), at[0])
        if hit and not (hit.group().strip().lower() == "over" and unit and unit.kind == "duration"):
            return name
        if after and after.match(text, at[1], account.end):
            return name
    return None


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
    hedge = _hedge(text, account, match.span(), unit)
    span = Span(account.id, match.start(), match.end(), match.group())
    return Figure(span, low, low, high, unit.name if unit else None, None, hedge, "rule:unit_first")

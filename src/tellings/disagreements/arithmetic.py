"""Sums, shares, weekdays and lengths of time that an account states and that do not fit its own numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from tellings.disagreements.context import Context, Draft, Grounds, part, side
from tellings.disagreements.quantity import reach_of, rounding, unit_of
from tellings.disagreements.wording import content_of
from tellings.model import Figure, Span, Time
from tellings.rules import patterns

REACH = 4  # sentences back in which the total of a share is looked for
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEKDAY = re.compile(r"\b(" + "|".join(_WEEKDAYS) + r")\b", re.IGNORECASE)
_YEAR = re.compile(r"\d{3,4}")
_FIRST_GREGORIAN = 639_905  # 1753-01-01: from here on a day written in English is a Gregorian one


def find(context: Context) -> list[Draft]:
    """What does not add up inside one account."""
    found: list[Draft] = []
    for account in context.accounts:
        sentences = context.sentences.of(account.id)
        for at, sentence in enumerate(sentences):
            before = [f for s in sentences[max(0, at - REACH) : at] for f in context.figures.inside(s.span)]
            here = context.figures.inside(sentence.span)
            found += _shares(context, sentence.span, before, here)
            found += _sums(context, sentence.span, before, here)
            found += _lengths(context, sentence.span, here)
        found += _weekdays(context, account.id)
    return found


def _shares(context: Context, sentence: Span, before: list[Figure], here: list[Figure]) -> Iterator[Draft]:
    """A count with its percentage beside it ("48 (34% of all)") that no total told before bears out."""
    for count, percent in pairwise(here):
        between = sentence.text[count.span.end - sentence.start : percent.span.start - sentence.start]
        if not _beside(count, percent, between):
            continue
        value, stated = count.value or 0.0, percent.value or 0.0
        totals = [f for f in before + here if f not in (count, percent) and _may_total(f, count)]
        slack = rounding(stated) + (1.0 if reach_of(percent, sentence) or reach_of(count, sentence) else 0.05)
        if not totals or any(abs(100 * value / (t.value or 1.0) - stated) <= slack for t in totals):
            continue
        total = max(totals, key=lambda f: f.value or 0.0)
        actual = 100 * value / (total.value or 1.0)
        yield Draft(
            "arithmetic",
            "contradiction",
            (
                side(part(sentence, count.span.start, _closing(sentence, percent.span.end)), percent.span.text),
                side(context.quote(total.span, 20), f"{value:,.0f} of {total.value:,.0f} is {actual:.1f}%"),
            ),
            f"{count.span.text} of {total.span.text} is {actual:.1f} percent, not {stated:g}.",
            Grounds(against=abs(actual - stated) > 10),
            "share_of_total",
        )


def _beside(count: Figure, percent: Figure, between: str) -> bool:
    is_share = unit_of(percent)[0] == "percent" and unit_of(count)[0] != "percent"
    return (
        is_share
        and bool(count.value)
        and bool(re.fullmatch(r"(?:\s\w+){0,2}\s?(?:\(|, or )(?:or |about |some )?", between))
    )


def _may_total(total: Figure, count: Figure) -> bool:
    kinds = {unit_of(total)[0], unit_of(count)[0]} - {None}
    nouns = [{w.stem for w in content_of(f.counted)} for f in (total, count) if f.counted]
    others = len(nouns) == 2 and unit_of(total)[0] != unit_of(count)[0] and not nouns[0] & nouns[1]
    fits = len(kinds) <= 1 and "percent" not in kinds and not others
    return fits and (total.value or 0.0) > (count.value or 0.0)


def _closing(sentence: Span, end: int) -> int:
    """The end of the bracket that `end` stands in, where it closes soon."""
    close = sentence.text.find(")", end - sentence.start, end - sentence.start + 30)
    return end if close < 0 else sentence.start + close + 1


def _sums(context: Context, sentence: Span, before: list[Figure], here: list[Figure]) -> Iterator[Draft]:
    """A total and the parts right after it, said to be all of it, whose sum is another number."""
    exact = [
        f
        for f in before[-1:] + here
        if f.value and unit_of(f)[0] != "percent" and not reach_of(f, context.sentence(f.span))
    ]
    sums = [(total, _parts(total, exact[at + 1 :], here)) for at, total in enumerate(exact)]
    sums = [(total, parts) for total, parts in sums if len(parts) > 1 and _listed(sentence, parts)]
    if not sums or any(_amount(parts) == total.value for total, parts in sums):
        return
    total, parts = sums[0]
    after = parts[-1].span.end - sentence.start
    if any(pattern.match(sentence.text, after) for pattern, _ in patterns("disagreements", "one_more")):
        return
    amount, whole = _amount(parts), total.value or 0.0
    if abs(amount - whole) <= 0.2 * whole and _whole(context, total, parts[0], sentence):
        yield Draft(
            "arithmetic",
            "contradiction",
            (
                side(context.quote(total.span, 20), total.span.text),
                side(part(sentence, parts[0].span.start, parts[-1].span.end), f"together {amount:,g}"),
            ),
            f"{' + '.join(f.span.text for f in parts)} is {amount:,g}, not {total.span.text}.",
            Grounds(),
            "parts_of_total",
        )


def _parts(total: Figure, after: list[Figure], here: list[Figure]) -> list[Figure]:
    kind, whole = unit_of(total)[0], total.value or 0.0
    return [f for f in after if f in here and unit_of(f)[0] == kind and (f.value or 0.0) < whole]


def _amount(parts: list[Figure]) -> float:
    return sum(f.value or 0.0 for f in parts)


def _listed(sentence: Span, parts: list[Figure]) -> bool:
    """Whether the parts stand in one row: commas or "and" between each two, no full stop."""
    gaps = [sentence.text[a.span.end - sentence.start : b.span.start - sentence.start] for a, b in pairwise(parts)]
    return all(len(gap) < 60 and re.search(r",|\band\b", gap) for gap in gaps)


def _whole(context: Context, total: Figure, first: Figure, sentence: Span) -> bool:
    """Whether the parts are meant to be all: a colon announces them, or words such as "in total" and "of whom" do."""
    if ":" in sentence.text[max(0, total.span.end - sentence.start) : first.span.start - sentence.start]:
        return True
    text = context.sentence(total.span).text + " " + sentence.text
    return any(pattern.search(text) for pattern, _ in patterns("disagreements", "whole"))


def _lengths(context: Context, sentence: Span, here: list[Figure]) -> Iterator[Draft]:
    """A length of time that its own two dates do not give: from 1914 to 1919, six years."""
    dates = [
        t
        for t in context.times.inside(sentence)
        if t.type == "DATE" and t.earliest is not None and _YEAR.search(t.span.text)
    ]
    lengths = [f for f in here if unit_of(f)[0] == "days" and f.value and not reach_of(f, sentence)]
    if len(dates) != 2 or len(lengths) != 1 or not _from_to(sentence, *dates):
        return
    (first, last), length = dates, lengths[0]
    worth = unit_of(length)[1]
    least, most = (last.earliest or 0) - (first.latest or 0), (last.latest or 0) - (first.earliest or 0) + 1
    if (least - worth) <= (length.value or 0) * worth <= (most + worth):
        return
    real = f"{least / worth:.0f} to {most / worth:.0f} {length.unit}"
    yield Draft(
        "arithmetic",
        "contradiction",
        (
            side(context.quote(length.span, 20), length.span.text),
            side(part(sentence, first.span.start, last.span.end), real),
        ),
        f"From {first.span.text} to {last.span.text} there are {real}, not {length.span.text}.",
        Grounds(),
        "length_of_dates",
    )


def _from_to(sentence: Span, first: Time, last: Time) -> bool:
    before = sentence.text[: first.span.start - sentence.start]
    between = sentence.text[first.span.end - sentence.start : last.span.start - sentence.start]
    return bool(
        re.search(r"\b(?:from|between)(?: \w+)?\s*$", before, re.IGNORECASE)
        and re.fullmatch(r"\s*(?:to|until|till|and|up to)\s*(?:the )?", between)
    )


def _weekdays(context: Context, account: str) -> Iterator[Draft]:
    """A full date whose day of the week is another one in the calendar."""
    for time in context.times.of(account):
        day = time.earliest
        named = _WEEKDAY.search(time.span.text)
        if not named or day is None or day != time.latest or day < _FIRST_GREGORIAN or not _YEAR.search(time.span.text):
            continue
        real = _WEEKDAYS[(day - 1) % 7]
        if time.calendar == "gregorian" and real != named[1].lower():
            yield Draft(
                "arithmetic",
                "contradiction",
                (side(time.span, named[1]),),
                f"That day was a {real.capitalize()} in the Gregorian calendar.",
                Grounds(),
                "weekday",
            )

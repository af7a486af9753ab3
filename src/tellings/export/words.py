"""The report's own words: numbers, dates, kinds and degrees, as a reader meets them in every format."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
_MONTHS = (
    "January February March April May June July August September October November December".split()  # noqa: SIM905
)
_NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()  # noqa: SIM905

_PARTS_OF_DAY = {
    "MO": "morning",
    "MI": "midday",
    "AF": "afternoon",
    "EV": "evening",
    "NI": "night",
    "DT": "daytime",
}


class Kind(NamedTuple):
    """How a kind of disagreement is named: its word, its shape, and what a cell says of it."""

    word: str
    shape: str
    in_cell: str


KINDS = {
    "date": Kind("date", "◆", "date differs"),
    "figure": Kind("figure", "▲", "figure differs"),
    "arithmetic": Kind("arithmetic", "∑", "sum does not fit"),
    "actor": Kind("actor", "●", "actor differs"),
    "place": Kind("place", "■", "place differs"),
    "sequence": Kind("sequence", "⇄", "order differs"),
    "cause": Kind("cause", "→", "cause differs"),
    "framing": Kind("wording", "≠", "wording differs"),
    "attribution": Kind("on whose word", "”", "on whose word differs"),
    "omission": Kind("omission", "○", "omission"),
}
DEGREES = {
    "contradiction": "both cannot be true as written",
    "tension": "hard to reconcile",
    "framing": "the same under opposed names",
    "missing_detail": "one tells it without what the other gives",
}
SILENCES = {"silent": "silent", "not_covered": "not covered", "text_ends": "text ends"}


def kind_of(name: str) -> Kind:
    """The names of a kind of disagreement; one that is not known here is called by its own name."""
    return KINDS.get(name, Kind(name, "◇", f"{name} differs"))


def number_word(n: int, *, capital: bool = False) -> str:
    """A count in words up to twelve, in digits above: 3 -> "three", 1200 -> "1,200"."""
    word = _NUMBERS[n] if n < len(_NUMBERS) else f"{n:,}"
    return word.capitalize() if capital else word


def plural(n: int, one: str, many: str | None = None) -> str:
    """A count with its noun: (1, "event") -> "1 event", (1200, "event") -> "1,200 events"."""
    return f"{n:,} {one if n == 1 else many or one + 's'}"


def listed(words: Sequence[str]) -> str:
    """Words as a list in a sentence: "A", "A and B", "A, B and C"."""
    return " and ".join(w for w in (", ".join(words[:-1]), *words[-1:]) if w)


def letters(index: int) -> str:
    """The short key of a column: 0 -> "A", 25 -> "Z", 26 -> "AA"."""
    head, tail = divmod(index, 26)
    return (letters(head - 1) if head else "") + chr(ord("A") + tail)


def civil(day: int) -> tuple[int, int, int]:
    """Year, month and day of a day number, in the proleptic Gregorian calendar, where year 0 is 1 BC."""
    cycle, rest = divmod(day - 1, _CYCLE_DAYS)
    at = date.fromordinal(rest + 1)
    return at.year + cycle * _CYCLE_YEARS, at.month, at.day


def day_number(year: int, month: int = 1, day: int = 1) -> int:
    """The day number of a civil date: the inverse of `civil`."""
    cycle, rest = divmod(year - 1, _CYCLE_YEARS)
    return date(rest + 1, month, day).toordinal() + cycle * _CYCLE_DAYS


def year_words(year: int) -> str:
    """A year as a reader writes it: 1940, "AD 64", "44 BC"."""
    if year <= 0:
        return f"{1 - year} BC"
    return str(year) if year >= 1000 else f"AD {year}"


def when_words(earliest: int | None, latest: int | None) -> str:
    """A range of days in words, at the precision it has: "14 June 1940", "June 1940", "1939–1941", "undated"."""
    if earliest is None or latest is None:
        known = earliest if latest is None else latest
        if known is None:
            return "undated"
        return f"{'from' if latest is None else 'until'} {_day_words(civil(known))}"
    first, last = civil(earliest), civil(latest)
    if first == last:
        return _day_words(first)
    if first[1:] == (1, 1) and last[1:] == (12, 31):
        return _dash(year_words(first[0]), year_words(last[0]))
    if first[2] == 1 and civil(latest + 1)[2] == 1:
        return _range_words(first, last, [_MONTHS[first[1] - 1]], [_MONTHS[last[1] - 1]])
    return _range_words(first, last, [str(first[2]), _MONTHS[first[1] - 1]], [str(last[2]), _MONTHS[last[1] - 1]])


def edtf_words(text: str) -> str:
    """A text that is a plain EDTF day, month or year in words: "1940-06-14" -> "14 June 1940"; any other text as it is."""
    found = re.fullmatch(r"(-?\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?", text)
    if not found:
        return text
    year = int(found[1])
    if found[3]:
        return _day_words((year, int(found[2]), int(found[3])))
    return f"{_MONTHS[int(found[2]) - 1]} {year_words(year)}" if found[2] else year_words(year)


def clock_words(value: str) -> str:
    """The time of day in a TIMEX3 value: "2019-03-03T18:10" -> "18:10", "2019-03-03TEV" -> "evening", else nothing."""
    found = re.search(r"T(?:(\d\d:\d\d)(?::\d\d)?|([A-Z]{2}))$", value)
    return (found[1] or _PARTS_OF_DAY.get(found[2], "")) if found else ""


def _day_words(at: tuple[int, int, int]) -> str:
    return f"{at[2]} {_MONTHS[at[1] - 1]} {year_words(at[0])}"


def _dash(first: str, last: str) -> str:
    if first == last:
        return first
    return f"{first} – {last}" if " " in first + last else f"{first}–{last}"


def _range_words(first: tuple[int, ...], last: tuple[int, ...], head: list[str], tail: list[str]) -> str:
    """Both ends without what they have in common: "14–16 June 1940", "June – August 1940"."""
    if first[0] != last[0]:
        return _dash(" ".join([*head, year_words(first[0])]), " ".join([*tail, year_words(last[0])]))
    if first[1] != last[1]:
        return f"{' '.join(head)} – {' '.join(tail)} {year_words(last[0])}"
    return " ".join([_dash(head[0], tail[0]), *tail[1:], year_words(last[0])])


def flat(text: str) -> str:
    """A stretch of text on one line, for display."""
    return re.sub(r"\s+", " ", text).strip()


def cut_words(text: str, limit: int) -> str:
    """The text on one line, cut visibly after whole words where it is longer than `limit` characters."""
    text = flat(text)
    if len(text) <= limit:
        return text
    head = text[: limit - 1]
    return (head[: head.rfind(" ")] if " " in head else head).rstrip(" ,;:") + "…"


def counts(items: Iterable[str]) -> list[tuple[str, int]]:
    """How often each item comes, in the order of `KINDS`, other items after them by name."""
    found: dict[str, int] = {}
    for item in items:
        found[item] = found.get(item, 0) + 1
    order = {kind: n for n, kind in enumerate(KINDS)}
    return sorted(found.items(), key=lambda pair: (order.get(pair[0], len(order)), pair[0]))

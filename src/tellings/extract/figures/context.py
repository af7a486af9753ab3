"""Which numbers are quantities: not dates, clock times, names, places in a book, list numbers or pronouns."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.extract.figures.counted import Unit, is_plural
from tellings.extract.figures.numbers import Number
from tellings.language import Analysis
from tellings.model import Account, Time
from tellings.rules import load_rules

_LAST_WORD = re.compile(r"(\S{1,20})[ \n]\Z")
_ORDINAL = re.compile(r"(?:st|nd|rd|th)\b", re.IGNORECASE)
_GLUED_AFTER = re.compile(r"[^\W\d_]|[:/]\d|\.\d|_|-\d|-[A-Z]|['’]s?\b(?=\s)|s\b")
_IN_YEAR = re.compile(
    r"\b(?:in|since|of|by|until|till|during|from|after|before|year|years|spring|summer|autumn|fall|winter|early|late|mid)[ \n,-]{1,2}\Z"
)
_LIST_NUMBER = re.compile(r"^[ \t]*(\d{1,3}(?:\.\d{1,2})*[.)]?)[ \t]+(?=[\"“(A-ZÀ-Þ]|\d{1,4}\b)[^\n]+$", re.MULTILINE)
_SHORT_LINE = 130  # characters
_SIDED = re.compile(r"-[^\W\d_]{2,20}ed\b")
_HOUR_AND_MINUTES = re.compile(r"\d{1,2}\.[0-5]\d")
_AT_HOUR = re.compile(r"\b(?:at|about|till|until|by|past|before|after|around|since)[ \n]\Z", re.IGNORECASE)
_AT = re.compile(
    r"(?<!estimated)(?<!put)(?<!reckoned)(?<!valued)(?<!set)(?<!stood)(?<!numbered) at[ \n](?:about[ \n])?\Z",
    re.IGNORECASE,
)
_AGO = re.compile(r"[ \n](?:or so[ \n])?ago\b", re.IGNORECASE)
_FRACTION_OF = re.compile(
    r"[ \n](?:of|more|less|the|his|her|their|its|our|my|your|majority|these|those|this|that)\b", re.IGNORECASE
)
_JOINED_TO_NAME = re.compile(r"[ \n]?(?:,|and|or|to|-|–|&)[ \n]?\Z")


@dataclass(frozen=True, slots=True)
class Context:
    """What an account says around its numbers: stretches where no figure can be, blocked days, and parts of speech."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    days: tuple[tuple[int, ...], tuple[int, ...]]
    tags: Mapping[int, str]
    begin: int
    rejected: set[int]

    @staticmethod
    def of(text: str, account: Account, analysis: Analysis, times: Sequence[Time]) -> Context:
        """The context of an account."""
        blocked = [(b.start, b.end) for b in account.blocks if b.role == "contents"]
        blocked += [m.span() for m in _idioms().finditer(text, account.start, account.end)]
        blocked += _list_numbers(text, account)
        days = [(t.span.start, t.span.end) for t in times if t.type in ("DATE", "TIME")]
        tags = {t.start: t.tag for t in analysis.tokens if t.tag}
        return Context(*_merged(blocked), _merged(days), tags, account.start, set())


def _merged(stretches: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Sorted stretches without overlaps, as their starts and their ends."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(stretches):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return tuple(starts), tuple(ends)


def _inside(stretches: tuple[tuple[int, ...], tuple[int, ...]], start: int, end: int) -> bool:
    starts, ends = stretches
    i = bisect_right(starts, start)
    return (i > 0 and ends[i - 1] > start) or (i < len(starts) and starts[i] < end)


@cache
def _idioms() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(load_rules("figures")["idioms"]["patterns"]) + r")\b", re.IGNORECASE)


def _list_numbers(text: str, account: Account) -> list[tuple[int, int]]:
    """Numbers at the head of lines, where there are several: of short lines without a stop, or of paragraphs numbered in a row."""
    found = list(_LIST_NUMBER.finditer(text, account.start, account.end))
    numbers = {m[1] for m in found}
    short = {m for m in found if len(m.group()) <= _SHORT_LINE and _heads_a_list(m)}
    heads = [m.span(1) for m in found if m in short or _in_a_row(m[1], numbers)]
    return heads if len(heads) > 1 else []


def _in_a_row(number: str, others: set[str]) -> bool:
    """Whether a number with its sign, "12.", has the one before or after it among the others."""
    count, sign = number[:-1], number[-1]
    return sign in ".)" and count.isdigit() and any(f"{int(count) + step}{sign}" in others for step in (-1, 1))


def _heads_a_list(line: re.Match[str]) -> bool:
    return line[1][-1] in ".)" or line.group().rstrip()[-1] not in '.!?:;,"”’)'


def is_quantity(
    text: str, number: Number, context: Context, *, unit: Unit | None, money: bool, counted: tuple[int, int] | None
) -> bool:
    """Whether a number is a quantity, by its neighbours in the text."""
    bare = unit is None and not money
    reasons_against = (
        _inside((context.starts, context.ends), number.start, number.end),
        bool(unit and unit.kind == "duration" and _AGO.match(text, unit.end)),
        bare and _inside(context.days, number.start, number.end),
        bool(unit and unit.kind != "duration" and number.plain and _inside(context.days, number.start, number.end)),
        _is_glued(text, number, bare=bare),
        not money and _is_name(text, number, context, bare=bare, counted=counted),
        _is_clock(text, number, bare=bare and counted is None),
        bare and _is_year(text, number, counted),
        _is_pronoun(text, number, unit, counted),
        _is_no_fraction(text, number, unit),
    )
    return not any(reasons_against)


def _is_glued(text: str, number: Number, *, bare: bool) -> bool:
    """Part of a longer code: "U-20", "COVID-19", "3rd", "1930s", "12:01", "[4]"."""
    before = text[max(0, number.start - 2) : number.start]
    after = text[number.end : number.end + 2]
    if before[-1:] in ("@", "#", "_", "/", "\\", "&") or (before[-1:].isalnum() and number.form != "vague"):
        return True
    if before[-1:] in ("-", "–", ".", ":", ",", "'", "’") and before[:1].isalnum() and len(before) == 2:
        return True
    if (before[-1:], after[:1]) in (("[", "]"), ("(", ")")) and number.form == "digits" and number.plain:
        return True
    if number.form != "digits":
        return bool(_SIDED.match(text, number.end))
    if before[-1:] in ("'", "’") and number.end - number.start == 2:
        return True
    return bool(_ORDINAL.match(text, number.end) or (bare and _GLUED_AFTER.match(text, number.end)))


def _is_name(text: str, number: Number, context: Context, *, bare: bool, counted: tuple[int, int] | None) -> bool:
    """A number that names: "Article 5", "platform 3", "Apollo 11", "the Big Four", and the next in "pages 3 and 4"."""
    word = _LAST_WORD.search(text, max(0, number.start - 22), number.start)
    last = word[1].lstrip("([\"'“‘") if word else text[max(0, number.start - 1) : number.start]
    rules = _names()
    named = last.lower() in rules["strong"] or (bare and not counted and last.lower() in rules["weak"])
    named = named or _follows_name(text, number, context)
    named = named or _is_proper(text, number, last, bare=bare and not counted)
    if named:
        context.rejected.add(number.end)
    return named


@cache
def _names() -> dict[str, frozenset[str]]:
    return {k: frozenset(load_rules("figures")["names"][k]) for k in ("strong", "weak")}


def _follows_name(text: str, number: Number, context: Context) -> bool:
    joined = _JOINED_TO_NAME.search(text, max(0, number.start - 5), number.start)
    return (
        bool(joined) and any(e in context.rejected for e in range(joined.start() - 1, joined.start() + 1))
        if joined
        else False
    )


def _is_proper(text: str, number: Number, last: str, *, bare: bool) -> bool:
    """A small number after a capitalised word inside a sentence, or a capitalised number word among capitalised words."""
    if not last[:1].isupper() or last.isupper() or not last[-1].isalnum():
        return False
    opens = text[max(0, number.start - 22) : number.start].rstrip()
    head = opens[: len(opens) - len(last)].rstrip()
    sentence_start = not head or head[-1] in '.!?:;\n"“”*•-–—'
    if number.form == "digits":
        return bare and number.plain and (number.low or 0) < 10_000 and not sentence_start
    words = text[number.start : number.end]
    return words[:1].isupper() and not words.isupper() and (not sentence_start or last.lower() != "the")


@cache
def _clock_after() -> re.Pattern[str]:
    words = "|".join(re.escape(w).replace("'", "['’]") for w in load_rules("figures")["clock"]["after"])
    return re.compile(rf"[ \n]?(?:{words})(?!\w)", re.IGNORECASE)


def _is_clock(text: str, number: Number, *, bare: bool) -> bool:
    """A time of day: "ten o'clock", "at 8.30", "at six"."""
    if _clock_after().match(text, number.end):
        return True
    before = text[max(0, number.start - 24) : number.start]
    if not bare or number.low is None or number.low > 24:
        return False
    minutes = _HOUR_AND_MINUTES.fullmatch(text[number.start : number.end]) and _AT_HOUR.search(before)
    return bool(minutes or _AT.search(before))


def _is_year(text: str, number: Number, counted: tuple[int, int] | None) -> bool:
    """Four plain digits that may be a year, and do not count a plural."""
    digits = text[number.start : number.end]
    if not (
        digits[:4].isdigit() and len(digits) in (4, 9) and number.form == "digits" and 1000 <= (number.low or 0) <= 2100
    ):
        return False
    words = text[slice(*counted)].split() if counted else []
    plural = any(is_plural(word) for word in words)
    return not plural or bool(_IN_YEAR.search(text, max(0, number.start - 12), number.start))


def _is_pronoun(text: str, number: Number, unit: Unit | None, counted: tuple[int, int] | None) -> bool:
    """Whether "one" is a pronoun or stands in a set phrase."""
    if text[number.start : number.end].lower() != "one":
        return False
    rules = _one()
    after = re.compile(r"[ \n-]?([^\W\d_]+)?").match(text, number.end)
    following = (after[1] or "").lower() if after else ""
    word = _LAST_WORD.search(text, max(0, number.start - 22), number.start)
    last = word[1].lower() if word else ""
    if last in rules["not_after"] or following in rules["not_before"]:
        return True
    words = text[slice(*counted)].lower().split() if counted else []
    return unit is None and (not words or words[-1] in rules["not_before"] or is_plural(words[0]))


@cache
def _one() -> dict[str, frozenset[str]]:
    return {k: frozenset(load_rules("figures")["one"][k]) for k in ("not_before", "not_after")}


def _is_no_fraction(text: str, number: Number, unit: Unit | None) -> bool:
    """An ordinal, an adverb or a pair: "a third force", "half asleep", "a couple"."""
    words = text[number.start : number.end].lower()
    if words in ("a couple", "a score", "scores", "a brace", "a gross"):
        return not _FRACTION_OF.match(text, number.end)
    if number.form != "share" or unit:
        return False
    alone = words.startswith(("a ", "an ")) or words == "half"
    return alone and not _FRACTION_OF.match(text, number.end)

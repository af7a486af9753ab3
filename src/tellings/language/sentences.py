"""Where sentences end: rules as data (`rules/en/language_sentences.toml`) over the bare text, in one pass.

Text is cut into units first (paragraphs, headings, list items, turns of a transcript), then each unit at its stops.
The width of wrapped lines is taken to be the length that half of the text's characters reach (as N50 in genomics): a
line that leaves room for the next word was ended on purpose, a full one was only wrapped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from tellings.rules import load_rules

LONGEST = 5_000
"""No sentence has more characters than this: text without stops is cut at a space, so that memory stays bounded."""

_LINE = re.compile(r"[^\n\r\f\v\u2028\u2029]+")
_STOP = re.compile(
    r"(?:\.(?:[ \xa0]\.)+|[.!?…]+)(?P<close>[\"'”’»›)\]]*(?:\[\d{1,3}\])*)"
    r"(?=\s|$|(?P<glued>[\"“‘(]?[^\W\d_a-zß-ÿ][^\W\d_A-ZÀ-Þ]))"
)
_NEXT = re.compile(r"[\s\"'“”‘’«‹(\[\-–—*•·…]*(?P<word>\w[\w'’]*(?:\.\w)*)?")
_BEFORE = re.compile(r"[^\s\"'“”‘’«»()\[\]\-/–—,;:]*$")
_ENUMERATOR = re.compile(r"[\s\"“(\[]*(?:\d{1,3}|\w|[ivxIVX]{1,5})$")
_INITIALISM = re.compile(r"(?:\w\.)+\w$")
_NUMERAL = re.compile(r"\d|[IVXLC]+$")
_ADDRESS = re.compile(r"(?:https?:|\bwww\b|@)\S*$")
_LOOSE_QUOTE = re.compile(r"\s\"(?=\s|$)")
_PLAIN = re.compile(r"(?<![\w.])[a-z]{4,}$")
_FINISHED = re.compile(r"[.!?…]\s?[\"'”’»)\]]*$")
_CARRIED_ON = re.compile(r"[,\-–—(]$")
_REACH = 40
"""How many characters before a stop, or at the end of a line, are looked at."""


@dataclass(frozen=True, slots=True)
class _Rules:
    ends: dict[str, str]
    starters: frozenset[str]
    not_before: frozenset[str]
    opening: re.Pattern[str]
    bullet: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    rules = load_rules("language_sentences")
    return _Rules(
        {word: entry["ends"] for entry in rules["abbreviation"] for word in entry["words"]},
        frozenset(rules["words"]["starters"]),
        frozenset(rules["words"]["not_before"]),
        re.compile("|".join(f"(?:{entry['pattern']})" for entry in rules["opening"])),
        re.compile(rules["words"]["bullet"]),
    )


def split(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The sentences of `text[start:end]`, in order, as half-open offsets into `text`, without white space around them."""
    return [
        piece
        for unit in _units(text, start, len(text) if end is None else end)
        for sentence in _sentences(text, *unit)
        for piece in _pieces(text, *sentence)
    ]


def _units(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Stretches that no sentence crosses: the joined lines of a paragraph, a heading, a list item."""
    lines = [_stripped(text, *match.span()) for match in _LINE.finditer(text, start, end)]
    width = _wrap_width(lines)
    unit: tuple[int, int] | None = None
    last: tuple[int, int] = (0, 0)
    for line in lines:
        if unit and line[0] < line[1] and _goes_on(text, last, line, width):
            unit = (unit[0], line[1])
        else:
            if unit:
                yield unit
            unit = line if line[0] < line[1] else None
        last = line
    if unit:
        yield unit


def _stripped(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while start < end and text[end - 1].isspace():
        end -= 1
    return start, end


def _wrap_width(lines: list[tuple[int, int]]) -> int:
    """The length that lines holding half of all characters reach; at most 160, beyond which nobody wraps."""
    lengths = sorted((min(end - start, 160) for start, end in lines), reverse=True)
    half, so_far = sum(lengths) / 2, 0
    for length in lengths:
        so_far += length
        if so_far >= half:
            return length
    return 0


def _goes_on(text: str, last: tuple[int, int], line: tuple[int, int], width: int) -> bool:
    """Whether a line carries on the paragraph of the line before it."""
    between = text[last[1] : line[0]]
    if between.count("\n") > 1 or between.count("\r") > 1 or any(c in between for c in "\f\v\u2029"):
        return False
    if _rules().opening.match(text, line[0], line[1]):
        return False
    tail = text[max(last[0], last[1] - _REACH) : last[1]]
    if text[line[0]].islower() or _CARRIED_ON.search(tail):
        return True
    word = text[line[0] : line[0] + _REACH].split(maxsplit=1)[0]
    room_left = last[1] - last[0] + 1 + len(word) <= 0.8 * width
    return not room_left and (last[1] - last[0] <= 160 or not _FINISHED.search(tail))


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """The sentences of a unit. What holds no letter or digit stays with the sentence before it; a bullet is left out."""
    bullet = _rules().bullet.match(text, start, end)
    start = bullet.end() if bullet else start
    caseless = text[start:end].islower()
    found: list[tuple[int, int]] = []
    counted, quotes = start, 0
    for stop in _STOP.finditer(text, start, end):
        if _is_end(text, start, stop, end, caseless=caseless):
            quotes += text.count('"', counted, stop.end())
            counted = stop.end()
            closing = _LOOSE_QUOTE.match(text, stop.end(), end) if quotes % 2 else None
            _add(text, found, start, closing.end() if closing else stop.end())
            start = _stripped(text, found[-1][1], end)[0]
    if start < end:
        _add(text, found, start, end)
    return found


def _add(text: str, found: list[tuple[int, int]], start: int, end: int) -> None:
    if found and not any(c.isalnum() for c in text[start:end]):
        found[-1] = (found[-1][0], end)
    else:
        found.append((start, end))


def _is_end(text: str, begin: int, stop: re.Match[str], end: int, *, caseless: bool) -> bool:
    """Whether a sentence that began at `begin` ends with this stop."""
    if stop.end() >= end:
        return True
    before = text[max(begin, stop.start() - _REACH) : stop.start()]
    following = _NEXT.match(text, stop.end(), end)
    word = (following and following["word"]) or ""
    if stop["glued"]:
        return _is_end_without_space(before)
    if stop["close"].startswith(")") and before.endswith("("):
        return False
    if word[:1].islower() and not caseless and not (stop.group() == "." and _is_lost_capital(before, word)):
        return False
    return stop.group()[0] != "." or stop.group()[1:2] == "." or _is_end_at_dot(before, text, begin, stop, word)


def _is_end_without_space(before: str) -> bool:
    """Two letters or digits and then a stop glued to a capital: a lost space, unless it is an address."""
    return (
        len(before) > 1
        and before[-1].isalnum()
        and not before[-2:].isupper()
        and before[-2].isalnum()
        and not _ADDRESS.search(before)
    )


def _is_lost_capital(before: str, word: str) -> bool:
    """A plain word of four letters and more, a dot, and a lower-case word that often begins a sentence."""
    return word in _rules().starters and bool(_PLAIN.search(before))


def _is_end_at_dot(before: str, text: str, begin: int, stop: re.Match[str], word: str) -> bool:
    rules = _rules()
    found = _BEFORE.search(before)
    abbreviated = found.group() if found else ""
    if stop.start() - begin <= 8 and _ENUMERATOR.match(text, begin, stop.start()):
        return False
    kind = rules.ends.get(abbreviated.lower())
    if kind is None and (_INITIALISM.match(abbreviated) or (len(abbreviated) == 1 and abbreviated.isupper())):
        kind = "starter"
    next_word = word.lower()
    match kind:
        case "never":
            return False
        case "number":
            return not _NUMERAL.match(word)
        case "starter":
            return next_word in rules.starters
        case "capital":
            return not word[:1].isdigit() and next_word not in rules.not_before
        case _:
            return True


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """A sentence, cut at spaces where it is longer than `LONGEST`."""
    while end - start > LONGEST:
        space = max(text.rfind(" ", start, start + LONGEST), text.rfind("\n", start, start + LONGEST))
        cut = space if space > start else start + LONGEST
        yield _stripped(text, start, cut)
        start = _stripped(text, cut, end)[0]
    if start < end:
        yield start, end

"""What stands beside a number: the unit it is given in and the things it counts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tellings.rules import load_rules

_WORD = re.compile(r"(?:[A-Z]\.){2,6}|[^\W\d_][^\W_]*(?:['’.-][^\W\d_]+){0,4}")
_SPACE = re.compile(r"[ \t\u00a0]?\n?[ \t\u00a0]{0,3}")
_BREAK = re.compile(r"[ \t]?-[ \t]?|[ \t\u00a0]?\n?[ \t\u00a0]{0,3}")
_OF = re.compile(r"[ \n]of[ \n]", re.IGNORECASE)
_DETERMINERS = frozenset(
    {
        "the",
        "his",
        "her",
        "its",
        "their",
        "our",
        "my",
        "your",
        "these",
        "those",
        "this",
        "that",
        "all",
        "whom",
        "them",
        "us",
        "more",
        "further",
        "additional",
    }
)
_AND_PLURAL = re.compile(r"[ \n](?:and|or)[ \n]([^\W\d_]+)")
_NOUN_TAGS = frozenset({"NOUN", "PROPN"})
_INSIDE_TAGS = _NOUN_TAGS | {"ADJ"}


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of measure: its name, the factor to it, its kind (duration, money or none), and where its words end."""

    name: str
    factor: float
    kind: str
    end: int


@cache
def _units() -> dict[str, tuple[str, float, str]]:
    rules = load_rules("units")["unit"]
    return {w: (r["name"], float(r.get("factor", 1)), r.get("kind", "")) for r in rules for w in r["words"]}


@cache
def _signs() -> dict[str, str]:
    return dict(load_rules("units")["currency_signs"])


def unit_after(text: str, end: int) -> Unit | None:
    """The unit that begins right after `end`, one adjective between at most ("two long years"), or None."""
    signs = re.compile(r"\s?(%|‰|°[CcFf]?)").match(text, end)
    if signs:
        return _as_unit(signs[1].lower(), signs.end())
    words = _words_after(text, end, 4, _BREAK)
    glued = bool(words) and words[0].start() == end
    for skip in (0,) if glued else (0, 1):
        first = words[skip].group().lower() if skip < len(words) else ""
        if first not in _first_words() or (len(first) == 1 and not glued):
            continue
        for length in (3, 2, 1):
            unit = _unit_of(text, words[skip : skip + length], length)
            if unit and (skip == 0 or (unit.kind and words[0].group().islower() and words[0].group() not in _stop())):
                return unit
    return None


@cache
def _first_words() -> frozenset[str]:
    return frozenset(words.split()[0] for words in _units())


def unit_of_fraction(text: str, end: int) -> Unit | None:
    """The unit in "a quarter of a mile", "half an hour": after `end` comes "of a", "an" and then a unit."""
    article = re.compile(r"(?:[ \n]of)?[ \n]an?(?=[ \n])").match(text, end)
    return unit_after(text, article.end()) if article else None


def currency_before(text: str, start: int) -> tuple[str, int] | None:
    """The currency whose sign or code stands right before `start`, and where it begins."""
    for length in (3, 2, 1):
        for gap in (0, 1):
            begin = start - gap - length
            words = text[max(0, begin) : start - gap]
            if begin >= 0 and text[start - gap : start].strip() == "" and words in _signs():
                return _signs()[words], begin
    code = re.compile(r"(?<![^\W_])[A-Z]{3}[ \u00a0]?\Z").search(text, max(0, start - 5), start)
    unit = _units().get(code.group().strip().lower()) if code else None
    return (unit[0], code.start()) if code and unit and unit[2] == "money" else None


def is_person_word(word: str) -> bool:
    """Whether a noun counts people."""
    return word.lower() in _persons()


def counted_after(
    text: str, end: int, limit: int, tags: Mapping[int, str], *, singular: bool
) -> tuple[int, int] | None:
    """Where the noun phrase after a number stands ("enemy troops", "of the settlers"), or None.

    `tags` gives the part of speech of the token at an offset, where known; without it a phrase ends at its first plural.
    """
    of = _OF.match(text, end, limit)
    words = [
        w for w in _words_after(text, of.end() if of else end, 9, _BREAK if not of else _SPACE) if w.end() <= limit
    ]
    while words and words[0].group().lower() in _DETERMINERS:
        if words[0].group().lower() in ("them", "us", "whom"):
            return None
        words = words[1:]
    phrase = _noun_phrase(words, tags, singular=singular or bool(of))
    if not phrase:
        return None
    return phrase[0].start(), _extend(text, phrase[-1].end(), limit, tags)


def _noun_phrase(words: list[re.Match[str]], tags: Mapping[int, str], *, singular: bool) -> list[re.Match[str]]:
    if any(tags.get(w.start()) for w in words):
        return _tagged_phrase(words, tags)
    inside: list[re.Match[str]] = []
    for word in words[:6]:
        if word.group().lower() in _stop() or (inside and word.group().endswith("ing")):
            break
        if inside and is_plural(inside[-1].group()) and not is_plural(word.group()):
            break
        inside.append(word)
    if inside and is_plural(inside[-1].group()):
        return inside
    inside = inside[: 3 if singular else 2]
    while inside and inside[-1].group().endswith("ed") and not is_person_word(inside[-1].group()):
        inside.pop()
    return inside


def _tagged_phrase(words: list[re.Match[str]], tags: Mapping[int, str]) -> list[re.Match[str]]:
    """The words up to the last noun of an unbroken run of adjectives and nouns."""
    inside = []
    for word in words:
        if tags.get(word.start()) not in _INSIDE_TAGS:
            break
        inside.append(word)
    while inside and tags[inside[-1].start()] == "ADJ" and len(inside) > 1:
        inside.pop()
    return inside


def _extend(text: str, end: int, limit: int, tags: Mapping[int, str]) -> int:
    """The end of a noun phrase with "and women" and "of enemy troops" after it."""
    more = _AND_PLURAL.match(text, end, limit)
    if more and is_plural(more[1]) and more[1].islower():
        end = more.end()
    of = _OF.match(text, end, limit)
    inner = (
        _noun_phrase([w for w in _words_after(text, of.end(), 5, _SPACE) if w.end() <= limit], tags, singular=False)
        if of
        else []
    )
    return inner[-1].end() if inner else end


def _words_after(text: str, end: int, count: int, first_gap: re.Pattern[str]) -> list[re.Match[str]]:
    """Up to `count` words after `end` with nothing but space between them."""
    words: list[re.Match[str]] = []
    gap = first_gap.match(text, end)
    while gap and len(words) < count:
        word = _WORD.match(text, gap.end(), gap.end() + 60)
        if not word:
            break
        words.append(word)
        gap = _SPACE.match(text, word.end())
        if gap and gap.end() == word.end():
            break
    return words


def _unit_of(text: str, words: list[re.Match[str]], length: int) -> Unit | None:
    if len(words) < length:
        return None
    return _as_unit(re.sub(r"\s+", " ", text[words[0].start() : words[-1].end()]).lower(), words[-1].end())


def _as_unit(words: str, end: int) -> Unit | None:
    known = _units().get(words)
    return Unit(*known, end) if known else None


@cache
def _stop() -> frozenset[str]:
    return frozenset(load_rules("figures")["counted"]["stop"])


@cache
def _persons() -> frozenset[str]:
    return frozenset(load_rules("units")["persons"]["words"])


@cache
def _irregular() -> frozenset[str]:
    return frozenset(load_rules("figures")["counted"]["plurals"])


def is_plural(word: str) -> bool:
    """Whether a word looks like the plural of a common noun."""
    lower = word.lower()
    return lower in _irregular() or (
        lower.endswith("s")
        and not lower.endswith(("ss", "us", "is", "'s", "’s"))
        and len(lower) > 3
        and word[0].islower()
    )

"""The words a pattern caught -> numbers and codes. Knows no language: what a word stands for is in the word table."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from tellings.dates.grammar import WORD, Grammar, key
from tellings.dates.scan import Match

Fields = dict[str, Any]

_LEADING = re.compile(r"\d[\d,]*(?:\.\d+)?")
_OCR = str.maketrans("IlOo", "1100")
_DIGITS = frozenset(
    {"day", "monthnumber", "hour", "minute", "yearend", "winterend", "a", "b", "c", "decadeyear", "shortend", "minutes"}
)
_SAME = {
    "dateunit": "unit",
    "units": "unit",
    "hourword": "hour",
    "shortyear": "year",
    "monthnumber": "month",
    "ordinal": "day",
    "halfof": "half",
    "afterevent": "direction",
    "after": "direction",
    "weekdayshort": "weekday",
    "toldafter": "told",
    "quarterof": "quarter",
    "quartershort": "quarter",
    "halfshort": "half",
    "romanmonth": "month",
    "circa": "approx",
    "formerly": "ref",
    "movable": "ref",
    "annually": "freqword",
}


def fields(match: Match, grammar: Grammar) -> Fields:
    """What a match says, by the name of the group: "month2" is a second month, or the month where there is no first."""
    found: Fields = dict(match.rule.given)
    for group, said in match.groups.items():
        plain = group.rstrip("0123456789")
        number = group[len(plain) :]
        found[_SAME.get(plain, plain) + number] = _value(plain, said, grammar)
    for name in [name for name in found if name[-1].isdecimal()]:
        found.setdefault(name.rstrip("0123456789"), found[name])
    return found


def _value(name: str, said: str, grammar: Grammar) -> Any:
    if name in _DIGITS:
        return leading_int(said)
    if name in ("year", "shortyear"):
        return said if said[0] in "'’‘" else leading_int(said)
    if name == "number":
        return number(said, grammar.words["cardinal"].values)
    if name in grammar.words:
        return grammar.words[name].values[key(said)]
    return key(said)


def leading_int(said: str) -> int:
    """The digits of a word: "21st" -> 21, "10,000" -> 10000, "1 839" -> 1839; 0 where there are none."""
    digits = "".join(letter for letter in said.translate(_OCR) if letter.isdecimal())
    return int(digits) if digits else 0


def number(said: str, values: Mapping[str, Any]) -> float:
    """A number in digits or words: "1,200", "2.5", "twenty-four", "a hundred and ten", "three score and ten".

    In the word table "x100" stands for a word that multiplies what comes before it.
    """
    digits = _LEADING.match(said)
    if digits:
        plain = float(digits[0].replace(",", ""))
        for word in WORD.findall(said[digits.end() :].casefold()):
            plain *= int(values[word][1:])
        return int(plain) if plain.is_integer() else plain
    total, part = 0, 0
    for word in WORD.findall(said.casefold()):
        size = values.get(word, 0)
        if not isinstance(size, str):
            part += size
        elif (times := int(size[1:])) >= 1000:
            total, part = total + max(part, 1) * times, 0
        else:
            part = max(part, 1) * times
    return total + part

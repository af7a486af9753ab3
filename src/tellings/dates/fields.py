"""The words a pattern caught -> numbers and codes. Knows no language: what a word stands for is in the word table."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tellings.dates.grammar import WORD, Grammar, key
from tellings.dates.scan import Match

_OCR = str.maketrans("Il", "11")

Fields = dict[str, Any]


def fields(match: Match, grammar: Grammar) -> Fields:
    """What a match says, by the name of the group without its number ("month2" is kept as the second month)."""
    found: Fields = dict(match.rule.given)
    for name, said in match.groups.items():
        found[name] = _value(name.rstrip("0123456789"), said, grammar)
    for plain in ("month", "season", "part", "mod", "weekday", "number", "day", "year", "ordinal", "era"):
        if plain not in found and plain + "2" in found and plain not in ("day", "year", "ordinal"):
            found[plain] = found[plain + "2"]
    return found


def _value(name: str, said: str, grammar: Grammar) -> Any:
    if name in ("day", "monthnumber", "hour", "minute", "yearend", "winterend", "a", "b", "c", "decadeyear"):
        return leading_int(said)
    if name in ("year", "shortyear"):
        return said if said[0] in "'’" else int(said.translate(_OCR))
    if name == "number":
        return number(said, grammar.words["cardinal"].values)
    if name in grammar.words:
        return grammar.words[name].values.get(key(said), said)
    return key(said)


def leading_int(said: str) -> int:
    """The digits at the beginning: "21st" -> 21; 0 where there are none."""
    digits = "".join(letter for letter in said if letter.isdecimal())
    return int(digits) if digits else 0


def number(said: str, values: Mapping[str, Any]) -> float | None:
    """A number in digits or words: "1,200", "2.5", "twenty-four", "a hundred and ten". None where a word is not known."""
    if said[0].isdecimal():
        plain = float(said.replace(",", ""))
        return int(plain) if plain.is_integer() else plain
    total, part = 0, 0
    for word in WORD.findall(said.casefold()):
        if word not in values:
            continue
        size = values[word]
        if size in (100, 12, 20) and part and size != 20:
            part *= size
        elif size >= 1000:
            total, part = total + max(part, 1) * size, 0
        else:
            part += size
    return total + part

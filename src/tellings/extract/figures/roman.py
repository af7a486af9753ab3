"""Roman numerals that count: "XII cohorts", but neither "Louis XIV" nor "chapter IV"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tellings.extract.figures.counted import is_plural
from tellings.extract.figures.numbers import Number

# Up to 89: longer ones are years or abbreviations (CD, MD).
_NUMERAL = re.compile(r"(?<![\w.'’-])(?=[IVXL]{2})(?:XL|L?X{0,3})(?:IX|IV|V?I{0,3})[ \n](?=([a-z]{3,30})\b)")
_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50}


def find_roman(text: str, start: int, end: int) -> Iterator[Number]:
    """The Roman numerals of `text[start:end]` before a plural, where the word before them is not a capitalised name."""
    for match in _NUMERAL.finditer(text, start, end):
        before = text[max(start, match.start() - 20) : match.start()].split()
        if is_plural(match[1]) and not (before and before[-1][0].isupper()):
            numeral = match.group().strip()
            value = float(roman_value(numeral))
            yield Number(match.start(), match.start() + len(numeral), value, value, "roman")


def roman_value(numeral: str) -> int:
    """The value of a Roman numeral: `roman_value("XIV")` is 14."""
    values = [_VALUES[letter] for letter in numeral]
    following = [*values[1:], 0]
    return sum(-v if v < after else v for v, after in zip(values, following, strict=True))

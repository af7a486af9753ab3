"""Persons' names: what they are made of, and whether two of them can be one person's."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from tellings.extract.name_words import name_words
from tellings.rules import load_rules


def plain(text: str) -> str:
    """A text without case, accents and apostrophes: what names are compared by."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))
    return bare.casefold().replace("’", "").replace("'", "")


@lru_cache(maxsize=1)
def _spellings() -> tuple[tuple[re.Pattern[str], str], ...]:
    return tuple((re.compile(rule["from"]), rule["to"]) for rule in load_rules("names")["spelling"]["letters"])


@dataclass(frozen=True, slots=True)
class PersonName:
    """The parts of a person's name, in lower case: given names or initials, the surname, and "m", "w" or "" by the title."""

    given: tuple[str, ...]
    surname: str
    sex: str = ""


@lru_cache(maxsize=10_000)
def parse_name(text: str, title: str = "") -> PersonName:
    """The parts of a name: "J. R. von Hale" is given ("j", "r") and surname "hale"; a single word is a surname.

    What follows "of" is no part of it: "Prince Adam of Morrow" has no surname "morrow".
    """
    words = name_words().words
    own = re.split(r"\s+of\s+", text, maxsplit=1)[0]
    parts = [plain(p) for p in re.findall(r"[^\W_][^\s.,]*", own)]
    parts = [p for p in parts if p not in words["particles"]]
    while len(parts) > 1 and parts[-1] in words["suffixes"]:
        parts.pop()
    marks = set(title.split())
    sex = "w" if marks & words["women"] else "m" if marks & words["men"] else ""
    return PersonName(tuple(parts[:-1]), parts[-1] if parts else "", sex)


def same_given(a: PersonName, b: PersonName) -> bool:
    """Whether nothing in the given names or titles speaks against one person: "K." and "Konstantin" may be one."""
    if a.sex and b.sex and a.sex != b.sex:
        return False
    return all(x == y or (min(len(x), len(y)) == 1 and x[0] == y[0]) for x, y in zip(a.given, b.given, strict=False))


def sounds_alike(a: str, b: str) -> bool:
    """Whether two surnames differ only by transliteration or old spelling ("Kerenskii", "Kerensky")."""
    return _respelt(a) == _respelt(b)


@lru_cache(maxsize=10_000)
def _respelt(name: str) -> str:
    for pattern, to in _spellings():
        name = pattern.sub(to, name)
    return name


def nearly_equal(a: str, b: str) -> bool:
    """Whether two long surnames differ by a slip: one letter in six, two in ten, the first letter being the same."""
    shorter = min(len(a), len(b))
    if shorter < 6 or a[0] != b[0] or abs(len(a) - len(b)) > 2:
        return False
    return _distance(a, b) <= (2 if shorter >= 10 else 1)


def _distance(a: str, b: str) -> int:
    """Letters to change, add, drop or swap to turn one word into the other (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(b) + 1))
    for i, x in enumerate(a, 1):
        before, last, row = row, before, [i]
        for j, y in enumerate(b, 1):
            row.append(min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (x != y)))
            if last and j > 1 and x == b[j - 2] and a[i - 2] == y:
                row[j] = min(row[j], last[j - 2] + 1)
    return row[-1]

"""The loaded words of the rule file: which pole of which scale a word stands on."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from tellings.rules import load_rules

# What may follow the start of a starred word: the endings of its forms and of what is derived from it, not any letters.
_ENDING = re.compile(
    r"(?:e|i|t|n|r|l|y|d|s)?(?:at|it|if|ic|al|iz|is|en|fact|ific)?"
    r"(?:s|y|m|ce|ces|cy|sm|w|wn|th|ulent|ble|bly|bility|e|es|ed|edly|er|ers|est|ing|ings|ingly|ily|ly|ies|ied|iness|ness|nesses|ment|ments|"
    r"ion|ions|ation|ations|ance|ances|ancy|ence|ent|ant|ants|antly|or|ors|ory|ery|ry|al|ally|ful|fully|less|lessly|ous|ously|ive|"
    r"ively|iveness|able|ably|ible|ity|ety|eties|ist|istic|ists|ic|ical|ically|ism|isms|ish|ship|ships|dom|ure|ures|age|ar|ary|arily|acy|"
    r"ately|man|men|hood|some|ility|ilities|action|actory|actorily)?"
)


@dataclass(frozen=True, slots=True)
class Pole:
    """One end of a scale: `scale` its number in the file, `end` 0 or 1."""

    scale: int
    end: int


@cache
def _table(table: str, ends: tuple[str, str]) -> tuple[dict[str, tuple[Pole, ...]], dict[str, tuple[Pole, ...]]]:
    """The poles of whole words, and those of the starts of words."""
    whole: dict[str, tuple[Pole, ...]] = {}
    starts: dict[str, tuple[Pole, ...]] = {}
    for number, rule in enumerate(load_rules("loaded")[table]):
        for end, key in enumerate(ends):
            for word in rule[key].split():
                found = starts if word.endswith("*") else whole
                start = word.removesuffix("*")
                found[start] = (*found.get(start, ()), Pole(number, end))
    return whole, starts


def _poles(word: str, table: str, ends: tuple[str, str]) -> tuple[Pole, ...]:
    word = word.lower()
    whole, starts = _table(table, ends)
    begun = [n for n in range(1, len(word) + 1) if word[:n] in starts and _ENDING.fullmatch(word[n:])]
    found = {pole for n in begun for pole in starts[word[:n]]}
    return whole.get(word, ()) + tuple(sorted(found, key=lambda pole: (pole.scale, pole.end)))


@cache
def names(word: str) -> tuple[Pole, ...]:
    """The scales on which a word names a thing: end 0 plainly, end 1 harshly."""
    return _poles(word, "name", ("plain", "harsh"))


@cache
def opposites(word: str) -> tuple[Pole, ...]:
    """The scales of opposed qualities that a word stands on."""
    return _poles(word, "opposite", ("one", "other"))


@cache
def loaded(word: str) -> bool:
    """Whether a word stands on any scale, of names or of qualities."""
    return bool(names(word) or opposites(word))

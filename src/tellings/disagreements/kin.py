"""How far one word can stand for another: by the synonyms and kinds of WordNet (`synonyms.toml`), or else by nearness of sense."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache, lru_cache

from tellings.disagreements.deeds import cosine
from tellings.rules import load_rules

SYNONYMS = 0.9  # what two words of one sense count, of one and the same word,
KINDS = 0.7  # and a word and one for a kind of it: "vessel" and "ship"
_PARTS = {"NOUN": "n", "VERB": "v"}


@cache
def _senses() -> tuple[Mapping[str, frozenset[int]], Mapping[str, frozenset[int]]]:
    """The lines in which a word (as `lemma.part`) stands for the sense itself, and those in which it is a kind of it."""
    found: tuple[dict[str, set[int]], ...] = (defaultdict(set), defaultdict(set))
    for number, line in enumerate(load_rules("synonyms")["kinds"].strip().splitlines()):
        part, _, rest = line.partition(" ")
        for senses, words in zip(found, rest.split("|"), strict=False):
            for word in words.split():
                senses[f"{word}.{part}"].add(number)
    same, below = ({word: frozenset(numbers) for word, numbers in senses.items()} for senses in found)
    return same, below


@lru_cache(maxsize=50_000)
def kinship(one: str, other: str, tags: tuple[str, str], *, least: float) -> float:
    """How far a lemma can stand for another, each with its part of speech: nought where the cosine says less than `least`."""
    (here, below_here), (there, below_there) = _stands_for(one, tags[0]), _stands_for(other, tags[1])
    if not here.isdisjoint(there):
        return SYNONYMS
    if not (here.isdisjoint(below_there) and below_here.isdisjoint(there)):
        return KINDS
    near = cosine(one, other)
    return near if near >= least else 0.0


@lru_cache(maxsize=20_000)
def _stands_for(lemma: str, tag: str) -> tuple[frozenset[int], frozenset[int]]:
    """The lines in which a lemma, as a part of speech, stands for the sense itself, and those in which it is a kind of it."""
    same, below = _senses()
    word, none = f"{lemma}.{_PARTS.get(tag, '')}", frozenset[int]()
    return same.get(word, none), below.get(word, none)

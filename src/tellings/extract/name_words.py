"""The words that names are made of, and the lands with the words for their people, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from tellings.rules import load_rules


@dataclass(frozen=True, slots=True)
class NameWords:
    """`words` by what they are ("titles", "particles" ...), `lands` by their words: the land, and "people" or "place".

    `small` are the lands by their words in small letters, without those that mean something else then.
    """

    words: dict[str, frozenset[str]]
    lands: dict[tuple[str, ...], tuple[str, str]]
    small: dict[tuple[str, ...], tuple[str, str]]
    longest: int


@lru_cache(maxsize=1)
def name_words() -> NameWords:
    """The words of the rule files. The states of a land go by its own name too: "Republic of Norway"."""
    rules, lands = load_rules("names_lands"), dict[tuple[str, ...], tuple[str, str]]()
    for land in rules["land"]:
        states = [f"{state} {land['name']}" for state in rules["states"]]
        places = {tuple(word.split()): (land["name"], "place") for word in (*states, land["name"], *land["also"])}
        lands = places | lands | {tuple(word.split()): (land["name"], "people") for word in land["words"]}
    for land in rules["land"]:
        lands |= {tuple(word.split()): (land["name"], "place") for word in (land["name"], *land["also"])}
    words = {name: frozenset(words) for name, words in load_rules("names")["words"].items()}
    small = {tuple(w.lower() for w in land): found for land, found in lands.items()}
    small = {land: found for land, found in small.items() if " ".join(land) not in rules["not_small"]}
    return NameWords(words, lands, small, max(map(len, lands)))

"""Reporting verbs: their forms, how strongly they commit the source, and what must follow them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from tellings.rules import load_rules

_DOUBLING = re.compile(r"[^aeiou][aeiou][bgmp]\Z")


@dataclass(frozen=True, slots=True)
class Sense:
    """A way to use a form: `form` is base, s, past, participle, ing or adjective; `tail` are the words that must follow at once."""

    lemma: str
    strength: str
    needs: str
    form: str
    tail: tuple[str, ...]


@cache
def senses() -> Mapping[str, tuple[Sense, ...]]:
    """All senses of each form, those with a tail first."""
    rules = load_rules("attributions")
    table: dict[str, list[Sense]] = {}
    for rule in rules["verbs"]:
        for lemma in rule["lemmas"]:
            verb, *tail = lemma.split()
            for form, word in inflect(verb).items():
                table.setdefault(word, []).append(Sense(lemma, rule["strength"], rule["needs"], form, tuple(tail)))
    for rule in rules["adjectives"]:
        for lemma in rule["lemmas"]:
            table.setdefault(lemma, []).append(Sense(lemma, rule["strength"], rule["needs"], "adjective", ()))
    return {word: tuple(sorted(found, key=lambda s: -len(s.tail))) for word, found in table.items()}


def inflect(verb: str) -> dict[str, str]:
    """The forms of an English verb: base, s, past, ing, and participle where it differs from the past."""
    irregular = load_rules("attributions")["irregular"].get(verb)
    base, third, past, participle, ing = irregular or _regular(verb)
    forms = {"base": base, "s": third, "past": past, "ing": ing}
    return forms if participle == past else forms | {"participle": participle}


def _regular(verb: str) -> tuple[str, ...]:
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb, verb[:-1] + "ies", verb[:-1] + "ied", verb[:-1] + "ied", verb + "ing"
    third = verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z")) else "s")
    stem = verb + verb[-1] if _DOUBLING.search(verb) else verb.removesuffix("e")
    return verb, third, stem + "ed", stem + "ed", stem + "ing"


@cache
def listed(table: str, key: str = "words") -> frozenset[str]:
    """A list of words of the rule file as a set."""
    return frozenset(load_rules("attributions")[table][key])

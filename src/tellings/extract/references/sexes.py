"""Which named persons are men and which are women, as far as titles and given names tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache

from tellings.extract.persons import parse_name
from tellings.model import Name
from tellings.rules import load_rules


def sexes_of(texts: Mapping[str, str], names: Iterable[Name]) -> dict[str, str]:
    """The letter "m" or "w" by entity; nothing where no title or given name tells it, or they contradict each other."""
    told: dict[str, set[str]] = defaultdict(set)
    for name in names:
        if name.kind == "person":
            title = texts[name.span.account][max(0, name.span.start - 15) : name.span.start].lower().split()[-1:]
            words = parse_name(name.span.text, " ".join(title))
            told[name.entity].add(words.sex or _given().get(words.given[0] if words.given else "", ""))
    return {entity: (sexes - {""}).pop() for entity, sexes in told.items() if len(sexes - {""}) == 1}


@cache
def _given() -> dict[str, str]:
    rules = load_rules("references")["given"]
    return dict.fromkeys(rules["men"], "m") | dict.fromkeys(rules["women"], "w")

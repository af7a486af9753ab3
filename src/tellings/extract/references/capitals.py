"""Capitals that act for their states: "Moscow demanded", "talks with Vienna", but not "a train left Moscow for Vienna"."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from functools import cache

from tellings.extract.references.reading import Reading, Reference
from tellings.model import Name
from tellings.rules import load_rules

_BREAK = re.compile(r"[(:–—-]|\n")


def acting_capitals(reading: Reading, lands: Mapping[str, str]) -> Iterator[Reference]:
    """The places where a capital stands for its state. `lands` are the entities of states by name.

    A state must be named in the account; of several that a capital can stand for it is the one named most.
    """
    told = Counter(name.entity for name in reading.names)
    for name in reading.names:
        meant = [land for land in _states().get(name.span.text, ()) if lands.get(land) in told]
        if meant and (deed := _deed(reading, name)):
            land = max(meant, key=lambda state: (told[lands[state]], state))
            reason = f'"{name.span.text}" is the capital of {land} and acts for it: "{deed}"'
            yield Reference(name.span.start, name.span.end, name.kind, lands[land], "rule:capital_acts", reason)


@cache
def _states() -> Mapping[str, list[str]]:
    states: dict[str, list[str]] = defaultdict(list)
    for land in load_rules("names_lands")["land"]:
        for capital in land["capitals"]:
            states[capital].append(land["name"])
    return states


@cache
def _town_verbs() -> frozenset[str]:
    return frozenset(load_rules("references")["capital"]["town_verbs"])


@cache
def _beside() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = load_rules("references")["capital"]
    return re.compile(rules["before"], re.IGNORECASE), re.compile(rules["after"])


def _deed(reading: Reading, name: Name) -> str:
    """The words that show a capital acting, or ""."""
    before, after = _beside()
    left = before.search(reading.text[max(reading.start, name.span.start - 60) : name.span.start])
    right = after.match(reading.text, name.span.end, min(reading.end, name.span.end + 60))
    if left or right:
        return f"{left.group() if left else ''}{name.span.text}{right.group() if right else ''}"
    head = reading.tokens[reading.head_of(name.span.start, name.span.end)]
    verb = reading.tokens[head.head] if head.head >= 0 else head
    beside = not _BREAK.search(reading.text[name.span.end : verb.start]) and verb.start > name.span.end
    acts = beside and head.relation == "nsubj" and verb.tag == "VERB" and verb.lemma not in _town_verbs()
    return f"{name.span.text} {verb.text}" if acts else ""

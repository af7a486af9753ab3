"""The word lists of the rule file `align`."""

from __future__ import annotations

from functools import cache

from tellings.rules import load_rules


@cache
def word_list(name: str) -> frozenset[str]:
    """A list of words of the rule file."""
    return frozenset(load_rules("align")[name]["words"].split())


def reason_words(name: str, weight: float) -> str:
    """What a weight says in plain words: one sentence where it speaks for the join, another where it speaks against."""
    return str(load_rules("align")["reason"][name]["for" if weight > 0 else "against"])

"""The rule data says what it does: every example is matched, every counter-example is not."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tellings.disagreements.loaded import names, opposites
from tellings.rules import load_rules

RULES = [
    pytest.param(rule, id=f"{name}-{table}-{number}")
    for name in ("disagreements", "framing")
    for table, rules in load_rules(name).items()
    if isinstance(rules, list)
    for number, rule in enumerate(rules)
    if "pattern" in rule
]


@pytest.mark.parametrize("rule", RULES)
def test_pattern_matches_its_examples_and_not_its_counter_examples(rule: dict[str, Any]) -> None:
    """A rule's pattern is found in each of its examples and in none of its counter-examples."""
    pattern = re.compile(rule["pattern"], re.IGNORECASE)

    assert all(pattern.search(example) for example in rule["examples"])
    assert not any(pattern.search(example) for example in rule["not"])


@pytest.mark.parametrize("number", range(len(load_rules("loaded")["name"])))
def test_loaded_name_stands_on_its_end_of_the_scale(number: int) -> None:
    """Each example word of a scale of names stands on the end that the rule says, and never on both."""
    rule = load_rules("loaded")["name"][number]

    for word, end in rule["examples"]:
        assert {p.end for p in names(word) if p.scale == number} == {["plain", "harsh"].index(end)}


@pytest.mark.parametrize("number", range(len(load_rules("loaded")["opposite"])))
def test_opposed_qualities_are_never_one(number: int) -> None:
    """No word of a scale of qualities stands on both of its ends."""
    rule = load_rules("loaded")["opposite"][number]

    for word in (rule["one"] + " " + rule["other"]).split():
        assert len({p.end for p in opposites(word.rstrip("*")) if p.scale == number}) == 1

"""Every rule file proves itself: its examples are found as marked, its counter-examples are left alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tellings import dates
from tellings.dates.grammar import load, rule_files
from tellings.dates.scan import matches

TABLES = [table for name, content in rule_files("en") if name != "words.toml" for table in content.get("rule", [])]
EXAMPLES = [
    (table["name"], table.get("published"), example) for table in TABLES for example in table.get("examples", [])
]
COUNTER_EXAMPLES = [(table["name"], table.get("published"), text) for table in TABLES for text in table.get("not", [])]
MARK = re.compile(r"\[([^\]|]*)\|([^\]|]*)\]")


def plain(example: str) -> tuple[str, list[tuple[int, int, str]]]:
    """An example without its marks, and (start, end, value) of each mark."""
    text, marks, at = "", [], 0
    for mark in MARK.finditer(example):
        text += example[at : mark.start()]
        marks.append((len(text), len(text) + len(mark[1]), mark[2]))
        text += mark[1]
        at = mark.end()
    return text + example[at:], marks


@pytest.mark.parametrize(("rule", "published", "example"), EXAMPLES)
def test_rule_finds_its_example(rule: str, published: str | None, example: str) -> None:
    """A rule's example is found by that rule, with the span and the value marked in it."""
    text, marks = plain(example)
    found = dates.find(text, published=published)
    said = {(time.start, time.end, time.value) for time in found}

    assert [mark for mark in marks if mark not in said] == [], found
    heads = {match.head.rule.name for match in matches(text, load("en"), 0, len(text)) if match.head}

    assert rule in heads | {part.rule for time in found for part in (time, *time.parts)}


@pytest.mark.parametrize(("rule", "published", "text"), COUNTER_EXAMPLES)
def test_rule_leaves_its_counter_example_alone(rule: str, published: str | None, text: str) -> None:
    """A rule finds nothing in what it names as not its own."""
    assert [time for time in dates.find(text, published=published) if time.rule == rule] == []


MARKED = sorted({mark[1] for _, _, text in EXAMPLES for mark in MARK.finditer(text)})


@settings(deadline=None)
@given(
    st.lists(st.sampled_from(MARKED), min_size=1, max_size=8), st.sampled_from([" ", ", ", "/", "-", " of ", " or "])
)
@example(["9", "5 May 2034"], " or ")
@example(["17 July 1 839", "Easter 1916"], ", ")
def test_expressions_side_by_side_are_read(expressions: list[str], glue: str) -> None:
    """Expressions put together in any order give spans that are right and EDTF that can be read, or nothing."""
    text = glue.join(expressions)
    for day in (None, "9999-12-31"):
        for time in dates.find(text, published=day):
            assert text[time.start : time.end] == time.text
            assert time.edtf is None or dates.When.parse(time.edtf)


def test_rule_names_are_unique() -> None:
    """Two rules never have the same name, so that a name in a dossier leads to one rule."""
    names = [rule.name for rule in load("en").rules]

    assert len(names) == len(set(names))


@pytest.mark.parametrize("kind", ["examples", "not"])
def test_every_rule_has_an_example_and_a_counter_example(kind: str) -> None:
    """No rule stands without an example that proves it and one that shows where it ends."""
    assert [table["name"] for table in TABLES if not table.get(kind)] == []

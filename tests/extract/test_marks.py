"""Marks of sentences: every rule keeps its examples, and any text is taken."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.extract.marks import MARKS, find_marks
from tellings.rules import load_rules

RULES = load_rules("marks")["rule"]


@pytest.mark.parametrize("rule", RULES, ids=lambda r: r["name"])
def test_each_rule_gives_its_mark_to_its_examples_and_not_to_its_counter_examples(rule: dict[str, object]) -> None:
    """A rule matches all its examples and none of its counter-examples."""
    pattern = re.compile(str(rule["pattern"]), re.IGNORECASE)
    examples, others = list(rule["examples"]), list(rule["not"])  # type: ignore[call-overload]

    assert [e for e in examples if not pattern.search(e)] == []
    assert [e for e in others if pattern.search(e)] == []
    assert [e for e in examples if rule["mark"] not in find_marks(e)] == []


@pytest.mark.parametrize(
    ("sentence", "marks"),
    [
        ("The garrison surrendered at noon.", ()),
        ("The garrison will surrender at noon.", ("planned",)),
        ("The council demanded that the gates be opened.", ("demanded",)),
        ("No shots were fired.", ("denied",)),
        ("Did anyone see the flag?", ("asked",)),
        ("The fire may have begun in the stables.", ("hedged",)),
        ("If the wind had turned, the town would have burned.", ("hypothetical",)),
        ("According to the harbour book, six ships left.", ("reported",)),
        ("The ministry denied that troops had crossed.", ("denied",)),
        ("They rode down all who could not get away.", ()),
        ("When the bell did not ring, the guard opened the gate.", ()),
        ("He was reportedly seen on the bridge.", ("hedged", "reported")),
    ],
)
def test_a_sentence_gets_exactly_its_marks(sentence: str, marks: tuple[str, ...]) -> None:
    """Plain telling has no mark; the others have theirs and no more."""
    assert find_marks(sentence) == marks


def test_speech_in_quotation_marks_gives_no_mark_to_the_sentence_around_it() -> None:
    """What another says he will do is not planned by the sentence that quotes him."""
    assert find_marks("“We will never give up the bridge,” the captain wrote.") == ("reported",)


def test_a_sentence_that_is_all_speech_keeps_its_marks() -> None:
    """Where nothing stands outside the quotation marks, the speech itself is marked."""
    assert find_marks("“Will they come tomorrow?”") == ("asked",)


@given(st.text())
def test_any_text_has_marks_of_the_known_kinds_only(text: str) -> None:
    """No text fails, and marks come in their fixed order without repetition."""
    found = find_marks(text)

    assert list(found) == [m for m in MARKS if m in found]


@pytest.mark.parametrize("piece", ["if a ", '"', "said ", "not ", "“ a ", "was to "])
def test_a_line_of_five_megabytes_takes_no_longer_than_a_sentence(piece: str) -> None:
    """The time is bounded, whatever is repeated."""
    text = piece * (5_000_000 // len(piece))
    begin = time.perf_counter()
    find_marks(text)

    assert time.perf_counter() - begin < 2

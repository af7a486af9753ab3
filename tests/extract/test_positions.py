"""Positions: what is held later about the events, by whom, and since when."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tellings import language
from tellings.extract import extract_findings
from tellings.model import Account, Findings, Source
from tellings.rules import load_rules

pytestmark = pytest.mark.skipif(
    not language.analyse("It rains.").tokens[0].tag, reason="the weights of the language room are not installed"
)


def read(text: str, date: str | None = None) -> Findings:
    """What is found in a text that is one account, published on a date."""
    source = Source("s", "one.txt", "0" * 64, text, "text/plain")
    account = Account("a", "s", 0, len(text), "One")
    return extract_findings([source], [replace(account, date=date)])


@pytest.mark.parametrize("example", load_rules("positions")["example"])
def test_example_of_the_rules_has_the_holders_it_names(example: dict[str, object]) -> None:
    """Each example of the rule file gives the holders that it says, and no other."""
    assert [p.holder for p in read(str(example["text"])).positions] == example["holders"]


def test_position_has_its_date_its_words_and_what_is_held() -> None:
    """A dated position keeps the date in EDTF, the sentence to the letter, and what is held of what."""
    text = (
        "The dam burst on 3 May 1870. The town was flooded. In 1955, the county council condemned the flood as a crime."
    )
    (position,) = read(text).positions

    assert position.date == "1955"
    assert position.span.text == "In 1955, the county council condemned the flood as a crime."
    assert text[position.span.start : position.span.end] == position.span.text
    assert position.about == "the flood"


def test_position_is_no_telling() -> None:
    """A sentence that states a position is kept apart from what happened."""
    found = read("The dam burst on 3 May 1870. Today most historians consider the flood a consequence of neglect.")

    assert [t.spans[0].text for t in found.tellings] == ["The dam burst on 3 May 1870."]


def test_news_of_its_own_day_holds_no_later_position() -> None:
    """In an account written when the story ended, what a minister maintains in the present tense is part of the story."""
    text = "The dam burst on 3 May 2018. The ministry maintains that the dam was safe."

    assert not read(text, "2018-05-04").positions
    assert [p.holder for p in read(text, "2040").positions] == ["The ministry"]


def test_what_the_witness_believes_is_no_later_position() -> None:
    """A first-person belief is the account's own telling, though "I" is known to be the witness."""
    found = read("The ferry struck the barge at nine in the evening. I believe that one person was hurt.")

    assert not found.positions
    assert len(found.tellings) == 2


def test_nothing_is_held_in_an_empty_text() -> None:
    """A text without sentences, or without dates, gives no positions and no error."""
    assert read("").positions == ()
    assert read("The council condemned the burning.").positions == ()

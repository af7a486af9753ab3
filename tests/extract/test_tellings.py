"""Tellings: one for each sentence, its time by the story's clock, and what is no happening."""

from __future__ import annotations

import hashlib

import pytest

from tellings.extract import extract_findings
from tellings.extract.tellings import LONG, cut_clauses
from tellings.model import Account, Source, Span, Telling
from tellings.rules import load_rules

RULES = load_rules("tellings")


def tellings_of(text: str) -> dict[str, Telling]:
    """The tellings of a text by their first two words."""
    source = Source("s", "s.txt", hashlib.sha256(text.encode()).hexdigest(), text, "text/plain")
    findings = extract_findings([source], [Account("a", "s", 0, len(text), "s")])
    for telling in findings.tellings:
        assert all(text[s.start : s.end] == s.text for s in telling.spans)
    return {" ".join(t.spans[0].text.split()[:2]): t for t in findings.tellings}


def test_a_time_is_named_or_carried() -> None:
    """A sentence without a date has the one before it, and says so; after five sentences nothing is known any more."""
    told = tellings_of(
        "On 4 May 1820 the bridge fell. Nobody crossed it. Three carts sank. Men swam. Dogs barked. Bells rang. Lamps went out."
    )
    assert (told["On 4"].edtf, told["On 4"].carried) == ("1820-05-04", False)
    assert (told["Nobody crossed"].edtf, told["Nobody crossed"].carried) == ("1820-05-04", True)
    assert "carried from" in told["Nobody crossed"].when
    assert told["Lamps went"].edtf is None


def test_a_flashback_does_not_derail_the_clock() -> None:
    """After a look back the story goes on where it was."""
    told = tellings_of(
        "On 4 May 1820 the bridge fell. It had been built in 1750 by monks. The mayor wept. On 6 May 1820 he resigned."
    )
    assert told["It had"].edtf == "1750"
    assert told["The mayor"].edtf == "1820-05-04"


def test_an_anniversary_does_not_derail_the_clock() -> None:
    """A word on a later day holds for its own sentence only."""
    told = tellings_of(
        "On 4 May 1820 the bridge fell. A stone was set up there in 1920. The mayor wept. On 6 May 1820 he resigned."
    )
    assert told["A stone"].edtf == "1920"
    assert told["The mayor"].edtf == "1820-05-04"


def test_a_heading_tells_nothing() -> None:
    """A few words without a stop are no telling."""
    assert "The fall" not in tellings_of("The fall of the bridge\n\nOn 4 May 1820 the bridge fell.")


@pytest.mark.parametrize("example", RULES["remark"], ids=lambda e: e["text"][:30])
def test_what_tells_no_happening_is_marked(example: dict[str, object]) -> None:
    """Each example of the rule file is a remark or tells something, as it says."""
    (telling,) = tellings_of(str(example["text"])).values()
    assert ("remark" not in telling.marks) == example["tells"]


@pytest.mark.parametrize("example", RULES["example"], ids=lambda e: e["text"][:30])
def test_a_long_sentence_is_cut_at_its_clauses(example: dict[str, object]) -> None:
    """Each example of the rule file is cut as it says."""
    text = str(example["text"])
    assert [s.text for s in cut_clauses(Span("a", 7, 7 + len(text), text))] == example["pieces"]


def test_a_piece_of_a_long_sentence_keeps_its_place() -> None:
    """Pieces stand one after another, each to the letter; one that cannot be cut stays whole."""
    text = "A" * (LONG + 1)
    assert [s.text for s in cut_clauses(Span("a", 0, len(text), text))] == [text]

"""Quotation marks: what they enclose, where they end, and what they are for."""

from __future__ import annotations

import re
import time
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.extract.quotes import Quote, find_quotes, paragraph_ends
from tellings.model import Account, Source
from tellings.rules import load_rules


def quotes_of(text: str) -> list[Quote]:
    """The quotations of a text that is one account."""
    return find_quotes(Source("s", "s.txt", "0", text, "text/plain"), Account("a", "s", 0, len(text), "A"))


@pytest.mark.parametrize(
    ("text", "inside", "kind"),
    [
        ("She wrote: “We will come by sea.”", "We will come by sea.", "direct"),
        ('"We will come by sea," said the pilot.', "We will come by sea,", "direct"),
        ("''We will come by sea,'' said the pilot.", "We will come by sea,", "direct"),
        ("« We will come by sea. » It was late.", "We will come by sea.", "direct"),
        ("„We will come by sea.“ It was late.", "We will come by sea.", "direct"),
        ('They spoke of "the least of all our cares" then.', "the least of all our cares", "partial"),
        ('Then came their "freedom" at last.', "freedom", "scare"),
        ("Then came their ‘freedom’ at last.", "freedom", "scare"),
        ('The term "ferry right" was new.', "ferry right", "word"),
        ('The project "Iron Door" failed.', "Iron Door", "title"),
        ('They sang " Hail to the sea " at dawn.', "Hail to the sea", "title"),
    ],
)
def test_a_quotation_is_found_with_its_kind(text: str, inside: str, kind: str) -> None:
    """Speech, parts of speech, distance, words and titles are told apart."""
    assert [(q.span.text, q.kind, q.closed) for q in quotes_of(text)] == [(inside, kind, True)]


@pytest.mark.parametrize(
    ("text", "inside"),
    [
        ("He wrote: “The sea is calm. All is well.\n\nIt was not.", "The sea is calm. All is well."),
        ("He wrote: “The sea is calm. All is well.\nIt was not.\nHe left.", "The sea is calm. All is well."),
        ('He wrote: "The sea is calm».\nIt was not.', "The sea is calm"),
        ('He wrote: “The sea is "calm" today.” It was not.', 'The sea is "calm" today.'),
        ('He wrote: “The sea is calm today." It was not.', "The sea is calm today."),
    ],
)
def test_missing_and_mixed_marks_end_where_a_reader_would_end_them(text: str, inside: str) -> None:
    """An unclosed mark ends with its paragraph; marks of different make close each other."""
    assert [q.span.text for q in quotes_of(text)] == [inside]


@pytest.mark.parametrize(
    "text",
    ["The dogs' bowls and the cats' beds.", 'A board of 6" by 4" lay there.', "It's the men's own.", "Rock 'n' roll."],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    """Signs that look like quotation marks but are none are passed over."""
    assert [q.span.text for q in quotes_of(text) if q.span.text != "n"] == []


def test_a_wrapped_text_has_its_paragraphs_at_blank_lines() -> None:
    """Line breaks inside sentences end no paragraph."""
    text = "The boats lay in the\nharbour until the\nstorm was over.\n\nThen they left."

    assert paragraph_ends(text, 0, len(text)) == [text.index("\n\n"), len(text)]


@pytest.mark.parametrize("name", ["word", "title"])
def test_the_words_before_a_quotation_say_what_it_is(name: str) -> None:
    """The examples of the rule file get the kind of their rule."""
    kinds = [q.kind for e in load_rules("quotes")[name]["examples"] for q in quotes_of(e)]

    assert set(kinds) == {name}


def test_the_examples_of_speech_are_speech() -> None:
    """Verbs of saying before or after make a quotation direct."""
    assert [q.kind for e in load_rules("quotes")["speech"]["examples"] for q in quotes_of(e)] == ["direct", "direct"]


@given(st.text() | st.text(alphabet=st.sampled_from(list("\"'“”‘’„«» ab\n.,"))))
def test_any_text_gives_quotations_in_order_and_to_the_letter(text: str) -> None:
    """Spans are true and none stands inside another."""
    found = quotes_of(text)

    assert [q for q in found if text[q.span.start : q.span.end] != q.span.text] == []
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(q.start <= q.span.start < q.span.end <= q.end for q in found)


@pytest.mark.parametrize("piece", ['"', "“", '“"', "' ", '" a ', "a 'b ", "„“"])
def test_a_long_line_takes_time_in_proportion(piece: str) -> None:
    """Whatever is repeated, a hundred thousand signs are read in a few seconds."""
    text = piece * (100_000 // len(piece))
    begin = time.perf_counter()
    quotes_of(text)

    assert time.perf_counter() - begin < 6


def test_rule_patterns_compile() -> None:
    """Every pattern of the rule file is one."""
    patterns = [p for table in load_rules("quotes").values() for key, p in table.items() if key != "examples"]

    assert [p for p in patterns if not re.compile(p)] == []

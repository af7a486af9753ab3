"""PDF: the text layer, its pages, and the traces of print taken out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import UnreadableFileError
from tellings.read import read_file, read_inputs
from tellings.read.pages import lay_out

Put = Callable[..., Path]
MakePdf = Callable[[Sequence[Sequence[str]]], bytes]

PRINTED = [
    [
        "THE MILL 1",
        "The fire began in the lower store, where the men had left the",
        "lamps burning; nobody saw it for an hour or more, and the wa-",
    ],
    [
        "THE MILL 2",
        "ter was far. The well-known miller ran for help, and a well-",
        "known one he was.",
        "Chapter Two",
        "On the next day they found",
    ],
    ["THE MILL 3", "him by the river.", "3"],
]


def test_pages_begin_where_their_text_begins(put: Put, make_pdf: MakePdf) -> None:
    """Each page's offset is that of its first words; running heads and page numbers are gone."""
    source = read_file(put("a.pdf", make_pdf(PRINTED)), name="a.pdf")

    assert source.pages is not None
    assert [source.text[start:].split()[0] for start in source.pages] == ["The", "ter", "him"]
    assert "THE MILL" not in source.text


def test_words_broken_by_print_are_whole_again(put: Put, make_pdf: MakePdf) -> None:
    """A hyphen at a line's end goes, but stays in a word that has one elsewhere."""
    text = read_file(put("a.pdf", make_pdf(PRINTED)), name="a.pdf").text
    assert "the water was far" in text
    assert text.count("well-known") == 2


def test_paragraphs_and_headings_stand_apart(put: Put, make_pdf: MakePdf) -> None:
    """A short line that closes a sentence ends a paragraph; a short one before a capital is a heading."""
    paragraphs = read_file(put("a.pdf", make_pdf(PRINTED)), name="a.pdf").text.split("\n\n")
    assert paragraphs[1:] == ["Chapter Two", "On the next day they found him by the river."]


def test_a_scan_without_text_is_named_with_the_remedy(put: Put, make_pdf: MakePdf) -> None:
    """A PDF of pictures alone cannot be read, and the message says what to do."""
    with pytest.raises(UnreadableFileError, match=r"scan\.pdf: no text layer.*OCR"):
        read_file(put("scan.pdf", make_pdf([[], []])), name="scan.pdf")


def test_pages_without_text_among_others_are_told(put: Put, make_pdf: MakePdf, story: str) -> None:
    """A half-scanned file is read, and the pages that gave nothing are named."""
    lines = [part + "." for part in story.split(". ")]
    inputs = read_inputs([put("a.pdf", make_pdf([lines, [], lines, []]))])
    assert len(inputs.sources) == 1
    assert any("no text on 2 of 4 pages (2, 4)" in notice for notice in inputs.notices)


@pytest.mark.parametrize("keep", [0.2, 0.5, 0.9])
def test_a_file_cut_short_is_read_or_called_damaged(put: Put, make_pdf: MakePdf, keep: float) -> None:
    """A broken download ends in a message or a reading, never in another error."""
    whole = make_pdf(PRINTED * 5)
    try:
        assert read_file(put("a.pdf", whole[: int(len(whole) * keep)]), name="a.pdf").text
    except UnreadableFileError as error:
        assert "a.pdf: " in str(error)


def test_a_damaged_file_is_named_with_the_remedy(put: Put) -> None:
    """What only begins like a PDF is called damaged."""
    with pytest.raises(UnreadableFileError, match=r"a\.pdf: a damaged PDF .*save it anew"):
        read_file(put("a.pdf", b"%PDF-1.7\n" + b"rubbish\n" * 100), name="a.pdf")


def test_too_much_text_is_refused_while_it_is_read(put: Put, make_pdf: MakePdf) -> None:
    """The limit holds for the text that comes out of the pages."""
    with pytest.raises(UnreadableFileError, match=r"more than the limit.*--limit"):
        read_file(put("a.pdf", make_pdf([["all the words of this line"] * 50] * 20)), name="a.pdf", limit=20_000)


@given(st.lists(st.text(alphabet=st.sampled_from("abcA -.\n1"), max_size=60), max_size=6))
def test_page_offsets_stay_inside_the_text_and_in_order(pages: list[str]) -> None:
    """Whatever stands on them, there is one offset a page, none before the last one, none behind the text."""
    text, starts = lay_out(pages)
    assert len(starts) == len(pages)
    assert list(starts) == sorted(starts)
    assert all(0 <= start <= len(text) for start in starts)

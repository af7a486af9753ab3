"""Plain text is read to the letter, in whatever encoding it was written."""

from __future__ import annotations

import codecs
import resource
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import UnreadableFileError
from tellings.read import read_file
from tellings.read.plain import read_plain

Put = Callable[..., Path]


@given(
    st.text(
        alphabet=st.characters(codec="utf-8", min_codepoint=32, exclude_characters="\x7f") | st.sampled_from("\r\n\t")
    )
)
def test_utf8_comes_out_to_the_letter(text: str) -> None:
    """Any text written as UTF-8 is read as itself, line ends and blanks included."""
    assert read_plain(text.encode("utf-8"), name="a.txt", limit=10**6).text == text


def test_line_ends_of_every_kind_stay(put: Put, story: str) -> None:
    """Nothing is normalised: offsets count the characters of the file."""
    text = f"  {story}\r\n\r\n{story}\r{story}\n \n"
    assert read_file(put("a.txt", text), name="a.txt").text == text


def test_the_byte_order_mark_of_utf8_counts_as_a_character(put: Put, story: str) -> None:
    """A file with the mark has the offsets that decoding it as UTF-8 gives."""
    assert read_file(put("a.txt", codecs.BOM_UTF8 + story.encode()), name="a.txt").text == "\ufeff" + story


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252", "cp1250"])
def test_other_encodings_are_found(put: Put, story: str, encoding: str) -> None:
    """The characters come out right, accents and curved quotation marks included."""
    text = (
        f"{story} “Königsberg”, said Jiří’s friend." if encoding != "cp1252" else f"{story} “Königsberg”, said René’s."
    )
    assert read_file(put("a.txt", text.encode(encoding)), name="a.txt").text == text


def test_a_guessed_encoding_is_told(story: str) -> None:
    """Where the encoding had to be guessed the user is told which it was taken for."""
    notices = read_plain(f"{story} “Königsberg”".encode("cp1252"), name="a.txt", limit=10**6).notices
    assert len(notices) == 1
    assert notices[0].startswith("a.txt: read as Windows-125")


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        b"\x00" * 5000,
        b"\x7fELF\x02\x01\x01" + b"\x00" * 500,
        b"abc\x00def" * 50,
    ],
    ids=["png", "zeros", "program", "text with zeros"],
)
def test_binary_data_is_refused(data: bytes) -> None:
    """What is no text is not read as text."""
    with pytest.raises(UnreadableFileError, match=r"a\.txt: binary data.*save it as"):
        read_plain(data, name="a.txt", limit=10**6)


def test_form_feeds_are_page_breaks(put: Put, story: str) -> None:
    """A text that was printed from pages keeps every character, and a page begins after each form feed."""
    text = f"{story}\f{story}"
    source = read_file(put("a.txt", text), name="a.txt")
    assert (source.text, source.pages) == (text, (0, len(story) + 1))


def test_one_line_of_five_megabytes_is_read_in_bounded_memory(put: Put, story: str) -> None:
    """A line of 5 MB is read whole, and costs less than a hundred megabytes."""
    text = (story + " ") * (5_000_000 // (len(story) + 1) + 1)
    path = put("long.txt", text)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss

    assert read_file(path, name="long.txt").text == text
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 100_000  # kilobytes

"""Plain text: bytes -> characters, to the letter; no line end, blank or mark is changed."""

from __future__ import annotations

import codecs
import re

from charset_normalizer import from_bytes

from tellings.errors import UnreadableFileError
from tellings.read.reading import Reading, check_size, unreadable

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_PAGE_BREAK = re.compile("\f")
_SAMPLE = 200_000  # enough to tell an encoding by


def read_plain(data: bytes, *, name: str, limit: int) -> Reading:
    """The characters of a text file.

    Raises UnreadableFileError where the file is too large, binary, or in no known encoding.
    """
    check_size(len(data), name=name, limit=limit)
    text, encoding = decode(data, name=name)
    if len(_CONTROL.findall(text, 0, _SAMPLE)) * 1000 > min(len(text), _SAMPLE):
        raise _no_text(name)
    breaks = [mark.end() for mark in _PAGE_BREAK.finditer(text)]
    pages = (0, *breaks) if breaks else None
    if encoding == "utf-8":
        return Reading(text, pages)
    return Reading(
        text, pages, notices=(f"{name}: read as {_spelled(encoding)}, not UTF-8; look at its accents and quotes",)
    )


def decode(data: bytes, *, name: str, likely: str | None = None) -> tuple[str, str]:
    """The characters, and the encoding they were in: by byte order mark, as UTF-8, as `likely`, or by its statistics.

    Raises UnreadableFileError where no encoding fits.
    """
    marked = next((encoding for mark, encoding in _MARKS if data.startswith(mark)), None)
    # The mark of UTF-8 itself stays in the text, so that positions are those of the file as UTF-8.
    for encoding in (marked,) if marked else ("utf-8", likely):
        if encoding and (text := _strictly(data, encoding)) is not None:
            return text, encoding
    guess = None if marked else from_bytes(data[:_SAMPLE]).best()
    if guess is None:
        raise _no_text(name)
    return data.decode(guess.encoding, "replace"), guess.encoding


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except (UnicodeError, LookupError):
        return None


def _no_text(name: str) -> UnreadableFileError:
    return unreadable(name, "binary data, or text in no known encoding", "save it as UTF-8 text, HTML, PDF or DOCX")


def _spelled(encoding: str) -> str:
    """A codec's name the way a user knows it: cp1252 -> Windows-1252."""
    return encoding.replace("cp12", "Windows-12").replace("_", "-")

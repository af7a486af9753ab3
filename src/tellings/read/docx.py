"""DOCX -> its paragraphs by python-docx; the pages are those that the word processor last laid out, where it noted them."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import Any

from tellings.errors import UnreadableFileError
from tellings.read.reading import MEGABYTE, Reading, check_size, unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PARAGRAPH = _W + "p"
_NOT_OURS = frozenset((_PARAGRAPH, _FALLBACK, _W + "moveFrom"))
_PAGE = "\f"  # XML forbids it in text
_SIGNS = {
    _W + "br": "\n",
    _W + "cr": "\n",
    _W + "tab": "\t",
    _W + "noBreakHyphen": "-",
    _W + "lastRenderedPageBreak": _PAGE,
}
_UNPACKED = 5  # an archive may unpack to so many times the limit of text: markup takes most of it


def read_docx(data: bytes, *, name: str, limit: int) -> Reading:
    """The paragraphs of a document, those of tables and text boxes too, a blank line between; deleted text is left out.

    Raises UnreadableFileError where the file is damaged, unpacks to too much, or holds too much text.
    """
    noted = _has_notes(data, name, max(limit * _UNPACKED, 100 * MEGABYTE))
    own = (_text_of(p) for p in _body(data, name).iter(_PARAGRAPH) if next(p.iterancestors(_FALLBACK), None) is None)
    paged = "\n\n".join(text for text in own if text)
    check_size(len(paged), name=name, limit=limit)
    starts = [0]
    for page in paged.split(_PAGE)[:-1]:
        starts.append(starts[-1] + len(page))
    notices = (f"{name}: its footnotes and endnotes were left aside",) if noted else ()
    return Reading(paged.replace(_PAGE, ""), tuple(starts) if len(starts) > 1 else None, notices=notices)


def _has_notes(data: bytes, name: str, limit: int) -> bool:
    """Whether there are notes below the pages; refuses an archive that unpacks to more than `limit`."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            check_size(sum(part.file_size for part in archive.infolist()), name=name, limit=limit, of="unpacked data")
            return any(b"<w:t" in archive.read(part) for part in archive.namelist() if part.endswith("notes.xml"))
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, ValueError, zlib.error) as error:
        raise _damaged(name, error) from error


def _body(data: bytes, name: str) -> Any:
    import docx  # noqa: PLC0415 - only where there is a DOCX to read

    try:
        return docx.Document(io.BytesIO(data)).element.body
    except Exception as error:
        # What a damaged file makes a parser raise cannot be listed; all of it means the same to the user.
        raise _damaged(name, error) from error


def _damaged(name: str, error: Exception) -> UnreadableFileError:
    return unreadable(name, f"a damaged DOCX ({error})", "open it in a word processor and save it anew")


def _text_of(paragraph: Any) -> str:
    return "".join(_characters(paragraph)).strip(" \t\n")


def _characters(element: Any) -> Iterator[str]:
    for child in element:
        if child.tag == _W + "t":
            yield child.text or ""
        elif child.tag in _SIGNS:
            yield _SIGNS[child.tag]
        elif child.tag not in _NOT_OURS:
            yield from _characters(child)

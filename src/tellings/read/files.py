"""One file -> its text: which format it is in, by what stands in it rather than by its ending."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from tellings.model import Source, content_id
from tellings.read.docx import read_docx
from tellings.read.english import check_english
from tellings.read.html import read_html
from tellings.read.markdown import read_markdown
from tellings.read.pdf import read_pdf
from tellings.read.plain import read_plain
from tellings.read.reading import MEGABYTE, Reading, check_size, unreadable

DEFAULT_LIMIT = 20 * MEGABYTE
_PACKED = 10  # a PDF or DOCX may be so many times the limit of text: pictures take most of it
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_OTHERS = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a file of an old word processor (.doc)", "save it as DOCX"),
    (b"{\\rtf", "rich text (.rtf)", "save it as DOCX"),
    (b"PK\x03\x04", "a packed file (an archive, a book, a spreadsheet)", "save its text as DOCX, PDF or text"),
    (b"%!PS", "PostScript", "make a PDF of it"),
)


@dataclass(frozen=True, slots=True)
class Format:
    """A format that can be read: its media type, its reader, and how large a file may be, in limits of text."""

    media_type: str
    read: Callable[..., Reading]
    packed: int = 1


_PLAIN = Format("text/plain", read_plain)
_HTML = Format("text/html", read_html)
_BY_SUFFIX = {
    ".txt": _PLAIN,
    ".text": _PLAIN,
    "": _PLAIN,
    ".md": Format("text/markdown", read_markdown),
    ".markdown": Format("text/markdown", read_markdown),
    ".html": _HTML,
    ".htm": _HTML,
    ".xhtml": _HTML,
    ".pdf": Format("application/pdf", read_pdf, _PACKED),
    ".docx": Format(_DOCX, read_docx, _PACKED),
}


def read_file(path: Path, *, name: str, limit: int = DEFAULT_LIMIT) -> Source:
    """The source in a file. `name` is how messages and citations call it; `limit` is how many bytes of text it may hold.

    Raises UnreadableFileError where the file is missing, empty, damaged, too large, in no known format, or not English.
    """
    return read_source(path, name=name, limit=limit)[0]


def read_source(path: Path, *, name: str, limit: int = DEFAULT_LIMIT) -> tuple[Source, Reading]:
    """As `read_file`, and with it what the file says of itself and what the user should know."""
    data, format_ = _bytes_of(path, name, limit)
    reading = format_.read(data, name=name, limit=limit)
    if not reading.text.strip("\ufeff \t\r\n\f\v"):
        raise unreadable(name, "it holds no text", "leave it out, or look whether it is the file you meant")
    notices = check_english(reading.text, name=name)
    digest = hashlib.sha256(data).hexdigest()
    source = Source(content_id("s", digest), name, digest, reading.text, format_.media_type, reading.pages)
    return source, Reading("", None, reading.title, reading.author, reading.date, reading.notices + notices)


def _bytes_of(path: Path, name: str, limit: int) -> tuple[bytes, Format]:
    """What stands in the file, and its format; its size is looked at before it is read."""
    try:
        if not path.is_file():
            why = "not a regular file" if path.exists() else "no such file"
            raise unreadable(name, why, "look at how the path is written")
        size = path.stat().st_size
        with path.open("rb") as file:
            head = file.read(4096)
            format_ = _format(path, head, name)
            check_size(size, name=name, limit=limit * format_.packed, of="data")
            return head + file.read(limit * format_.packed), format_
    except OSError as error:
        raise unreadable(
            name, f"cannot be opened ({error.strerror})", "look at the path and the permissions"
        ) from error


def _format(path: Path, head: bytes, name: str) -> Format:
    """The format of a file that begins with `head`: a mark that only one format has decides, then the ending."""
    if not head:
        raise unreadable(name, "an empty file", "leave it out, or look whether it is the file you meant")
    suffix = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        suffix = ".pdf"
    for mark, what, remedy in _OTHERS:
        if head.startswith(mark) and suffix != ".docx":
            raise unreadable(name, what, remedy)
    if suffix not in _BY_SUFFIX:
        raise unreadable(name, f"no format for {suffix} files", "save it as text, Markdown, HTML, PDF or DOCX")
    return _BY_SUFFIX[suffix]

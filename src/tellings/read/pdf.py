"""PDF -> its text layer by pypdf, page by page."""

from __future__ import annotations

import io
import logging
from typing import Any

from tellings.read.pages import lay_out
from tellings.read.reading import Reading, check_size, unreadable


def read_pdf(data: bytes, *, name: str, limit: int) -> Reading:
    """The running text of a PDF and where its pages begin; running heads, page numbers and print's hyphens are left out.

    Raises UnreadableFileError where the file is damaged, locked, without a text layer, or over the limit.
    """
    pages, lost = [], []
    size = 0
    for number, page in enumerate(_pages(data, name), start=1):
        text = _text_of(page)
        size += len(text or "")
        check_size(size, name=name, limit=limit)
        pages.append(text or "")
        if not (text or "").strip():
            lost.append(number)
    if len(lost) == len(pages):
        raise unreadable(
            name, "no text layer: it looks like a scan", "run it through text recognition (OCR), then try again"
        )
    text, starts = lay_out(pages)
    return Reading(text, starts, notices=_missing(name, lost, len(pages)))


def _pages(data: bytes, name: str) -> list[Any]:
    import pypdf  # noqa: PLC0415 - only where there is a PDF to read

    logging.getLogger("pypdf").addHandler(logging.NullHandler())
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        pages = [] if locked else list(reader.pages)
    except Exception as error:
        # What a damaged file makes a parser raise cannot be listed; all of it means the same to the user.
        raise unreadable(name, f"a damaged PDF ({error})", "open it in a viewer and save it anew") from error
    if locked:
        raise unreadable(name, "locked with a password", "save a copy without one")
    return pages


def _text_of(page: Any) -> str | None:
    """The text of a page, or None where a damaged page gives none."""
    try:
        return str(page.extract_text())
    except Exception:
        return None


def _missing(name: str, lost: list[int], of: int) -> tuple[str, ...]:
    if not lost:
        return ()
    shown = ", ".join(map(str, lost[:10])) + (" ..." if len(lost) > 10 else "")
    return (f"{name}: no text on {len(lost)} of {of} pages ({shown}); if they are scans, text recognition is needed",)

"""Time expressions -> lines of text, JSON Lines or TimeML; and the JSON Lines they are asked for in. Pure: text in, text out."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from xml.sax.saxutils import escape, quoteattr

from tellings.dates.tagger import TimeExpression, find
from tellings.errors import TellingsError

_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Document:
    """A text with its name and, where known, the day it was published (an ISO day)."""

    doc_id: str
    text: str
    dct: str | None = None

    def times(self) -> list[TimeExpression]:
        """The time expressions of the text."""
        return find(self.text, published=self.dct)


def check_day(day: str) -> None:
    """Raise TellingsError unless `day` is an ISO day, month or year."""
    if not re.fullmatch(r"\d{4}(-\d{2}(-\d{2})?)?", day, re.ASCII):
        raise TellingsError(f"{day!r} is not a day of publication; write it as 1998-05-01")


def from_jsonl(lines: str, name: str) -> list[Document]:
    """The documents of a JSON Lines text: {"doc_id", "dct", "text"} a line, dct may be null.

    Raises TellingsError, with the file and the line, where a line is not such an object.
    """
    return [
        _document(line, f"{name}, line {number}") for number, line in enumerate(lines.split("\n"), 1) if line.strip()
    ]


def _document(line: str, where: str) -> Document:
    try:
        said: Any = json.loads(line)
        doc_id, text, dct = said["doc_id"], said["text"], said.get("dct")
    except (json.JSONDecodeError, TypeError, KeyError, AttributeError, RecursionError) as problem:
        raise TellingsError(
            f'{where}: not an object with "doc_id" and "text" ({problem}); mend or remove the line'
        ) from problem
    if not (isinstance(doc_id, str) and isinstance(text, str) and isinstance(dct, str | None)):
        raise TellingsError(f'{where}: "doc_id" and "text" must be strings, "dct" a string or null; mend the line')
    return Document(doc_id, text, dct)


def to_jsonl(document: Document, times: Sequence[TimeExpression]) -> str:
    """One line: {"doc_id", "timexes": [{"start", "end", "text", "type", "value", "edtf"}]}. A stretch is written as its two ends."""
    timexes = [
        {
            "start": time.start,
            "end": time.end,
            "text": time.text,
            "type": time.type,
            "value": time.value,
            "edtf": time.edtf,
        }
        for time in _points(times)
    ]
    return json.dumps({"doc_id": document.doc_id, "timexes": timexes}, ensure_ascii=False) + "\n"


def _points(times: Sequence[TimeExpression]) -> list[TimeExpression]:
    """TIMEX3 has no value for a stretch of time: its two ends stand for it."""
    return [part for time in times for part in (time.parts or (time,))]


def to_text(document: Document, times: Sequence[TimeExpression]) -> str:
    """A line for each expression: where it stands, its type, value and EDTF, its words and what it was reckoned from."""
    return "".join(_line(document, time) for time in times)


def _line(document: Document, time: TimeExpression) -> str:
    words = " ".join(time.text.split())
    because = f"  (from {time.anchor})" if time.anchor else ""
    value = f"{time.value or '-':<18} {time.edtf or '-':<24}"
    return f"{document.doc_id}:{time.start}-{time.end}  {time.type:<8} {value} {words}{because}\n"


def to_timeml(document: Document, times: Sequence[TimeExpression]) -> str:
    """A TimeML document (TimeML 1.2.1) with a TIMEX3 around each expression; what XML cannot hold becomes U+FFFD."""
    pieces, at = [], 0
    for number, time in enumerate(_points(times), 1):
        pieces += [_xml(document.text[at : time.start]), _tag(number, time)]
        at = time.end
    pieces.append(_xml(document.text[at:]))
    dct = (
        f'<TIMEX3 tid="t0" type="DATE" value={quoteattr(document.dct)} functionInDocument="CREATION_TIME"/>'
        if document.dct
        else ""
    )
    head = f"<DOCID>{_xml(document.doc_id)}</DOCID>\n<DCT>{dct}</DCT>\n"
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<TimeML>\n{head}<TEXT>{"".join(pieces)}</TEXT>\n</TimeML>\n'


def _tag(number: int, time: TimeExpression) -> str:
    return f'<TIMEX3 tid="t{number}" type="{time.type}" value={quoteattr(time.value)}>{_xml(time.text)}</TIMEX3>'


def _xml(text: str) -> str:
    return escape(_NO_XML.sub("\ufffd", text))

"""Dossier -> CSV: a row for each event and account, and for each position, for a spreadsheet."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator

from tellings.export.report import Cell, Note, Quote, Report, Row
from tellings.export.view import iso_or_blank, view
from tellings.export.words import SILENCES, listed
from tellings.model import Dossier

_FORMULA = ("=", "+", "-", "@", "\t", "\r")
COLUMNS = (
    "event",
    "event_date",
    "account",
    "author",
    "side",
    "date_as_written",
    "date_edtf",
    "earliest",
    "latest",
    "quotation",
    "source",
    "page",
    "sentences",
    "marks",
    "grade",
    "silence",
    "silence_reason",
    "disagreements",
    "agreements",
    "same_wording_as",
    "held_by",
    "held_since",
)


def to_csv(dossier: Dossier) -> str:
    """The timeline as CSV (RFC 4180), a row for each event and account, and then one for each position, with who holds it.

    It begins with a byte order mark, by which spreadsheets know UTF-8. A cell that a spreadsheet would run as a formula
    is written with an apostrophe before it, as OWASP's "CSV injection" page advises.
    """
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, restval="", lineterminator="\r\n")
    writer.writeheader()
    report = view(dossier)
    for found in (*(cell for row in report.rows for cell in _row_cells(row)), *_positions(report)):
        writer.writerow({name: _safe(value) for name, value in found.items()})
    return "\ufeff" + out.getvalue()


def _safe(value: str) -> str:
    return "'" + value if value.startswith(_FORMULA) else value


def _positions(report: Report) -> Iterator[dict[str, str]]:
    title = {c.key: c.account.title for c in report.columns}
    for p in report.positions:
        yield {
            "account": title[p.key],
            "quotation": p.found.span.text,
            "page": p.cite.page,
            "sentences": p.cite.numbers,
            "held_by": p.found.holder,
            "held_since": p.found.date or "",
        }


def _row_cells(row: Row) -> Iterator[dict[str, str]]:
    for cell in row.cells:
        shared = _cell_values(row, cell)
        if not cell.quotes:
            yield shared
        for quote in cell.quotes:
            yield shared | _quote_values(quote)


def _told(note: Note) -> str:
    """Both sides of a disagreement and its reason in one cell."""
    sides = "; ".join(
        f"{shown.column.account.title}: " + (f"“{side.span.text}”" if side.span else side.says)
        for shown, side in zip(note.sides, note.disagreement.sides, strict=True)
    )
    return f"{sides}. {note.disagreement.why}"


def _cell_values(row: Row, cell: Cell) -> dict[str, str]:
    account = cell.column.account
    notes = [n for n in row.notes if account.id in [s.account for s in n.disagreement.sides]]
    return {
        "event": row.event.id,
        "event_date": row.event.edtf or "",
        "account": account.title,
        "author": account.author or "",
        "side": account.side or "",
        "source": cell.column.source.name,
        "silence": SILENCES.get(cell.silence.reason, cell.silence.reason) if cell.silence else "",
        "silence_reason": cell.silence.why if cell.silence else "",
        "disagreements": "; ".join(f"{n.kind.word}, {n.degree}: {_told(n)}" for n in notes),
        "agreements": "; ".join(f"{a.on}: {a.says} ({a.who})" for a in row.alike if cell.column.key in a.accounts),
    }


def _quote_values(quote: Quote) -> dict[str, str]:
    telling = quote.telling
    return {
        "date_as_written": quote.written,
        "date_edtf": telling.edtf or "",
        "earliest": iso_or_blank(telling.earliest),
        "latest": iso_or_blank(telling.latest),
        "quotation": " […] ".join(span.text for span in telling.spans),
        "page": quote.cite.page,
        "sentences": quote.cite.numbers,
        "marks": ", ".join(telling.marks),
        "grade": telling.grade,
        "same_wording_as": listed(quote.copied),
    }

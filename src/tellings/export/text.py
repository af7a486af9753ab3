"""Dossier -> the ten-second summary that a terminal shows."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence

from tellings.export.report import Note, Report
from tellings.export.spans import fold
from tellings.export.view import view
from tellings.export.words import counts, cut_words, flat, listed, plural
from tellings.model import Dossier

_WEIGHTIEST = 3
_ALIKE = 3
_NAMED = 8
_QUOTE_LIMIT = 180


def to_text(dossier: Dossier, *, width: int = 80) -> str:
    """The summary in lines of at most `width` characters where words allow it.

    Of its own it writes ASCII alone; quotations keep their letters, but characters that could steer a terminal are shown
    as escapes.
    """
    report = view(dossier)
    parts = (_accounts(report), _events(report), _alike(report), _differ(report), _held(report), _aside(report))
    lines = [line for part in parts for line in _wrapped(list(part), width)]
    return "\n".join(lines) + "\n"


def _wrapped(paragraphs: Sequence[tuple[str, str]], width: int) -> Iterator[str]:
    """Paragraphs as (indent of the first line, text), wrapped under their own text; a blank line after the part."""
    for indent, text in paragraphs:
        hang = " " * len(indent)
        yield from textwrap.wrap(
            _tame(text), max(width, 40), initial_indent=indent, subsequent_indent=hang, break_on_hyphens=False
        ) or [""]


def _tame(text: str) -> str:
    """The text without characters that move a cursor, turn the writing direction or hide: shown as escapes."""
    return "".join(c if c.isprintable() else repr(c)[1:-1] for c in flat(text))


def _accounts(report: Report) -> Iterator[tuple[str, str]]:
    yield "", plural(len(report.columns), "account") + ":"
    for column in report.columns[:_NAMED]:
        a = column.account
        about = [x for x in (a.author, a.date, a.side) if x]
        known = f" ({', '.join(about)})" if about else ""
        yield f"  {column.key}  ", f"{cut_words(a.title, 70)}{known}, {plural(column.words, 'word')}"
    if len(report.columns) > _NAMED:
        yield "     ", f"and {len(report.columns) - _NAMED} more"


def _events(report: Report) -> Iterator[tuple[str, str]]:
    told = f"{plural(len(report.rows), 'event')}; {report.told_by_two:,} told by two or more accounts"
    yield "", f"{told}, {len(report.told_by_all):,} by all." if len(report.columns) > 2 else f"{told}."


def _alike(report: Report) -> Iterator[tuple[str, str]]:
    if not report.alike_by_all:
        if len(report.columns) > 1:
            yield "", "Nothing was found that all tell alike."
        return
    yield "", "All tell alike:"
    for row, agreement in report.alike_by_all[:_ALIKE]:
        free = f"{agreement.independent} independently" if agreement.independent > 1 else "not independently"
        yield "  = ", f"{agreement.on}: {cut_words(agreement.says, 90)} ({free}; event {row.number})"
    if len(report.alike_by_all) > _ALIKE:
        yield "    ", f"and {len(report.alike_by_all) - _ALIKE} more"


def _differ(report: Report) -> Iterator[tuple[str, str]]:
    if not report.shown:
        yield "", "No disagreement was found."
        return
    kinds = ", ".join(f"{kind} {n}" for kind, n in counts(n.disagreement.kind for n in report.shown))
    yield "", f"{plural(len(report.shown), 'disagreement')}: {kinds}."
    if len(report.shown) > 1:
        yield "", "The weightiest:" if len(report.shown) > _WEIGHTIEST else "They are:"
    for number, note in enumerate(report.shown[:_WEIGHTIEST], 1):
        yield from _note(number, note)


def _note(number: int, note: Note) -> Iterator[tuple[str, str]]:
    yield f"  {number}. ", f"{note.disagreement.kind}, {note.degree}: {note.disagreement.why}"
    for side in note.sides:
        where = f" ({side.cite.words.replace('–', '-')})" if side.cite else ""
        words = "".join(" ... " if p.folded else p.text for p in fold(side.pieces, _QUOTE_LIMIT))
        yield f"     {side.column.key}: ", (f'"{flat(words)}"' if words else side.says) + where


def _held(report: Report) -> Iterator[tuple[str, str]]:
    if not report.positions:
        return
    yield "", f"Held later of the events: {plural(len(report.positions), 'position')}."
    for p in report.positions[:_WEIGHTIEST]:
        since = f" ({p.found.date})" if p.found.date else ""
        where = f" ({p.key}, {p.cite.words.replace('–', '-')})" if p.cite.words else f" ({p.key})"
        yield "  ~ ", f'{p.found.holder}{since}: "{cut_words(p.found.span.text, _QUOTE_LIMIT)}"{where}'


def _aside(report: Report) -> Iterator[tuple[str, str]]:
    d = report.dossier
    for passed in d.passed_over:
        yield "! ", f"passed over: {passed.name}: {passed.why}"
    for notice in d.notices:
        yield "! ", notice
    if d.unplaced:
        yield (
            "",
            f"{plural(len(d.unplaced), 'thing')} could not be placed: {listed(sorted({u.what for u in d.unplaced}))}.",
        )

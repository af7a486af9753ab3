"""An account's full text for reading: sentences with every finding marked, and the way back to the rows that cite them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from tellings.export.report import Column, Report, Row
from tellings.export.spans import ByPlace, Mark, Piece, cut
from tellings.export.view import singles_out
from tellings.export.words import clock_words, when_words
from tellings.model import Figure, Sentence, Span, Time

_Marks = ByPlace[tuple[Span, Mark]]
_Citing = ByPlace[tuple[Span, Row]]


@dataclass(frozen=True, slots=True)
class ReadSentence:
    """A sentence in pieces, the text that stands between it and the one before, and the rows that cite it."""

    sentence: Sentence
    before: str
    pieces: tuple[Piece, ...]
    rows: tuple[tuple[int, str], ...]
    new_page: bool


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Sentences that stand together, and the role of their block: "narrative", or heading, caption, contents ..."""

    role: str
    sentences: tuple[ReadSentence, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """An account's text from its first character to its last; `after` is what follows the last sentence."""

    column: Column
    paragraphs: tuple[Paragraph, ...]
    after: str


def readings(report: Report) -> list[Reading]:
    """The text of every account with its findings marked."""
    marks, citing = _marks(report), _citing(report)
    return [_reading(report, column, marks, citing) for column in report.columns]


def _reading(report: Report, column: Column, marks: _Marks, citing: _Citing) -> Reading:
    found = [s for s in report.dossier.sentences if s.span.account == column.account.id]
    read = tuple(_sentences(column, found, marks, citing))
    last = found[-1].span.end if found else column.account.start
    return Reading(column, tuple(_paragraphs(column, read)), column.source.text[last : column.account.end])


def _paragraphs(column: Column, read: Sequence[ReadSentence]) -> Iterator[Paragraph]:
    blocks = column.account.blocks

    def place(item: ReadSentence) -> tuple[int, int]:
        start = item.sentence.span.start
        return next((n for n, b in enumerate(blocks) if b.start <= start < b.end), -1), item.sentence.paragraph

    for _, group in groupby(read, key=place):
        sentences = tuple(group)
        yield Paragraph(sentences[0].sentence.role, sentences)


def _sentences(column: Column, found: Sequence[Sentence], marks: _Marks, citing: _Citing) -> Iterator[ReadSentence]:
    text, before, page = column.source.text, column.account.start, None
    for sentence in found:
        span = sentence.span
        inside = [_toned(mark, span) for _, mark in marks.within(span.account, span.start, span.end)]
        rows = dict.fromkeys((r.number, r.event.id) for _, r in citing.within(span.account, span.start, span.end))
        pieces = tuple(cut(span.text, span.start, inside))
        yield ReadSentence(sentence, text[before : span.start], pieces, tuple(rows), sentence.page != page)
        before, page = max(before, span.end), sentence.page


def _toned(mark: Mark, sentence: Span) -> Mark:
    """The mark, or a quieter one where a difference lies in the whole sentence and singles out nothing in it."""
    if not mark.first or singles_out(Span(sentence.account, mark.start, mark.end, ""), sentence):
        return mark
    return replace(mark, css="side", first="")


def _citing(report: Report) -> _Citing:
    """The rows in which tellings stand, by the place of each telling."""
    placed = [(span, row) for row in report.rows for telling in row.event.tellings for span in telling.spans]
    return ByPlace(placed, lambda pair: pair[0])


def _marks(report: Report) -> _Marks:
    return ByPlace([*_found(report), *_compared(report)], lambda pair: pair[0])


def _marked(
    span: Span | None, css: str, note: str = "", href: str = "", first: str = ""
) -> Iterator[tuple[Span, Mark]]:
    if span is not None:
        yield span, Mark(span.start, span.end, css, note, href, first)


def _found(report: Report) -> Iterator[tuple[Span, Mark]]:
    """What was found in single accounts: t time, f figure, n name, w on whose word."""
    d = report.dossier
    for time in d.times:
        yield from _marked(time.span, "t", f"{time.type.lower()}: {time_words(time)}")
    for figure in d.figures:
        yield from _marked(figure.span, "f", f"figure: {figure_words(figure)}")
    for name in d.names:
        yield from _marked(name.span, "n")
    for attribution in d.attributions:
        yield from _marked(attribution.source, "w", "on whose word")
        yield from _marked(attribution.cue, "w", "on whose word")


def _compared(report: Report) -> Iterator[tuple[Span, Mark]]:
    """What was found between accounts: c common wording, x and the kind where they differ."""
    for shared in report.dossier.shared:
        for mine, other in ((shared.a, shared.b), (shared.b, shared.a)):
            yield from _marked(mine, "c", f"wording shared with {report.keys([other.account])[0]}")
    for note in report.shown:
        found = note.disagreement
        for side in found.sides:
            words = f"{note.kind.word}: {note.degree}"
            yield from _marked(side.span, f"x {found.kind}", words, f"#{found.id}", "go")


def time_words(time: Time) -> str:
    """What was read in a time expression, in words."""
    if time.earliest is None and time.latest is None:
        return time.edtf or time.value
    clock = clock_words(time.value)
    return when_words(time.earliest, time.latest) + (f", {clock}" if clock else "")


def figure_words(figure: Figure) -> str:
    """What was read in a figure: the number or its range, and the unit."""
    ends = [x for x in (figure.low, figure.high) if x is not None]
    number = "–".join(f"{x:,.10g}" for x in dict.fromkeys(ends or [x for x in [figure.value] if x is not None]))
    return " ".join(x for x in (number or "no number", figure.unit) if x)

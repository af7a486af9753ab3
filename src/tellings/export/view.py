"""Dossier -> report: looking up what stands where, and saying it in words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeVar

from tellings.dates import iso
from tellings.export.report import (
    Alike,
    Cell,
    Citation,
    Cited,
    Column,
    Note,
    Quote,
    Report,
    Row,
    SideView,
    Weight,
)
from tellings.export.spans import ByPlace, Mark, Piece, cut
from tellings.export.words import DEGREES, clock_words, edtf_words, kind_of, letters, listed, when_words
from tellings.model import Disagreement, Dossier, Event, Sentence, Shared, Span, Telling, Time

T = TypeVar("T")
_WHOLE = 0.7  # a mark over more of a quotation than this would mark nothing: it is said beside it instead
_BAR_STEPS = 10


def view(dossier: Dossier) -> Report:
    """The dossier as a reader sees it, every tuple in the dossier's own order."""
    looking = _Looking(dossier)
    notes = tuple(looking.note(d) for d in dossier.disagreements)
    by_event: dict[str, list[Note]] = {}
    for note in notes:
        for event in note.events:
            by_event.setdefault(event, []).append(note)
    rows = tuple(looking.row(n, e, by_event.get(e.id, [])) for n, e in enumerate(dossier.events, 1))
    positions = tuple(looking.cited(p, p.span) for p in dossier.positions)
    unplaced = tuple(looking.cited(u, u.span) for u in dossier.unplaced)
    return Report(dossier, looking.columns, rows, notes, positions, unplaced)


class _Looking:
    """The dossier with what is needed to look things up by place."""

    def __init__(self, dossier: Dossier) -> None:
        sources = {s.id: s for s in dossier.sources}
        self.columns = tuple(
            Column(letters(n), a, sources[a.source], len(sources[a.source].text[a.start : a.end].split()))
            for n, a in enumerate(dossier.accounts)
        )
        self._of = {c.account.id: c for c in self.columns}
        self._sentences: ByPlace[Sentence] = ByPlace(dossier.sentences, lambda s: s.span)
        self._times: ByPlace[Time] = ByPlace(dossier.times, lambda t: t.span)
        pairs = [(span, other) for s in dossier.shared for span, other in _both_ways(s)]
        told = [(span, e.id) for e in dossier.events for t in e.tellings for span in t.spans]
        self._told: ByPlace[tuple[Span, str]] = ByPlace(told, lambda pair: pair[0])
        self._shared: ByPlace[tuple[Span, str]] = ByPlace(pairs, lambda pair: pair[0])

    def row(self, number: int, event: Event, notes: Sequence[Note]) -> Row:
        cells = tuple(self._cell(c, event, notes) for c in self.columns)
        weights = tuple(self._weights(event))
        return Row(number, event, _row_when(event, cells), cells, tuple(notes), tuple(self._alike(event)), weights)

    def note(self, disagreement: Disagreement) -> Note:
        degree = disagreement.degree.replace("_", " ")
        sides = tuple(self._side(disagreement, s.account, s.span, s.says) for s in disagreement.sides)
        return Note(
            disagreement,
            sides,
            kind_of(disagreement.kind),
            degree,
            DEGREES.get(disagreement.degree, ""),
            tuple(self._events_of(disagreement)),
        )

    def _events_of(self, disagreement: Disagreement) -> list[str]:
        """Its events; where one inside a single account names none, the events in which its sides are told."""
        spans = [s.span for s in disagreement.sides if s.span is not None]
        if disagreement.events or len({s.account for s in spans}) > 1:
            return list(dict.fromkeys(disagreement.events))
        return list(dict.fromkeys(e for s in spans for _, e in self._told.within(s.account, s.start, s.end)))

    def cited(self, found: T, span: Span) -> Cited[T]:
        return Cited(found, self._of[span.account].key, self.cite(span.account, [span]))

    def cite(self, account: str, spans: Sequence[Span]) -> Citation:
        found = [s for span in spans for s in self._sentences.within(account, span.start, span.end)]
        if not found:
            return Citation("", "", f"#src-{self._of[account].key}")
        pages = [s.page for s in found if s.page is not None]
        return Citation(
            _extent([s.number for s in found]),
            _extent(pages) if pages else "",
            f"#s-{self._of[account].key}-{found[0].number}",
        )

    def _cell(self, column: Column, event: Event, notes: Sequence[Note]) -> Cell:
        mine = tuple(n for n in notes if column.key in n.accounts)
        quotes = tuple(self._quote(t, mine) for t in event.tellings if t.account == column.account.id)
        silence = next((s for s in event.silent if s.account == column.account.id), None)
        return Cell(column, quotes, silence, mine)

    def _quote(self, telling: Telling, notes: Sequence[Note]) -> Quote:
        times = [t for s in telling.spans for t in self._times.within(telling.account, s.start, s.end)]
        same = [t for t in times if telling.edtf and (t.edtf, t.earliest) == (telling.edtf, telling.earliest)]
        time = max(same, key=lambda t: bool(clock_words(t.value)), default=None)
        marks = [Mark(time.span.start, time.span.end, "when")] if time else []
        marks += [m for note in notes for m in _side_marks(note, telling)]
        copied = [pair for s in telling.spans for pair in self._shared.within(telling.account, s.start, s.end)]
        return Quote(
            telling,
            tuple(_in_pieces(telling.spans, marks)),
            self.cite(telling.account, telling.spans),
            time,
            tuple(dict.fromkeys(self._of[other].key for _, other in copied)),
        )

    def _side(self, disagreement: Disagreement, account: str, span: Span | None, says: str) -> SideView:
        column = self._of[account]
        if span is None:
            return SideView(column, says, (), None)
        around = [s.span for s in self._sentences.within(account, span.start, span.end)] or [span]
        start, end = min(around[0].start, span.start), max(around[-1].end, span.end)
        whole = Span(account, start, end, column.source.text[start:end])
        marks = [Mark(span.start, span.end, f"x {disagreement.kind}", first="go")] if singles_out(span, whole) else []
        return SideView(column, says, tuple(_in_pieces([whole], marks)), self.cite(account, [span]))

    def _alike(self, event: Event) -> Iterable[Alike]:
        """The agreements, those of the same accounts on the same thing as one."""
        says: dict[tuple[str, tuple[str, ...], int], list[str]] = {}
        for a in event.agree:
            keys = tuple(c.key for c in self.columns if c.account.id in a.accounts)
            says.setdefault((a.on, keys, a.independent), []).append(edtf_words(a.says))
        return [Alike(on, listed(said), keys, independent) for (on, keys, independent), said in says.items()]

    def _weights(self, event: Event) -> list[Weight]:
        keys = {t.id: self._of[t.account].key for t in event.tellings}
        parts: dict[str, list[tuple[str, float]]] = {}
        for reason in event.reasons:
            between = "–".join(dict.fromkeys(keys[t] for t in reason.between if t in keys))
            parts.setdefault(reason.why, []).append((between, reason.weight))
        totals = {why: round(sum(weight for _, weight in found), 3) for why, found in parts.items()}
        most = max(map(abs, totals.values()), default=0) or 1
        order = sorted(parts, key=lambda why: -totals[why])
        return [Weight(why, totals[why], _steps(totals[why], most), tuple(parts[why])) for why in order]


def _row_when(event: Event, cells: Sequence[Cell]) -> str:
    """The days of an event in words, with the times of day that are told of it."""
    same = [
        q
        for c in cells
        for q in c.quotes
        if not q.possible and q.telling.earliest == q.telling.latest == event.earliest
    ]
    clocks = sorted({q.clock for q in same if ":" in q.clock})
    days = when_words(event.earliest, event.latest)
    return ", ".join([days, "–".join(dict.fromkeys((clocks[0], clocks[-1])))] if clocks else [days])


def _both_ways(shared: Shared) -> tuple[tuple[Span, str], tuple[Span, str]]:
    return (shared.a, shared.b.account), (shared.b, shared.a.account)


def _steps(weight: float, most: float) -> int:
    return max(1, round(_BAR_STEPS * abs(weight) / most))


def _extent(numbers: Sequence[int]) -> str:
    first, last = min(numbers), max(numbers)
    return str(first) if first == last else f"{first}–{last}"


def singles_out(span: Span, whole: Span) -> bool:
    """Whether a stretch is so much shorter than the text around it that marking it says something."""
    return span.end - span.start < _WHOLE * (whole.end - whole.start)


def _side_marks(note: Note, telling: Telling) -> list[Mark]:
    found = note.disagreement
    css = f"x {found.kind}" if found.shown else "unsure"
    spans = [s.span for s in found.sides if s.account == telling.account and s.span is not None]
    return [
        Mark(s.start, s.end, css, f"{note.kind.word}: {note.degree}", f"#{found.id}", "go")
        for s in spans
        if any(w.start <= s.start < w.end and singles_out(s, w) for w in telling.spans)
    ]


def _in_pieces(spans: Sequence[Span], marks: Sequence[Mark]) -> list[Piece]:
    pieces: list[Piece] = []
    for n, span in enumerate(spans):
        if n:
            pieces.append(Piece(" […] " if span.start - spans[n - 1].end > 2 else " ", "gap"))
        pieces += cut(span.text, span.start, marks)
    return pieces


def iso_or_blank(day: int | None) -> str:
    """The ISO day of a day number, or nothing where there is none."""
    return "" if day is None else iso(day)

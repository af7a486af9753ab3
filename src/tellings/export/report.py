"""What a reader sees of a dossier, the same in every format: columns, rows, cells, and the notes on what differs."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Generic, TypeVar

from tellings.export.spans import Piece
from tellings.export.words import Kind, clock_words, flat, listed, number_word, when_words
from tellings.model import (
    Account,
    Disagreement,
    Dossier,
    Event,
    Position,
    Silence,
    Source,
    Telling,
    Time,
    Unplaced,
)

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Column:
    """An account, its source, its key letter, and how many words it has."""

    key: str
    account: Account
    source: Source
    words: int

    @property
    def dated(self) -> str | None:
        """The day the account was published, and how that is known."""
        date, because = self.account.date, self.account.date_because
        return f"{date} ({because})" if date and because else date


@dataclass(frozen=True, slots=True)
class Citation:
    """Where a stretch stands: sentence numbers and pages in words, and the anchor of its first sentence."""

    numbers: str
    page: str
    href: str

    @property
    def words(self) -> str:
        """The citation as a reader writes it: "p. 3, s. 12–13"."""
        return ", ".join(([f"p. {self.page}"] if self.page else []) + ([f"s. {self.numbers}"] if self.numbers else []))


@dataclass(frozen=True, slots=True)
class Quote:
    """One telling as a cell shows it: the account's words in pieces, then what was read in them."""

    telling: Telling
    pieces: tuple[Piece, ...]
    cite: Citation
    time: Time | None
    copied: tuple[str, ...]

    @property
    def written(self) -> str:
        """The time as the account writes it, where it does."""
        return flat(self.time.span.text) if self.time else ""

    @property
    def clock(self) -> str:
        """The time of day, "18:10" or "evening", where it is told."""
        return clock_words(self.time.value) if self.time else ""

    @property
    def when(self) -> str:
        """When the telling takes place, as read, in words."""
        if not self.telling.edtf:
            return ""
        words = [when_words(self.telling.earliest, self.telling.latest)] + [self.clock] * bool(self.clock)
        if self.time and self.time.calendar == "julian":
            words.append("in the Gregorian calendar")
        return ", ".join([*words, "by the course of the story"] if self.telling.carried else words)

    @property
    def possible(self) -> bool:
        """Whether the join is less than sure."""
        return self.telling.grade != "joined"


@dataclass(frozen=True, slots=True)
class SideView:
    """One side of a disagreement: the sentence it stands in with the stretch marked, or the reason of a silence."""

    column: Column
    says: str
    pieces: tuple[Piece, ...]
    cite: Citation | None


@dataclass(frozen=True, slots=True)
class Note:
    """A disagreement with its kind and degree in words."""

    disagreement: Disagreement
    sides: tuple[SideView, ...]
    kind: Kind
    degree: str
    meaning: str
    events: tuple[str, ...]

    @property
    def accounts(self) -> list[str]:
        """The keys of the accounts on its sides, each once."""
        return list(dict.fromkeys(s.column.key for s in self.sides))


@dataclass(frozen=True, slots=True)
class Cell:
    """What one account tells of one event, or why it is silent, and the notes that concern it."""

    column: Column
    quotes: tuple[Quote, ...]
    silence: Silence | None
    notes: tuple[Note, ...]

    @property
    def differs(self) -> list[Note]:
        """A note for each kind of difference, the weightiest of its kind."""
        first: dict[str, Note] = {}
        for note in self.notes:
            first.setdefault(note.disagreement.kind, note)
        return list(first.values())

    @property
    def told(self) -> bool:
        """Whether a telling of this account was joined to the event."""
        return any(not q.possible for q in self.quotes)

    @property
    def open(self) -> bool:
        """Whether all that it quotes is to be seen: a difference that is shown is read off it."""
        return any(n.disagreement.shown for n in self.notes)


@dataclass(frozen=True, slots=True)
class Cited(Generic[T]):
    """Something found outside the events, with the key of its account and its citation."""

    found: T
    key: str
    cite: Citation


@dataclass(frozen=True, slots=True)
class Weight:
    """A reason for the joins of an event as a bar: its words, its weight in all, its length in steps, its part in each join."""

    why: str
    total: float
    steps: int
    parts: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Alike:
    """What the same accounts say alike of one event: on what, what they say, and how many of them independently."""

    on: str
    says: str
    accounts: tuple[str, ...]
    independent: int

    @property
    def who(self) -> str:
        """Who agrees and how many of them independently, in words."""
        who = f"{listed(self.accounts)} alike"
        if self.independent >= len(self.accounts):
            return f"{who}, each independently"
        if self.independent <= 1:
            return f"{who}, but not independently: the wording is shared"
        return f"{who}, {number_word(self.independent)} of them independently"


@dataclass(frozen=True, slots=True)
class Row:
    """An event with a cell for each column."""

    number: int
    event: Event
    when: str
    cells: tuple[Cell, ...]
    notes: tuple[Note, ...]
    alike: tuple[Alike, ...]
    weights: tuple[Weight, ...]

    @property
    def told(self) -> int:
        """How many accounts tell it, as far as the joins are sure."""
        return sum(c.told for c in self.cells)

    def sees(self, alike: Alike) -> bool:
        """Whether two accounts or more that agree are seen to tell it without asking for more."""
        return sum(c.column.key in alike.accounts and (c.told or c.open) for c in self.cells) > 1

    @property
    def plain(self) -> bool:
        """Whether a person sees it without asking for more."""
        return self.told > 1 or any(n.disagreement.shown for n in self.notes)

    @property
    def perhaps(self) -> bool:
        """Whether it would be seen if less sure findings were."""
        return not self.plain and (sum(bool(c.quotes) for c in self.cells) > 1 or bool(self.notes))


@dataclass(frozen=True)
class Report:
    """The whole dossier as a reader sees it."""

    dossier: Dossier
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    notes: tuple[Note, ...]
    positions: tuple[Cited[Position], ...]
    unplaced: tuple[Cited[Unplaced], ...]

    @cached_property
    def shown(self) -> tuple[Note, ...]:
        """The disagreements a person sees without asking for more, weightiest first."""
        return tuple(n for n in self.notes if n.disagreement.shown)

    @cached_property
    def unsure(self) -> int:
        """How many joins and disagreements are less sure, and out of sight until asked for."""
        joins = sum(q.possible for r in self.rows for c in r.cells for q in c.quotes)
        return joins + len(self.notes) - len(self.shown)

    @cached_property
    def told_by_two(self) -> int:
        """How many events two or more accounts tell."""
        return sum(r.told > 1 for r in self.rows)

    @cached_property
    def told_by_all(self) -> tuple[Row, ...]:
        """The events that every account tells, where there is more than one account."""
        return tuple(r for r in self.rows if r.told == len(self.columns) > 1)

    @cached_property
    def alike_by_all(self) -> tuple[tuple[Row, Alike], ...]:
        """What every account says alike, first what the most say independently."""
        found = [(r, a) for r in self.told_by_all for a in r.alike if len(a.accounts) == len(self.columns)]
        return tuple(sorted(found, key=lambda pair: -pair[1].independent))

    def keys(self, accounts: Iterable[str]) -> list[str]:
        """The key letters of accounts, in the order of the columns."""
        wanted = set(accounts)
        return [c.key for c in self.columns if c.account.id in wanted]

"""Accounts with their findings planted in the text, so that a test says what is found without finding it.

`{t 1939-10-05|5 October}` plants a time, `{f 25000 persons|25,000}` a figure (`180..200` a range), `{n person holt|Ann Holt}`
a name of the entity "holt"; the words after the bar stay in the text.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tellings.disagreements import find_disagreements
from tellings.model import (
    Account,
    Disagreement,
    Entity,
    Event,
    Figure,
    Findings,
    Name,
    Sentence,
    Silence,
    Span,
    Telling,
    Time,
)

_PLANTED = re.compile(r"\{([tfn]) ([^|{}]*)\|([^{}]*)\}")
_SENTENCE = re.compile(r"[^\n]+?(?:[.!?][\"”’]?(?= |$)|(?=\n|$))", re.MULTILINE)


@dataclass(frozen=True)
class Planted:
    """The text of one account without its marks, and what was planted: (letter, what, start, end)."""

    account: Account
    text: str
    marks: tuple[tuple[str, str, int, int], ...]

    def span(self, start: int, end: int) -> Span:
        """A span of the account."""
        return Span(self.account.id, start, end, self.text[start:end])

    def sentences(self) -> list[Sentence]:
        """The sentences of the account; a blank line begins a new paragraph."""
        found: list[Sentence] = []
        for m in _SENTENCE.finditer(self.text):
            start = m.start() + len(m.group()) - len(m.group().lstrip())
            paragraph = self.text.count("\n\n", 0, start) + 1
            found.append(Sentence(self.span(start, m.end()), len(found) + 1, paragraph, None))
        return found


def planted(title: str, marked: str) -> Planted:
    """An account from a marked text."""
    text, marks, at = "", [], 0
    for m in _PLANTED.finditer(marked):
        text += marked[at : m.start()]
        marks.append((m[1], m[2], len(text), len(text) + len(m[3])))
        text += m[3]
        at = m.end()
    text += marked[at:]
    return Planted(Account(title, f"source of {title}", 0, len(text), title), text, tuple(marks))


def days(value: str) -> tuple[int | None, int | None]:
    """The first and last day of a date value: a year, a month, a day, or two of them with a bar of `/`."""
    first, _, last = value.partition("T")[0].partition("/")
    low, high = _bounds(first), _bounds(last or first)
    return (low[0], high[1]) if low and high else (None, None)


def _bounds(value: str) -> tuple[int, int] | None:
    parts = [int(p) for p in value.split("-") if p]
    if not parts:
        return None
    year, month, day = (*parts, 1, 1)[:3] if len(parts) < 3 else parts
    first = date(year, month, day)
    if len(parts) == 1:
        last = date(year, 12, 31)
    elif len(parts) == 2:
        last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    else:
        last = first
    return first.toordinal(), last.toordinal()


def findings_of(accounts: Sequence[Planted]) -> Findings:
    """What is planted in the accounts, as the rooms before would hand it on."""
    times: list[Time] = []
    figures: list[Figure] = []
    names: list[Name] = []
    entities: dict[str, Entity] = {}
    for planted_in in accounts:
        for letter, what, start, end in planted_in.marks:
            span = planted_in.span(start, end)
            if letter == "t":
                kind = "TIME" if "T" in what else "DATE"
                edtf = what.partition("T")[0] or None
                times.append(Time(span, kind, what, edtf, *days(what), "gregorian", None, "planted"))
            elif letter == "f":
                number, _, unit = what.partition(" ")
                low, _, high = number.partition("..")
                ends = (float(low), float(high or low))
                figures.append(Figure(span, ends[0], *ends, unit or None, None, None, "planted"))
            else:
                kind, _, entity = what.partition(" ")
                entities.setdefault(entity, Entity(entity, span.text, kind))
                names.append(Name(span, kind, entity, "planted"))
    sentences = [s for a in accounts for s in a.sentences()]
    return Findings(
        tuple(sentences), tuple(times), tuple(figures), tuple(entities.values()), tuple(names), (), (), (), ()
    )


def event(accounts: Sequence[Planted], told: Mapping[str, Any], number: int = 1) -> Event:
    """An event that each account of `told` tells in the sentences of the numbers given; `silent` lists who does not."""
    tellings = []
    for a in accounts:
        spans = tuple(s.span for s in a.sentences() if s.number in told.get(a.account.id, ()))
        if spans:
            tellings.append(
                Telling(f"t{number}{a.account.id}", a.account.id, spans, probability=told.get("probability", 1.0))
            )
    silent = tuple(Silence(name, "silent", "covers the time and the subject") for name in told.get("silent", ()))
    silent += tuple(Silence(name, "not_covered", "ends before") for name in told.get("not_covered", ()))
    return Event(f"e{number}", tellings[0].spans[0], None, None, None, tuple(tellings), silent)


def compared(texts: Mapping[str, str], events: Sequence[Mapping[str, Any]] = ()) -> tuple[Disagreement, ...]:
    """The disagreements of marked texts with the events given; without any, all sentences of all accounts are one event."""
    accounts = [planted(title, text) for title, text in texts.items()]
    whole = {a.account.id: range(1, 100) for a in accounts}
    aligned = [event(accounts, told, n) for n, told in enumerate(events or [whole], 1)]
    return find_disagreements([a.account for a in accounts], findings_of(accounts), aligned, ())

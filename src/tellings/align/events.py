"""Groups of tellings -> events: label, time, grades and the reasons for the join."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tellings.model import Account, Event, Reason, Span, Telling, content_id

_LABEL = 120  # characters that a label has at most
_STOPS = re.compile(r"[;:.!?]\s|,\s|\s[-–—]\s")


def make_event(
    accounts: Sequence[Account],
    members: Sequence[Telling],
    probability: Mapping[str, float],
    reasons: Sequence[Reason],
    *,
    joined: float,
) -> Event:
    """The event that the tellings make. `probability` is how likely each belongs there; from `joined` on it is joined."""
    tellings = tuple(
        _merged([t for t in members if t.account == a.id], probability, joined)
        for a in accounts
        if any(t.account == a.id for t in members)
    )
    dated = _dated(tellings)
    return Event(
        content_id("e", *(t.id for t in tellings)),
        _label(dated or tellings[0]),
        dated.edtf if dated else None,
        dated.earliest if dated else None,
        dated.latest if dated else None,
        tellings,
        reasons=tuple(reasons),
        found_by="aligner",
    )


def _merged(own: Sequence[Telling], probability: Mapping[str, float], joined: float) -> Telling:
    """One account's tellings of one event as one: its spans, the most precise of its times, all its marks."""
    likely = max((probability.get(t.id, 1.0) for t in own), default=1.0)
    when = _dated(own) or own[0]
    spans = tuple(s for t in own for s in t.spans)
    return Telling(
        own[0].id if len(own) == 1 else content_id("t", own[0].account, *(f"{s.start}-{s.end}" for s in spans)),
        own[0].account,
        spans,
        when.edtf,
        when.earliest,
        when.latest,
        when.when,
        tuple(dict.fromkeys(w for t in own for w in t.who)),
        tuple(dict.fromkeys(m for t in own for m in t.marks)),
        "joined" if likely >= joined else "possible",
        round(likely, 3),
        when.carried,
    )


def _dated(tellings: Sequence[Telling]) -> Telling | None:
    """The telling with the most precise time: one that it names itself before one that is carried."""
    known = [t for t in tellings if t.earliest is not None and t.latest is not None]
    return min(known, key=lambda t: (t.carried, (t.latest or 0) - (t.earliest or 0)), default=None)


def _label(telling: Telling) -> Span:
    """A stretch of the telling's first span, to the letter, that ends where a clause does."""
    span = telling.spans[0]
    if len(span.text) <= _LABEL:
        return span
    ends = [m.start() for m in _STOPS.finditer(span.text, 40, _LABEL)]
    end = ends[-1] if ends else span.text.rfind(" ", 0, _LABEL)
    end = end if end > 0 else _LABEL
    return Span(span.account, span.start, span.start + end, span.text[:end])


def in_order(events: Sequence[Event], accounts: Sequence[Account]) -> tuple[Event, ...]:
    """The events in the order of time; one without a time stands after the event told before it in its own account."""
    column = {a.id: n for n, a in enumerate(accounts)}
    known: dict[str, list[tuple[int, int]]] = {a.id: [] for a in accounts}
    for event in events:
        if event.earliest is not None:
            for telling in event.tellings:
                known[telling.account].append((telling.spans[0].start, event.earliest))
    before = {account: sorted(times) for account, times in known.items()}

    def place(event: Event) -> tuple[float, int, int, int]:
        first = event.tellings[0]
        start = first.spans[0].start
        if event.earliest is not None:
            return (event.earliest, 0, column[first.account], start)
        told = [day for at, day in before[first.account] if at < start]
        return (told[-1] if told else float("-inf"), 1, column[first.account], start)

    return tuple(sorted(events, key=place))

"""Groups of tellings -> events: label, time, grades and the reasons for the join."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import combinations

from tellings.align.weights import Joins
from tellings.model import Account, Event, Reason, Span, Telling, content_id

_LABEL = 120  # characters that a label has at most
_STOPS = re.compile(r"[;:.!?]\s|,\s|\s[-–—]\s")


def make_event(accounts: Sequence[Account], group: Sequence[int], joins: Joins) -> Event:
    """The event that the tellings of these numbers make: a telling for each account, with grade, and why they are joined."""
    columns = [own for a in accounts if (own := [i for i in group if joins.tellings[i].account == a.id])]
    tellings = tuple(_merged(own, [i for i in group if i not in own], joins) for own in columns)
    dated = most_precise(tellings)
    said = dated if dated and not dated.carried else None
    return Event(
        content_id("e", *(t.id for t in tellings)),
        _label(dated or tellings[0]),
        said.edtf if said else None,
        dated.earliest if dated else None,
        dated.latest if dated else None,
        tellings,
        reasons=tuple(_reasons(columns, tellings, joins)),
        found_by="aligner",
    )


def _merged(own: Sequence[int], others: Sequence[int], joins: Joins) -> Telling:
    """One account's tellings of one event as one: its spans, the most precise of its times, all its marks."""
    told = [joins.tellings[i] for i in own]
    best = joins.best(own, others)
    likely = best[0] if best else 1.0
    when = most_precise(told) or told[0]
    spans = tuple(s for t in told for s in t.spans)
    return Telling(
        told[0].id if len(told) == 1 else content_id("t", told[0].account, *(f"{s.start}-{s.end}" for s in spans)),
        told[0].account,
        spans,
        when.edtf,
        when.earliest,
        when.latest,
        when.when,
        tuple(dict.fromkeys(w for t in told for w in t.who)),
        tuple(dict.fromkeys(m for t in told for m in t.marks)),
        "joined" if likely >= joins.weights.joined else "possible",
        likely,
        when.carried,
    )


def _reasons(columns: Sequence[Sequence[int]], tellings: Sequence[Telling], joins: Joins) -> Iterable[Reason]:
    """The sum behind the likeliest pair of each two accounts."""
    for (one, first), (two, second) in combinations(zip(columns, tellings, strict=True), 2):
        if best := joins.best(one, two):
            yield from joins.reasons(best[1], (first.id, second.id))


def most_precise(tellings: Sequence[Telling]) -> Telling | None:
    """The telling whose time decides: named rather than carried, met by the times of most others, and the most precise."""
    known = [t for t in tellings if t.earliest is not None and t.latest is not None]

    def rank(telling: Telling) -> tuple[bool, int, int]:
        meets = sum(_meet(telling, other) for other in known if other.carried == telling.carried)
        return telling.carried, -meets, (telling.latest or 0) - (telling.earliest or 0)

    return min(known, key=rank, default=None)


def _meet(one: Telling, two: Telling) -> bool:
    return (one.earliest or 0) <= (two.latest or 0) and (two.earliest or 0) <= (one.latest or 0)


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
    dated: dict[str, list[tuple[int, int]]] = {a.id: [] for a in accounts}
    for event in events:
        if event.earliest is not None:
            for telling in event.tellings:
                dated[telling.account].append((telling.spans[0].start, event.earliest))
    for days in dated.values():
        days.sort()

    def place(event: Event) -> tuple[float, int, int, int]:
        first = event.tellings[0]
        start = first.spans[0].start
        if event.earliest is not None:
            return event.earliest, 0, column[first.account], start
        days = dated[first.account]
        before = bisect_left(days, (start,))
        return days[before - 1][1] if before else float("-inf"), 1, column[first.account], start

    return tuple(sorted(events, key=place))

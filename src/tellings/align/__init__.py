"""Tellings -> events, by additive weights that can be shown; shared passages; agreement; silence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tellings.model import Account, Event, Findings, Reason, Shared, Source, Telling, content_id


def _words(telling: Telling) -> frozenset[str]:
    return frozenset(w for s in telling.spans for w in re.findall(r"\w{5,}", s.text.lower()))


def find_shared(sources: Sequence[Source], accounts: Sequence[Account], findings: Findings) -> tuple[Shared, ...]:
    """The passages whose wording two accounts have in common."""
    return ()


def align_tellings(accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared]) -> tuple[Event, ...]:
    """Events over all accounts, in the order of time; a happening that one account alone tells is an event too."""
    events: list[list[Telling]] = []
    reasons: list[list[Reason]] = []
    for telling in findings.tellings:
        mine = _words(telling)
        for event, why in zip(events, reasons, strict=True):
            common = mine & _words(event[0])
            if event[0].account != telling.account and len(common) >= 5:
                event.append(telling)
                why.append(
                    Reason(
                        (event[0].id, telling.id),
                        "words",
                        float(len(common)),
                        "in common: " + ", ".join(sorted(common)),
                    )
                )
                break
        else:
            events.append([telling])
            reasons.append([])
    return tuple(_event(e, r) for e, r in zip(events, reasons, strict=True))


def _event(tellings: Sequence[Telling], reasons: Sequence[Reason]) -> Event:
    dated = next((t for t in tellings if t.edtf), tellings[0])
    return Event(
        content_id("e", *(t.id for t in tellings)),
        tellings[0].spans[0],
        dated.edtf,
        dated.earliest,
        dated.latest,
        tuple(tellings),
        reasons=tuple(reasons),
        found_by="aligner",
    )

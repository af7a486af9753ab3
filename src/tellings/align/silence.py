"""Why an account does not tell an event: it is silent, it does not cover the time or the subject, or its text ends before.

An account is called silent only where it tells the events around: something that the teller of the event tells shortly
before it and something shortly after it, and nothing of the event's time lies outside the account's own dates.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

from tellings.model import Account, Event, Findings, Sentence, Silence, Span, Telling

AROUND = 10  # tellings before and after within which the teller of an event meets the other account
_CLOSED = frozenset(".!?…\"'”’»)]")


@dataclass(frozen=True, slots=True)
class _Cover:
    """What an account covers: its first and last dated day, whether its text breaks off, and where others meet it."""

    account: str
    earliest: int | None
    latest: int | None
    breaks_off: bool
    met: dict[str, list[int]]


def with_silences(events: Sequence[Event], accounts: Sequence[Account], findings: Findings) -> list[Event]:
    """The events, each with a silence for every account that does not tell it."""
    number = {t.spans[0]: n for n, t in enumerate(findings.tellings)}
    covers = [_cover(a.id, events, findings, number) for a in accounts]
    return [
        replace(
            e, silent=tuple(_silence(e, c, number) for c in covers if c.account not in {t.account for t in e.tellings})
        )
        for e in events
    ]


def _cover(account: str, events: Sequence[Event], findings: Findings, number: dict[Span, int]) -> _Cover:
    own = [t for t in findings.tellings if t.account == account]
    said = [t for t in own if t.earliest is not None and not t.carried]
    met: dict[str, list[int]] = {}
    for event in events:
        if any(t.account == account for t in event.tellings):
            for telling in event.tellings:
                met.setdefault(telling.account, []).append(number[telling.spans[0]])
    return _Cover(
        account,
        min((t.earliest for t in said if t.earliest is not None), default=None),
        max((t.latest for t in said if t.latest is not None), default=None),
        _breaks_off([s for s in findings.sentences if s.span.account == account]),
        {teller: sorted(places) for teller, places in met.items()},
    )


def _breaks_off(sentences: Sequence[Sentence]) -> bool:
    """The account's last narrative sentence has no end."""
    told = [s for s in sentences if s.role == "narrative"]
    return bool(told) and told[-1].span.text[-1:] not in _CLOSED


def _silence(event: Event, cover: _Cover, number: dict[Span, int]) -> Silence:
    after = cover.latest is not None and event.earliest is not None and event.earliest > cover.latest
    before = cover.earliest is not None and event.latest is not None and event.latest < cover.earliest
    if after and cover.breaks_off:
        return Silence(cover.account, "text_ends", "its text breaks off before this happens")
    if before or after:
        side = "begin after" if before else "end before"
        return Silence(cover.account, "not_covered", f"its own dates {side} this happens")
    if any(_surrounded(t, cover, number[t.spans[0]]) for t in event.tellings):
        return Silence(cover.account, "silent", "it tells what comes before and what comes after, but not this")
    return Silence(cover.account, "not_covered", "it tells nothing of what is told around this")


def _surrounded(telling: Telling, cover: _Cover, place: int) -> bool:
    """The teller meets the account in another event shortly before this telling and shortly after it."""
    places = cover.met.get(telling.account, [])
    at = bisect_left(places, place)
    return 0 < at < len(places) and place - places[at - 1] <= AROUND and places[at] - place <= AROUND

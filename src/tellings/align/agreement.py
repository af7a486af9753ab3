"""What the tellings of an event say alike, and how many hands say it: accounts that share wording there count as one."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations, product
from typing import TypeVar

from tellings.model import Agreement, Event, Figure, Findings, Name, Shared, Span, Telling, Time

MOST = 3  # figures, places and actors that an event shows
LONGEST = 400  # days: what is less precise than about a year is no agreement on a date
Found = TypeVar("Found", Time, Figure, Name)
WORDS = 120  # characters of a shared wording that are shown
_KINDS = {"place": "place", "person": "actor", "organisation": "actor"}


@dataclass(frozen=True, slots=True)
class _Found:
    """What one account's telling of an event holds."""

    account: str
    spans: tuple[Span, ...]
    times: tuple[Time, ...]
    figures: tuple[Figure, ...]
    names: tuple[Name, ...]


def with_agreements(events: Sequence[Event], findings: Findings, shared: Sequence[Shared]) -> list[Event]:
    """The events, each with what two accounts or more say alike of its date, figures, places, actors, and in what words."""
    label = {e.id: (e.label, _KINDS.get(e.kind)) for e in findings.entities}
    often = Counter(n.entity for n in findings.names)
    inside = _Inside(findings)
    copies: dict[tuple[str, str], list[Shared]] = {}
    for passage in shared:
        copies.setdefault((passage.a.account, passage.b.account), []).append(passage)
    return [
        replace(e, agree=tuple(_agreements(inside.read(e), copies, label, often))) if len(e.tellings) > 1 else e
        for e in events
    ]


class _Inside:
    """The times, figures and names of each account, to be looked up by span."""

    def __init__(self, findings: Findings) -> None:
        self.times = _by_account(findings.times)
        self.figures = _by_account(findings.figures)
        self.names = _by_account(findings.names)

    def read(self, event: Event) -> list[_Found]:
        return [
            _Found(
                t.account,
                t.spans,
                tuple(_within(self.times, t)),
                tuple(_within(self.figures, t)),
                tuple(_within(self.names, t)),
            )
            for t in event.tellings
        ]


def _by_account(found: Sequence[Found]) -> dict[str, list[Found]]:
    held: dict[str, list[Found]] = {}
    for one in sorted(found, key=lambda f: f.span.start):
        held.setdefault(one.span.account, []).append(one)
    return held


def _within(found: Mapping[str, Sequence[Found]], telling: Telling) -> Iterator[Found]:
    """What begins in the spans of a telling."""
    own = found.get(telling.account, ())
    for span in telling.spans:
        first, last = (bisect_left(own, at, key=lambda f: f.span.start) for at in (span.start, span.end))
        yield from own[first:last]


def _agreements(
    told: Sequence[_Found],
    shared: Mapping[tuple[str, str], Sequence[Shared]],
    label: Mapping[str, tuple[str, str | None]],
    often: Mapping[str, int],
) -> Iterator[Agreement]:
    copies = [
        passage
        for one, two in product(told, repeat=2)
        for passage in shared.get((one.account, two.account), ())
        if _meets(passage.a, one.spans) and _meets(passage.b, two.spans)
    ]
    hands = _hands([t.account for t in told], copies)
    for on, words, accounts in [*_dates(told), *_figures(told), *_names(told, label, often)]:
        yield Agreement(on, tuple(accounts), len({hands[a] for a in accounts}), words)
    for passage in copies[:MOST]:
        words = " ".join(passage.a.text.split())
        shown = words if len(words) <= WORDS else words[:WORDS].rsplit(" ", 1)[0] + " …"
        yield Agreement("wording", (passage.a.account, passage.b.account), 1, shown)


def _meets(side: Span, spans: Iterable[Span]) -> bool:
    return any(s.start < side.end and side.start < s.end for s in spans)


def _hands(accounts: Sequence[str], copies: Sequence[Shared]) -> dict[str, str]:
    """For each account the first of those whose wording it shares, by however many steps."""
    hand = {a: a for a in accounts}
    for passage in copies:
        one, two = hand[passage.a.account], hand[passage.b.account]
        hand = {a: one if h == two else h for a, h in hand.items()}
    return hand


def _dates(told: Sequence[_Found]) -> list[tuple[str, str, list[str]]]:
    """The most precise date that another account's date can mean too."""
    dated = [(t.account, x) for t in told for x in t.times if x.type in ("DATE", "TIME") and _length(x) <= LONGEST]
    best = None
    for (account, time), (other_account, other) in combinations(dated, 2):
        if account != other_account and _meet(time, other):
            precise = min(time, other, key=_length)
            accounts = list(dict.fromkeys(a for a, x in dated if _meet(precise, x)))
            if best is None or (-len(accounts), _length(precise)) < best[0]:
                best = ((-len(accounts), _length(precise)), ("date", precise.edtf or precise.value, accounts))
    return [best[1]] if best else []


def _length(time: Time) -> int:
    if time.edtf is None or time.earliest is None or time.latest is None:
        return LONGEST + 1
    return time.latest - time.earliest


def _meet(one: Time, two: Time) -> bool:
    if one.earliest is None or one.latest is None or two.earliest is None or two.latest is None:
        return False
    return one.earliest <= two.latest and two.earliest <= one.latest


def _figures(told: Sequence[_Found]) -> list[tuple[str, str, list[str]]]:
    """Figures of the same value and unit."""
    said: dict[tuple[float, str | None], list[tuple[str, Figure]]] = {}
    for t in told:
        for figure in t.figures:
            if figure.value is not None:
                said.setdefault((figure.value, figure.unit), []).append((t.account, figure))
    alike = [("figure", _figure_words(held[0][1]), list(dict.fromkeys(a for a, _ in held))) for held in said.values()]
    return [found for found in alike if len(found[2]) > 1][:MOST]


def _figure_words(figure: Figure) -> str:
    counted = figure.counted.text if figure.counted else ""
    return figure.span.text if counted in figure.span.text else f"{figure.span.text} {counted}"


def _names(
    told: Sequence[_Found], label: Mapping[str, tuple[str, str | None]], often: Mapping[str, int]
) -> list[tuple[str, str, list[str]]]:
    """The places and actors that more than one account names, the rarest first."""
    said: dict[str, list[str]] = {}
    for t in told:
        for entity in dict.fromkeys(n.entity for n in t.names):
            said.setdefault(entity, []).append(t.account)
    common = sorted((e for e, accounts in said.items() if len(accounts) > 1), key=lambda e: (often[e], label[e][0]))
    found = [(kind, words, said[e]) for e in common for words, kind in [label[e]] if kind]
    return [f for k in ("place", "actor") for f in [x for x in found if x[0] == k][:MOST]]

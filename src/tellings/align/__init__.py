"""Tellings -> events, by additive weights that can be shown; shared passages; agreement; silence."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

import numpy as np

from tellings.align.events import in_order, make_event
from tellings.align.features import describe_pairs
from tellings.align.group import group_tellings
from tellings.align.weights import Weights, load_weights
from tellings.model import Account, Event, Findings, Reason, Shared, Source, Telling

__all__ = ["align_tellings", "find_shared"]

SHOWN_REASONS = 5  # the weightiest parts of a sum that are kept as its reasons


def find_shared(sources: Sequence[Source], accounts: Sequence[Account], findings: Findings) -> tuple[Shared, ...]:
    """The passages whose wording two accounts have in common."""
    return ()


def align_tellings(accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared]) -> tuple[Event, ...]:
    """Events over all accounts, in the order of time; a happening that one account alone tells is an event too."""
    tellings, weights = findings.tellings, load_weights()
    pairs = describe_pairs(tellings, findings.figures)
    likely = weights.probability(pairs)
    probability = {(int(i), int(j)): float(p) for i, j, p in zip(pairs.left, pairs.right, likely, strict=True)}
    groups = group_tellings(tellings, probability, least=weights.possible)
    parts = weights.add_up(pairs) if pairs.columns else np.zeros((0, 0))
    row = {pair: n for n, pair in enumerate(probability)}
    events = []
    for group in groups:
        inside = [(i, j) for i in group for j in group if (i, j) in probability]
        belongs: dict[str, list[float]] = defaultdict(list)
        for i, j in inside:
            belongs[tellings[i].id].append(probability[i, j])
            belongs[tellings[j].id].append(probability[i, j])
        why = [r for i, j in inside for r in _reasons(tellings[i], tellings[j], parts[row[i, j]], weights)]
        best = {t: max(p) for t, p in belongs.items()}
        events.append(make_event(accounts, [tellings[i] for i in group], best, why, joined=weights.joined))
    grouped = {i for g in groups for i in g}
    alone = [t for i, t in enumerate(tellings) if i not in grouped and "asked" not in t.marks]
    events += [make_event(accounts, [t], {}, (), joined=weights.joined) for t in alone]
    return in_order(events, accounts)


def _reasons(one: Telling, two: Telling, parts: Sequence[float], weights: Weights) -> list[Reason]:
    """The weightiest parts of the sum that joined two tellings."""
    ranked = sorted(
        zip(weights.columns, (round(float(p), 2) for p in parts), strict=True), key=lambda x: (-abs(x[1]), x[0])
    )
    return [Reason((one.id, two.id), name, weight, name) for name, weight in ranked[:SHOWN_REASONS] if weight]

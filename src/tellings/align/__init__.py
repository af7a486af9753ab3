"""Tellings -> events, by additive weights that can be shown; shared passages; agreement; silence."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.align.agreement import with_agreements
from tellings.align.events import in_order, make_event
from tellings.align.group import group_tellings
from tellings.align.shared import find_passages as find_shared
from tellings.align.silence import with_silences
from tellings.align.weights import Joins, load_weights, weigh_tellings
from tellings.model import Account, Event, Findings, Shared

__all__ = ["align_tellings", "find_shared", "regroup_tellings"]

_NO_HAPPENING = frozenset({"asked", "hypothetical", "remark"})


def align_tellings(accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared]) -> tuple[Event, ...]:
    """Events over all accounts, in the order of time; a happening that one account alone tells is an event too."""
    tellings, joins = findings.tellings, _joins(findings)
    groups = group_tellings(tellings, joins.probability, least=joins.weights.possible)
    grouped = {i for group in groups for i in group}
    alone = [[i] for i, t in enumerate(tellings) if i not in grouped and not _NO_HAPPENING.intersection(t.marks)]
    return _events(accounts, findings, shared, [*groups, *alone], joins)


def regroup_tellings(
    accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared], groups: Sequence[Sequence[int]]
) -> tuple[Event, ...]:
    """The events that a person's grouping of the tellings, by their numbers in `findings.tellings`, makes."""
    return _events(accounts, findings, shared, groups, _joins(findings))


def _joins(findings: Findings) -> Joins:
    return weigh_tellings(findings.tellings, load_weights())


def _events(
    accounts: Sequence[Account],
    findings: Findings,
    shared: Sequence[Shared],
    groups: Sequence[Sequence[int]],
    joins: Joins,
) -> tuple[Event, ...]:
    made = [make_event(accounts, group, joins) for group in groups]
    return in_order(with_agreements(with_silences(made, accounts, findings), findings, shared), accounts)

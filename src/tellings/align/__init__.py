"""Tellings -> events, by additive weights that can be shown; shared passages; agreement; silence."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tellings.align.agreement import with_agreements
from tellings.align.events import in_order, make_event
from tellings.align.group import NO_HAPPENING, group_tellings, least_worth_joining
from tellings.align.shared import find_passages as find_shared
from tellings.align.silence import with_silences
from tellings.align.weights import Joins, Weights, load_weights, weigh_tellings
from tellings.model import Account, Event, Findings, Join, Shared

__all__ = ["Alignment", "align_tellings", "find_shared", "likely_joins", "regroup_tellings"]

UNLIKELY = 0.02  # the probability of a pair that is not worth handing on


@dataclass(frozen=True, slots=True)
class Alignment:
    """The events, and how likely each two tellings of two accounts are to be of one happening, joined or not."""

    events: tuple[Event, ...]
    joins: tuple[Join, ...]


def align_tellings(
    accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared], *, weights: Weights | None = None
) -> Alignment:
    """Events over all accounts, in the order of time; a happening that one account alone tells is an event too.

    `weights` stand in place of those that the package ships with.
    """
    tellings, joins = findings.tellings, weigh_tellings(findings.tellings, weights or load_weights())
    groups = group_tellings(tellings, joins.probability, least=least_worth_joining(joins.probability.values()))
    grouped = {i for group in groups for i in group}
    alone = [[i] for i, t in enumerate(tellings) if i not in grouped and not NO_HAPPENING.intersection(t.marks)]
    return Alignment(_events(accounts, findings, shared, [*groups, *alone], joins), _likely(joins))


def likely_joins(findings: Findings) -> tuple[Join, ...]:
    """How likely each two tellings are to be of one happening, whatever events a person made of them."""
    return _likely(_joins(findings))


def regroup_tellings(
    accounts: Sequence[Account], findings: Findings, shared: Sequence[Shared], groups: Sequence[Sequence[int]]
) -> tuple[Event, ...]:
    """The events that a person's grouping of the tellings, by their numbers in `findings.tellings`, makes."""
    return _events(accounts, findings, shared, groups, _joins(findings))


def _joins(findings: Findings) -> Joins:
    return weigh_tellings(findings.tellings, load_weights())


def _likely(joins: Joins) -> tuple[Join, ...]:
    told = joins.tellings
    return tuple(Join(told[i], told[j], p) for (i, j), p in sorted(joins.probability.items()) if p >= UNLIKELY)


def _events(
    accounts: Sequence[Account],
    findings: Findings,
    shared: Sequence[Shared],
    groups: Sequence[Sequence[int]],
    joins: Joins,
) -> tuple[Event, ...]:
    made = [make_event(accounts, group, joins) for group in groups]
    return in_order(with_agreements(with_silences(made, accounts, findings), findings, shared), accounts)

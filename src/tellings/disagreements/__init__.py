"""Events -> disagreements: one small module a kind, each `find(context) -> list[Draft]`."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.disagreements import (
    actor,
    arithmetic,
    attribution,
    cause,
    date,
    details,
    distance,
    figure,
    framing,
    members,
    naming,
    omission,
    place,
    positions,
    retold,
    sequence,
    share,
)
from tellings.disagreements.context import Context, Draft
from tellings.disagreements.probability import load_weights, weigh
from tellings.disagreements.rank import finished
from tellings.model import Account, Disagreement, Event, Findings, Join, Shared

KINDS = (
    arithmetic.find,
    date.find,
    figure.find,
    share.find,
    framing.find,
    distance.find,
    naming.find,
    retold.find,
    positions.find,
    actor.find,
    members.find,
    attribution.find,
    cause.find,
    place.find,
    sequence.find,
    omission.find,
    details.find,
)


def find_disagreements(
    accounts: Sequence[Account],
    findings: Findings,
    events: Sequence[Event],
    shared: Sequence[Shared],
    *,
    joins: Sequence[Join] = (),
) -> tuple[Disagreement, ...]:
    """The typed differences between tellings, and inside one account, weightiest first.

    `joins` says how likely any two tellings are to be of one happening: what no event joins is compared too, where they are likely enough.
    """
    context = Context(accounts, findings, events, shared, joins=joins)
    weights = load_weights()
    return finished(context, weigh(context, find_drafts(context), weights), shown=weights.shown)


def find_drafts(context: Context) -> list[Draft]:
    """What the rules of all kinds find, before it is weighed."""
    return [draft for find in KINDS for draft in find(context)]

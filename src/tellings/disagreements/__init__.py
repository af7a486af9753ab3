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
from tellings.disagreements.context import Context
from tellings.disagreements.rank import finished
from tellings.model import Account, Disagreement, Event, Findings, Shared

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
    accounts: Sequence[Account], findings: Findings, events: Sequence[Event], shared: Sequence[Shared]
) -> tuple[Disagreement, ...]:
    """The typed differences between the tellings of each event, and inside one account, weightiest first."""
    context = Context(accounts, findings, events, shared)
    return finished(context, [draft for find in KINDS for draft in find(context)])

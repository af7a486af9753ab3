"""Events -> disagreements: one small module a kind, each `find(context) -> list[Disagreement]`."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.model import Account, Disagreement, Event, Findings, Shared


def find_disagreements(
    accounts: Sequence[Account], findings: Findings, events: Sequence[Event], shared: Sequence[Shared]
) -> tuple[Disagreement, ...]:
    """The typed differences between the tellings of each event, and inside one account, weightiest first."""
    return ()

"""The pipeline: paths in, a dossier out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from tellings.align import align_tellings, find_shared
from tellings.disagreements import find_disagreements
from tellings.errors import TellingsError
from tellings.extract import extract_findings
from tellings.model import Account, Dossier
from tellings.read import DEFAULT_LIMIT, read_inputs
from tellings.split import split_source

STAGES = ("reading", "finding times, figures and names", "joining what is told twice", "comparing")


def compare(
    paths: Sequence[str | Path],
    *,
    accounts: Sequence[str] = (),
    limit: int = DEFAULT_LIMIT,
    progress: Callable[[str], object] | None = None,
) -> Dossier:
    """The dossier of the accounts in `paths` (files or folders) and `accounts` ("Title=path").

    Files over `limit` bytes are passed over. `progress` is called with the name of each of STAGES as it begins.
    Raises TellingsError where nothing could be read at all.
    """
    step = progress or (lambda _: None)
    step(STAGES[0])
    inputs = read_inputs(paths, named=accounts, limit=limit)
    if not inputs.sources:
        raise TellingsError("nothing could be read:\n" + "\n".join(f"  {p.name}: {p.why}" for p in inputs.passed_over))
    cuts = [split_source(s, declared=[d for d in inputs.declared if d.source == s.id]) for s in inputs.sources]
    found_accounts = tuple(account for cut, _ in cuts for account in cut)
    step(STAGES[1])
    findings = extract_findings(inputs.sources, found_accounts)
    step(STAGES[2])
    shared = find_shared(found_accounts, findings)
    events = align_tellings(found_accounts, findings, shared)
    step(STAGES[3])
    return Dossier(
        sources=inputs.sources,
        accounts=found_accounts,
        sentences=findings.sentences,
        times=findings.times,
        figures=findings.figures,
        entities=findings.entities,
        names=findings.names,
        attributions=findings.attributions,
        tellings=findings.tellings,
        events=events,
        positions=findings.positions,
        disagreements=find_disagreements(found_accounts, findings, events, shared),
        shared=shared,
        unplaced=findings.unplaced,
        passed_over=inputs.passed_over,
        notices=(*inputs.notices, *(notice for _, notices in cuts for notice in notices), *_alone(found_accounts)),
    )


def _alone(accounts: Sequence[Account]) -> tuple[str, ...]:
    if len(accounts) > 1:
        return ()
    return (
        "There is one account only: it gives a timeline and its own inconsistencies, and nothing to compare it with.",
    )

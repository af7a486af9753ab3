"""The pipeline: paths in, a dossier out."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from tellings.align import align_tellings, find_shared
from tellings.disagreements import find_disagreements
from tellings.extract import extract_findings
from tellings.model import Dossier
from tellings.read import DEFAULT_LIMIT, read_inputs
from tellings.split import split_source


def compare(paths: Sequence[str | Path], *, accounts: Sequence[str] = (), limit: int = DEFAULT_LIMIT) -> Dossier:
    """The dossier of the accounts in `paths` (files or folders) and `accounts` ("Title=path")."""
    inputs = read_inputs(paths, named=accounts, limit=limit)
    cuts = [split_source(s, declared=[d for d in inputs.declared if d.source == s.id]) for s in inputs.sources]
    found_accounts = tuple(account for cut, _ in cuts for account in cut)
    findings = extract_findings(inputs.sources, found_accounts)
    shared = find_shared(inputs.sources, found_accounts, findings)
    events = align_tellings(found_accounts, findings, shared)
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
        notices=inputs.notices + tuple(notice for _, notices in cuts for notice in notices),
    )

"""The pipeline: paths in, a dossier out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from tellings import language
from tellings.align import align_tellings, find_shared
from tellings.align.encoder import using as using_encoder
from tellings.disagreements import find_disagreements
from tellings.errors import TellingsError
from tellings.extract import extract_findings
from tellings.model import Account, Dossier, Time
from tellings.read import DEFAULT_LIMIT, read_inputs
from tellings.split import split_source

STAGES = ("reading", "finding times, figures and names", "joining what is told twice", "comparing")


def compare(
    paths: Sequence[str | Path],
    *,
    accounts: Sequence[str] = (),
    limit: int = DEFAULT_LIMIT,
    model: str | None = None,
    encoder: str | Path | None = None,
    progress: Callable[[str], object] | None = None,
) -> Dossier:
    """The dossier of the accounts in `paths` (files or folders) and `accounts` ("Title=path").

    Files over `limit` bytes are passed over. `model` names an installed spaCy pipeline (or its folder) to tag, parse and
    find names with in place of the one that ships, `encoder` a folder with `model.onnx` and `tokenizer.json` to tell what
    is alike with in place of the small one that ships; a notice of the dossier names each. `progress` is called with the name
    of each of STAGES as it begins.
    Raises TellingsError where nothing could be read at all, or `model` or `encoder` cannot be used.
    """
    with language.using(model) as tagged, using_encoder(encoder) as encoded:
        dossier = _compare(paths, accounts, limit, progress or (lambda _: None))
    used = {"model": tagged, "encoder": encoded}
    notices = (f"{name} was used in place of the {what} that ships." for what, name in used.items() if name)
    return replace(dossier, notices=(*dossier.notices, *notices))


def _compare(
    paths: Sequence[str | Path], accounts: Sequence[str], limit: int, step: Callable[[str], object]
) -> Dossier:
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
    aligned = align_tellings(found_accounts, findings, shared)
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
        events=aligned.events,
        positions=findings.positions,
        disagreements=find_disagreements(found_accounts, findings, aligned.events, shared, joins=aligned.joins),
        shared=shared,
        unplaced=findings.unplaced,
        passed_over=inputs.passed_over,
        notices=(
            *inputs.notices,
            *(notice for _, notices in cuts for notice in notices),
            *_lent(found_accounts, findings.times),
            *_alone(found_accounts),
        ),
    )


def _lent(accounts: Sequence[Account], times: Sequence[Time]) -> Iterator[str]:
    """Which accounts were read with the day of another, for they do not say their own."""
    title = {account.id: account.title for account in accounts}
    lent: defaultdict[str, list[str]] = defaultdict(list)
    for time in times:
        if time.lent_by not in (None, time.span.account):
            lent[time.anchor or ""].append(title[time.span.account])
    for why, borrowers in lent.items():
        yield (
            f"{', '.join(dict.fromkeys(borrowers))}: {len(borrowers)} times that do not say of which day or year they are "
            f"were read with another account's ({why})"
        )


def _alone(accounts: Sequence[Account]) -> tuple[str, ...]:
    if len(accounts) > 1:
        return ()
    return (
        "There is one account only: it gives a timeline and its own inconsistencies, and nothing to compare it with.",
    )

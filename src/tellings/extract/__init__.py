"""Accounts -> what is found in them: sentences, times, figures, names, attributions, tellings."""

from __future__ import annotations

from collections.abc import Sequence

from tellings import language
from tellings.extract.attributions import find_attributions
from tellings.extract.figures import find_figures
from tellings.extract.names import find_names
from tellings.extract.positions import find_positions
from tellings.extract.references import find_references
from tellings.extract.sentences import find_sentences
from tellings.extract.tellings import find_tellings
from tellings.extract.times import find_times
from tellings.model import Account, Findings, Source


def extract_findings(sources: Sequence[Source], accounts: Sequence[Account]) -> Findings:
    """All that is found in the accounts, account by account, before they are compared."""
    text_of = {source.id: source for source in sources}
    sentences, figures, attributions, tellings = [], [], [], []
    analyses = []
    for account in accounts:
        source = text_of[account.source]
        analysis = language.analyse(source.text, account.start, account.end)
        analyses.append(analysis)
        sentences += find_sentences(source, account, analysis)
    here = {a.id: [s for s in sentences if s.span.account == a.id] for a in accounts}
    entities, names = find_names(sources, accounts, analyses, here)
    times, unplaced = find_times({s.id: s.text for s in sources}, accounts, here, names)
    for account, analysis in zip(accounts, analyses, strict=True):
        source = text_of[account.source]
        own_times = [t for t in times if t.span.account == account.id]
        found_figures = find_figures(source, account, analysis, own_times)
        figures += found_figures
        own_names = [n for n in names if n.span.account == account.id]
        attributions += find_attributions(source, account, analysis, here[account.id], own_names)
    entities, names = find_references(
        text_of,
        dict(zip(accounts, analyses, strict=True)),
        entities=entities,
        names=names,
        attributions=attributions,
    )
    positions = []
    for account, analysis in zip(accounts, analyses, strict=True):
        own_times = [t for t in times if t.span.account == account.id]
        own_names = [n for n in names if n.span.account == account.id]
        held = find_positions(
            text_of[account.source],
            account,
            analysis,
            sentences=here[account.id],
            times=own_times,
            names=own_names,
        )
        positions += held
        later = {p.span for p in held}
        tellings += find_tellings(
            account,
            [s for s in here[account.id] if s.span not in later],
            own_times,
            own_names,
            [a for a in attributions if a.content.account == account.id],
        )
    return Findings(
        tuple(sentences),
        tuple(times),
        tuple(figures),
        tuple(entities),
        tuple(names),
        tuple(attributions),
        tuple(tellings),
        tuple(positions),
        tuple(unplaced),
    )

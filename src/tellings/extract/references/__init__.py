"""Words that stand for a named actor: titles tied to a name, capitals that act, pronouns, the witness.

They join the names as mentions of the entity, with the kind "title" or "pronoun"; a capital that acts keeps its kind and
has the state's entity. Why is told in the entity's reasons.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from tellings.extract.attributions.phrases import questions
from tellings.extract.quotes import find_quotes
from tellings.extract.references.capitals import acting_capitals
from tellings.extract.references.pronouns import find_pronouns
from tellings.extract.references.reading import Reading, Reference
from tellings.extract.references.sexes import sexes_of
from tellings.extract.references.titles import find_titles
from tellings.extract.references.witness import find_first_persons, find_teller
from tellings.language import Analysis
from tellings.model import Account, Attribution, Entity, Name, Source, Span


def find_references(
    sources: Mapping[str, Source],
    analyses: Mapping[Account, Analysis],
    *,
    entities: Sequence[Entity],
    names: Sequence[Name],
    attributions: Sequence[Attribution],
) -> tuple[list[Entity], list[Name]]:
    """The entities, with witnesses who have no name, and the names with all that stands for one, in order of the text."""
    known = {entity.id: entity for entity in entities}
    reasons: dict[str, dict[str, None]] = defaultdict(dict)
    sexes = sexes_of({account.id: sources[account.source].text for account in analyses}, names)
    found: list[Name] = []
    for account, analysis in analyses.items():
        own = [n for n in names if n.span.account == account.id]
        reading = _read(sources[account.source], account, analysis, own, known)
        lands = {e.label: e.id for e in known.values() if e.kind == "place"}
        _add(reading, acting_capitals(reading, lands), reasons)
        _add(reading, find_titles(reading), reasons)
        _add(reading, find_pronouns(reading, sexes), reasons)
        said = [a for a in attributions if a.content.account == account.id]
        teller = find_teller(reading, account, known.values())
        known |= {teller.id: teller} if teller else {}
        _add(reading, find_first_persons(reading, said, _speakers(reading, said), teller.id if teller else ""), reasons)
        found += reading.names
    used = {name.entity for name in found}
    told = (replace(e, reasons=(*e.reasons, *(r for r in reasons[e.id] if r not in e.reasons))) for e in known.values())
    return [entity for entity in told if entity.id in used], found


def _read(
    source: Source, account: Account, analysis: Analysis, names: list[Name], entities: Mapping[str, Entity]
) -> Reading:
    """An account with its quotations; what a lawyer asks in a transcript counts as one."""
    quotes = [(q.start, q.end) for q in find_quotes(source, account) if q.kind != "title"]
    quotes = sorted(quotes + questions(source.text, account))
    kinds = {n.entity: entities[n.entity].kind for n in names}
    return Reading(
        account.id, source.text, account.start, account.end, analysis.tokens, analysis.sentences, names, quotes, kinds
    )


def _add(reading: Reading, references: Iterable[Reference], reasons: dict[str, dict[str, None]]) -> None:
    """Put references among the names of an account, a capital in the place of its own name, and keep their reasons.

    A word inside a name, "She" in what was taken for "Anna She", is a part of it.
    """
    inside = {at for name in reading.names for at in range(name.span.start + 1, name.span.end)}
    found = [r for r in references if r.start not in inside]
    if not found:
        return
    taken = {r.start for r in found}
    added = [
        Name(Span(reading.account, r.start, r.end, reading.text[r.start : r.end]), r.kind, r.entity, r.found_by)
        for r in found
    ]
    kept = [n for n in reading.names if n.span.start not in taken]
    reading.put_names(sorted([*kept, *added], key=lambda n: (n.span.start, n.span.end)))
    for reference in found:
        reasons[reference.entity][reference.reason] = None


def _speakers(reading: Reading, attributions: Sequence[Attribution]) -> dict[str, str]:
    """The person who is the source of each attribution, by its id, where one alone is named in it."""
    speakers = {}
    for one in attributions:
        inside = reading.names_in(one.source.start, one.source.end) if one.source else []
        persons = {n.entity for n in inside if reading.is_person(n)}
        if len(persons) == 1:
            speakers[one.id] = persons.pop()
    return speakers

"""Why a thing stands in the dossier: the reasons of a join, a disagreement or an entity, in plain words."""

from __future__ import annotations

from collections.abc import Iterable

from tellings.errors import DossierError
from tellings.model import Disagreement, Dossier, Entity, Event, Span


def ids_of(dossier: Dossier) -> str:
    """A line for each event that several accounts tell and for each disagreement, with its id."""
    told = (f"{e.id}  {e.edtf or 'undated'}  {e.label.text}" for e in dossier.events if len(e.tellings) > 1)
    differ = (
        f"{d.id}  {d.kind}, {d.degree}{_state(d.state)}  {'; '.join(_sides(dossier, d))}. {d.why}"
        for d in dossier.disagreements
    )
    return "\n".join(["Events told by two accounts or more:", *told, "", "Disagreements:", *differ])


def why(dossier: Dossier, wanted: str) -> str:
    """Why the event, disagreement or entity of this id is as it is. Raises DossierError where the dossier has none."""
    for event in dossier.events:
        if wanted == event.id or wanted in {t.id for t in event.tellings}:
            return "\n".join(_event(dossier, event))
    for disagreement in dossier.disagreements:
        if wanted == disagreement.id:
            return "\n".join(_disagreement(dossier, disagreement))
    for entity in dossier.entities:
        if wanted == entity.id:
            return "\n".join(_entity(dossier, entity))
    raise DossierError(f"the dossier has no {wanted!r}; without an id, `tellings why` lists the ids there are")


def _event(dossier: Dossier, event: Event) -> Iterable[str]:
    yield f"{event.id}: {event.edtf or 'undated'}{_state(event.state)}, found by {event.found_by}"
    for telling in event.tellings:
        yield f"  {telling.id}  {_title(dossier, telling.account)}, {telling.grade}, probability {telling.probability}"
        yield from (f"    {_quote(span)}" for span in telling.spans)
        if telling.when:
            yield f"    when: {telling.when}"
    yield from (f"  {r.weight:+.2f}  {r.why}  ({r.between[0]} and {r.between[1]})" for r in event.reasons)
    yield from (f"  alike: {a.on}, {a.says}, {a.independent} independently" for a in event.agree)
    yield from (f"  {_title(dossier, s.account)}: {s.reason}, {s.why}" for s in event.silent)
    yield from _notes(dossier, event.id, *(t.id for t in event.tellings))


def _disagreement(dossier: Dossier, found: Disagreement) -> Iterable[str]:
    shown = "shown" if found.shown else "not shown by default"
    yield f"{found.id}: {found.kind}, {found.degree}{_state(found.state)}, probability {found.probability}, {shown}"
    yield f"  found by {found.found_by}"
    yield f"  {found.why}"
    yield from (f"  {side}" for side in _sides(dossier, found))
    yield from _notes(dossier, found.id)


def _sides(dossier: Dossier, found: Disagreement) -> Iterable[str]:
    for side in found.sides:
        yield f"{_title(dossier, side.account)}: {_quote(side.span) if side.span else side.says}"


def _entity(dossier: Dossier, entity: Entity) -> Iterable[str]:
    yield f"{entity.id}: {entity.label}, {entity.kind}"
    names = sorted({n.span.text for n in dossier.names if n.entity == entity.id})
    yield f"  named {', '.join(names)}"
    yield from (f"  {reason}" for reason in entity.reasons)
    yield from _notes(dossier, entity.id)


def _notes(dossier: Dossier, *ids: str) -> Iterable[str]:
    for edit in dossier.edits:
        if set(ids) & set(edit.targets):
            yield f"  {edit.id}: {edit.verb}, {edit.who}, {edit.when}: {edit.why}"


def _state(state: str) -> str:
    return f", {state}" if state else ""


def _title(dossier: Dossier, account: str) -> str:
    return next(a.title for a in dossier.accounts if a.id == account)


def _quote(span: Span) -> str:
    return f"\u201c{' '.join(span.text.split())}\u201d"

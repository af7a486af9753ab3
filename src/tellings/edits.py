"""The journal of a person's corrections: append, undo, replay on a new run, report what no longer fits.

The journal lies beside the dossier (`case.json` has `case.edits.jsonl`), one edit a line, and only ever grows: what is undone
is undone by one more edit. Edits of events name tellings, whose ids come from the text itself, so they hold after a new run
that joins otherwise; an edit whose tellings are gone is reported and kept.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Sequence
from dataclasses import asdict, replace
from pathlib import Path

from tellings.align import likely_joins, regroup_tellings
from tellings.dates import When
from tellings.disagreements import find_disagreements
from tellings.errors import DossierError
from tellings.model import EDIT_VERBS, Dossier, Edit, Entity, Event, Findings, Span, content_id


def journal_of(dossier: Path) -> Path:
    """The journal that lies beside a dossier file."""
    return dossier.with_name(f"{dossier.stem}.edits.jsonl")


def read_journal(path: Path) -> tuple[Edit, ...]:
    """The edits in a journal, oldest first; none where there is no journal. Raises DossierError naming a damaged line."""
    if not path.exists():
        return ()
    edits = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            data = json.loads(line)
            edits.append(Edit(**{**data, "targets": tuple(data["targets"])}))
        except (ValueError, TypeError, KeyError) as error:
            raise DossierError(f"{path}, line {number} is no edit ({error}); mend or remove that line") from error
    return tuple(edits)


def append(path: Path, edit: Edit) -> None:
    """Add one edit to a journal: one line, on the disk before this returns."""
    with path.open("a", encoding="utf-8") as file:
        file.write(json.dumps(asdict(edit), ensure_ascii=False) + "\n")
        file.flush()
        os.fsync(file.fileno())


def propose(dossier: Dossier, verb: str, ids: Sequence[str], *, why: str, who: str, when: str) -> Edit:
    """The edit that a person asks for, checked against the dossier it was asked of.

    `when` is an ISO 8601 moment. For `date` the last of `ids` is the EDTF date. Raises DossierError for an id that is not in
    the dossier, or that the verb cannot work on.
    """
    value = None
    if verb == "date":
        ids, value = ids[:-1], _edtf(ids)
    targets = tuple(t for i in ids for t in _targets(dossier, verb, i))
    least = {"join": 2, "same-name": 2}.get(verb, 1)
    if len(ids) < least:
        raise DossierError(
            f"`{verb}` needs {least} id{'s' * (least > 1)} at least; `tellings why` lists the ids of a dossier"
        )
    edit = Edit("", verb, targets, value, who, when, why)
    return replace(edit, id=content_id("x", verb, targets, value, who, when, why))


def _edtf(ids: Sequence[str]) -> str:
    try:
        return str(When.parse(ids[-1]))
    except (ValueError, IndexError) as error:
        raise DossierError("`date` needs an event and an EDTF date, as in `date e12ab 1940-06-15`") from error


def _targets(dossier: Dossier, verb: str, wanted: str) -> tuple[str, ...]:
    members = {e.id: _members(dossier, e) for e in dossier.events}
    tellings = {t.id: _told(dossier, t.spans) for e in dossier.events for t in e.tellings}
    disagreements: dict[str, tuple[str, ...]] = {d.id: (d.id,) for d in dossier.disagreements}
    entities: dict[str, tuple[str, ...]] = {n.id: (n.id,) for n in dossier.entities}
    known: dict[str, dict[str, tuple[str, ...]]] = {
        "join": members | tellings,
        "part": tellings,
        "reject": disagreements,
        "accept": members | disagreements,
        "date": members,
        "same-name": entities,
        "not-same-name": {n.span.text: (n.entity, n.span.text) for n in dossier.names},
        "note": members | tellings | disagreements | entities,
        "undo": {e.id: (e.id,) for e in dossier.edits},
    }
    if wanted not in known[verb]:
        raise DossierError(
            f"`{verb}` cannot work on {wanted!r} ({EDIT_VERBS[verb]}); `tellings why` lists the ids of a dossier"
        )
    return known[verb][wanted]


def _told(dossier: Dossier, spans: Sequence[Span]) -> tuple[str, ...]:
    """The ids of the account's own tellings that stand at these spans: they come from the text and outlast a new run."""
    at = {s: t.id for t in dossier.tellings for s in t.spans}
    return tuple(dict.fromkeys(at[s] for s in spans))


def _members(dossier: Dossier, event: Event) -> tuple[str, ...]:
    return tuple(m for t in event.tellings for m in _told(dossier, t.spans))


def standing(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """The edits that are not undone; an undo can itself be undone."""
    undone: set[str] = set()
    for edit in reversed(edits):
        if edit.verb == "undo" and edit.id not in undone:
            undone.update(edit.targets)
    return tuple(e for e in edits if e.id not in undone and e.verb != "undo")


def replay(dossier: Dossier, edits: Sequence[Edit]) -> Dossier:
    """The dossier with the edits done. An edit that no longer fits is kept, and named in the notices.

    Edits that join, part or rename come first; where there are any, agreements, silences and disagreements are found anew.
    """
    shaped, misfits = dossier, []
    for edit in standing(edits):
        step = _SHAPING.get(edit.verb)
        after = step(shaped, edit) if step else shaped
        misfits += [edit] if after is None else []
        shaped = after or shaped
    if shaped is not dossier:
        findings = findings_of(shaped)
        joins = likely_joins(findings)
        found = find_disagreements(shaped.accounts, findings, shaped.events, shaped.shared, joins=joins)
        shaped = replace(shaped, disagreements=found)
    for edit in standing(edits):
        judge = _JUDGING.get(edit.verb)
        after = judge(shaped, edit) if judge else shaped
        misfits += [edit] if after is None else []
        shaped = after or shaped
    return replace(shaped, edits=tuple(edits), notices=(*shaped.notices, *map(_misfit, misfits)))


def _misfit(edit: Edit) -> str:
    return f"The edit {edit.id} ({edit.verb} {' '.join(edit.targets)}, {edit.who}, {edit.when}) no longer fits and was not done."


def findings_of(dossier: Dossier) -> Findings:
    """What was found in the accounts of a dossier before they were compared."""
    d = dossier
    return Findings(
        d.sentences, d.times, d.figures, d.entities, d.names, d.attributions, d.tellings, d.positions, d.unplaced
    )


def _regroup(dossier: Dossier, groups: Sequence[Sequence[str]], one: Sequence[str]) -> Dossier:
    """The dossier with its events made anew of these groups of tellings; `one` is the group that a person put together."""
    number = {t.id: n for n, t in enumerate(dossier.tellings)}
    numbered = [[number[t] for t in group] for group in groups]
    before = {e.id: e for e in dossier.events}
    made = regroup_tellings(dossier.accounts, findings_of(dossier), dossier.shared, numbered)
    events = (
        replace(before[e.id], silent=e.silent, agree=e.agree) if e.id in before else _by_hand(dossier, e, one)
        for e in made
    )
    return replace(dossier, events=tuple(events))


def _by_hand(dossier: Dossier, event: Event, one: Sequence[str]) -> Event:
    if set(_members(dossier, event)) != set(one):
        return event
    tellings = tuple(replace(t, grade="joined", probability=1.0) for t in event.tellings)
    return replace(event, tellings=tellings, found_by="person")


def _join(dossier: Dossier, edit: Edit) -> Dossier | None:
    groups = [_members(dossier, e) for e in dossier.events]
    together = [g for g in groups if set(g) & set(edit.targets)]
    if not set(edit.targets) <= {t.id for t in dossier.tellings}:
        return None
    one = tuple(dict.fromkeys([*(t for g in together for t in g), *edit.targets]))
    return _regroup(dossier, [*(g for g in groups if g not in together), one], one) if len(together) > 1 else dossier


def _part(dossier: Dossier, edit: Edit) -> Dossier | None:
    groups = [_members(dossier, e) for e in dossier.events]
    alone = set(edit.targets)
    if not any(alone & set(g) for g in groups):
        return None
    if not any(alone & set(g) and set(g) - alone for g in groups):
        return dossier
    rest = [left for g in groups if (left := tuple(t for t in g if t not in alone))]
    return _regroup(dossier, [*rest, edit.targets], ())


def _date(dossier: Dossier, edit: Edit) -> Dossier | None:
    event = next((e for e in dossier.events if set(_members(dossier, e)) & set(edit.targets)), None)
    if event is None or edit.value is None:
        return None
    when = When.parse(edit.value)
    dated = replace(event, edtf=edit.value, earliest=when.earliest, latest=when.latest)
    return replace(dossier, events=tuple(dated if e is event else e for e in dossier.events))


def _same_name(dossier: Dossier, edit: Edit) -> Dossier | None:
    if set(edit.targets) - {n.id for n in dossier.entities}:
        return None
    first, *rest = edit.targets
    entities = tuple(_told_one(e, edit) if e.id == first else e for e in dossier.entities if e.id not in rest)
    names = tuple(replace(n, entity=first) if n.entity in rest else n for n in dossier.names)
    return replace(dossier, entities=entities, names=names)


def _told_one(entity: Entity, edit: Edit) -> Entity:
    return replace(entity, reasons=(*entity.reasons, f"{edit.who} said so: {edit.why}"))


def _not_same_name(dossier: Dossier, edit: Edit) -> Dossier | None:
    entity, words = edit.targets
    if not any(n.entity == entity and n.span.text == words for n in dossier.names):
        return None
    kind = next(e.kind for e in dossier.entities if e.id == entity)
    own = Entity(content_id("n", words, edit.id), words, kind, (f"{edit.who} said so: {edit.why}",))
    names = tuple(
        replace(n, entity=own.id) if n.entity == entity and n.span.text == words else n for n in dossier.names
    )
    return replace(dossier, entities=(*dossier.entities, own), names=names)


def _judge(state: str) -> Callable[[Dossier, Edit], Dossier | None]:
    def judged(dossier: Dossier, edit: Edit) -> Dossier | None:
        if edit.targets[0] in {d.id for d in dossier.disagreements}:
            shown = state == "accepted"
            marked = (
                replace(d, state=state, shown=shown) if d.id in edit.targets else d for d in dossier.disagreements
            )
            return replace(dossier, disagreements=tuple(marked))
        event = next((e for e in dossier.events if set(_members(dossier, e)) == set(edit.targets)), None)
        if event is None:
            return None
        return replace(dossier, events=tuple(replace(e, state=state) if e is event else e for e in dossier.events))

    return judged


_SHAPING: dict[str, Callable[[Dossier, Edit], Dossier | None]] = {
    "join": _join,
    "part": _part,
    "date": _date,
    "same-name": _same_name,
    "not-same-name": _not_same_name,
}
_JUDGING: dict[str, Callable[[Dossier, Edit], Dossier | None]] = {
    "accept": _judge("accepted"),
    "reject": _judge("rejected"),
}

"""From drafts to disagreements: what is one finding, what comes first, and what a person is shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tellings.disagreements.context import Context, Draft
from tellings.model import Disagreement, Side, content_id

SHOWN_FROM = 0.5  # the probability from which a finding is shown
ALIKE = 0.75  # how nearly as likely a draft must be to join a finding
LEAST = 0.05  # the probability below which a finding is not worth a line in the file
MOST, FEW = 40, 10  # findings that are kept of each thousand words, and in any case
SILENCES = 5  # of the omissions, how many are shown: those that matter most
_DEGREES = {"contradiction": 0, "tension": 1, "framing": 2, "missing_detail": 3}


def merged(drafts: Sequence[Draft]) -> list[Draft]:
    """Drafts as one finding where they have one key and event, or where each side differs from the others or says the same.

    Five counts of one crowd are one finding; a count that is much less likely of that crowd is another.
    """
    differing = {(d.kind, frozenset(map(_place, d.sides))) for d in drafts}
    groups: list[Draft] = []
    for draft in sorted(drafts, key=_order):
        at = next((i for i, group in enumerate(groups) if _one_finding(group, draft, differing)), None)
        if at is None:
            groups.append(draft)
        else:
            groups[at] = _join(groups[at], draft)
    return groups


def _one_finding(group: Draft, draft: Draft, differing: set[tuple[str, frozenset[tuple[str, int, int]]]]) -> bool:
    """Whether a draft says what a group of them says already, or belongs to it and is about as likely."""
    if group.kind == draft.kind and {*map(_place, draft.sides)} <= {*map(_place, group.sides)}:
        return True
    return draft.probability >= ALIKE * group.probability and _belongs(group, draft, differing)


def _belongs(group: Draft, draft: Draft, differing: set[tuple[str, frozenset[tuple[str, int, int]]]]) -> bool:
    there, new = {_place(s) for s in group.sides}, {_place(s) for s in draft.sides}
    if draft.key and (group.kind, group.key) == (draft.kind, draft.key):
        return bool(set(group.events) & set(draft.events) or there & new)
    if group.kind != draft.kind or draft.key or group.key or not there & new:
        return False
    hands = {account for account, _, _ in there}
    says = {_place(s): s.says for s in (*group.sides, *draft.sides)}

    def stands(place: tuple[str, int, int], old: tuple[str, int, int]) -> bool:
        return (group.kind, frozenset({place, old})) in differing or says[place] == says[old]

    return all(place[0] not in hands and all(stands(place, old) for old in there) for place in new - there)


def _order(draft: Draft) -> tuple[object, ...]:
    return (-round(draft.probability, 3), draft.kind, draft.found_by, [_place(s) for s in draft.sides])


def _place(side: Side) -> tuple[str, int, int]:
    return (side.account, side.span.start, side.span.end) if side.span else (side.account, -1, -1)


def _join(a: Draft, b: Draft) -> Draft:
    """One finding of two; what is seen in one more event is a little likelier."""
    hands = {s.account for s in a.sides}
    sides = a.sides + tuple(s for s in b.sides if s.account not in hands)
    again = 0.4 * b.probability if a.kind == "framing" and not set(a.events) & set(b.events) else 0.0
    probability = min(max(a.probability, 0.85), 1 - (1 - a.probability) * (1 - again))
    return replace(a, sides=sides, events=tuple(dict.fromkeys(a.events + b.events)), probability=probability)


def finished(context: Context, drafts: Sequence[Draft]) -> tuple[Disagreement, ...]:
    """The disagreements, the likeliest and gravest first, each with its reason in words."""
    drafts = [d for d in merged(drafts) if d.probability >= LEAST]
    likeliest = sorted(drafts, key=_order)[: max(FEW, MOST * context.told // 1000)]
    made = list({d.id: d for draft in reversed(likeliest) for d in [_disagreement(context, draft)]}.values())
    silences = sorted((d for d in made if d.kind == "omission" and d.shown), key=lambda d: (-d.probability, d.id))
    kept = {d.id for d in silences[:SILENCES]}
    made = [replace(d, shown=False) if d.kind == "omission" and d.id not in kept else d for d in made]
    return tuple(sorted(made, key=lambda d: (not d.shown, _DEGREES[d.degree], -d.probability, d.id)))


def _disagreement(context: Context, draft: Draft) -> Disagreement:
    order = {a.id: i for i, a in enumerate(context.accounts)}
    sides = sorted(draft.sides, key=lambda s: (order[s.account], _place(s)))
    probability = round(draft.probability, 3)
    return Disagreement(
        content_id("d", draft.kind, *(_place(s) for s in sides)),
        draft.kind,
        draft.degree,
        draft.events,
        tuple(sides),
        draft.note,
        probability,
        probability >= SHOWN_FROM,
        f"rule:{draft.found_by}",
    )

"""From drafts to disagreements: what is one finding, what comes first, and what a person is shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace

from tellings.disagreements.context import Context, Draft
from tellings.disagreements.features import place, sentences
from tellings.disagreements.probability import Weighed
from tellings.model import Disagreement, content_id

ALIKE = 0.75  # how nearly as likely a draft must be to join a finding
LEAST = 0.02  # the probability below which a finding is not worth a line in the file
MOST, FEW = 40, 10  # findings that are kept of each thousand words, and in any case
MOST_SHOWN, LEAST_SHOWN = 12, 3  # of these, so many of each thousand words are shown, and in any case
SILENCES = 5  # of the omissions, how many are shown: those that matter most
AGAIN = 0.7  # what each further finding on the same sentences is worth, of a first one elsewhere
_DEGREES = {"contradiction": 0, "tension": 1, "framing": 2, "missing_detail": 3}
Place = tuple[str, int, int]


def finished(context: Context, weighed: Sequence[Weighed], *, shown: float) -> tuple[Disagreement, ...]:
    """The disagreements, the likeliest and gravest first, each with its reason in words. `shown` is the least probability that is shown."""
    found = [w for w in merged(weighed) if w.probability >= LEAST]
    kept = _worth_most(context, found)[: max(FEW, MOST * context.told // 1000)]
    made = list({d.id: d for w in reversed(kept) for d in [_disagreement(context, w, shown)]}.values())
    likeliest = sorted((d for d in made if d.shown), key=lambda d: (-d.probability, d.id))
    silences = [d for d in likeliest if d.kind == "omission"][SILENCES:]
    hidden = {d.id for d in (*silences, *likeliest[max(LEAST_SHOWN, MOST_SHOWN * context.told // 1000) :])}
    made = [replace(d, shown=False) if d.id in hidden else d for d in made]
    return tuple(sorted(made, key=lambda d: (not d.shown, _DEGREES[d.degree], -d.probability, d.id)))


def _worth_most(context: Context, found: Sequence[Weighed]) -> list[Weighed]:
    """The likeliest first, but what stands on sentences that a likelier one stands on already, later."""
    seen: Counter[frozenset[object]] = Counter()
    worth: list[tuple[float, int, Weighed]] = []
    for weighed in sorted(found, key=_order):
        where = sentences(context, weighed.draft)
        worth.append((-weighed.probability * AGAIN ** seen[where], len(worth), weighed))
        seen[where] += 1
    return [weighed for _, _, weighed in sorted(worth, key=lambda found: found[:2])]


def merged(drafts: Sequence[Weighed]) -> list[Weighed]:
    """Drafts as one finding where they have one key and event, or where each side differs from the others or says the same.

    Five counts of one crowd are one finding; a count that is much less likely of that crowd is another.
    """
    differing = {(w.draft.kind, frozenset(map(place, w.draft.sides))) for w in drafts}
    groups: list[Weighed] = []
    having: defaultdict[object, set[int]] = defaultdict(
        set
    )  # the groups that may have a key and an event, or a side at a place
    for weighed in sorted(drafts, key=_order):
        draft = weighed.draft
        marks = [*((draft.kind, draft.key, e) for e in draft.events), *((draft.kind, place(s)) for s in draft.sides)]
        near = sorted({i for mark in marks for i in having[mark]})
        at = next((i for i in near if _one_finding(groups[i], weighed, differing)), None)
        if at is None:
            at = len(groups)
            groups.append(weighed)
        else:
            groups[at] = _join(groups[at], weighed)
        for mark in marks:
            having[mark].add(at)
    return groups


def _one_finding(one: Weighed, other: Weighed, differing: set[tuple[str, frozenset[Place]]]) -> bool:
    """Whether a draft says what a group of them says already, or belongs to it and is about as likely."""
    group, draft = one.draft, other.draft
    if group.kind == draft.kind and {*map(place, draft.sides)} <= {*map(place, group.sides)}:
        return True
    return other.probability >= ALIKE * one.probability and _belongs(group, draft, differing)


def _belongs(group: Draft, draft: Draft, differing: set[tuple[str, frozenset[Place]]]) -> bool:
    there, new = {place(s) for s in group.sides}, {place(s) for s in draft.sides}
    if draft.key and (group.kind, group.key) == (draft.kind, draft.key):
        return bool(set(group.events) & set(draft.events) or there & new)
    if group.kind != draft.kind or draft.key or group.key or not there & new:
        return False
    hands = {account for account, _, _ in there}
    says = {place(s): s.says for s in (*group.sides, *draft.sides)}

    def stands(new: Place, old: Place) -> bool:
        return (group.kind, frozenset({new, old})) in differing or says[new] == says[old]

    return all(side[0] not in hands and all(stands(side, old) for old in there) for side in new - there)


def _order(weighed: Weighed) -> tuple[object, ...]:
    draft = weighed.draft
    return (-round(weighed.probability, 3), draft.kind, draft.found_by, [place(s) for s in draft.sides])


def _join(one: Weighed, other: Weighed) -> Weighed:
    """One finding of two; what is seen in one more event is a little likelier."""
    a, b = one.draft, other.draft
    hands = {s.account for s in a.sides}
    sides = a.sides + tuple(s for s in b.sides if s.account not in hands)
    again = 0.4 * other.probability if a.kind == "framing" and not set(a.events) & set(b.events) else 0.0
    probability = min(max(one.probability, 0.85), 1 - (1 - one.probability) * (1 - again))
    draft = replace(a, sides=sides, events=tuple(dict.fromkeys(a.events + b.events)))
    return Weighed(draft, probability)


def _disagreement(context: Context, weighed: Weighed, shown: float) -> Disagreement:
    draft = weighed.draft
    order = {a.id: i for i, a in enumerate(context.accounts)}
    sides = sorted(draft.sides, key=lambda s: (order[s.account], place(s)))
    probability = round(weighed.probability, 3)
    return Disagreement(
        content_id("d", draft.kind, *(place(s) for s in sides)),
        draft.kind,
        draft.degree,
        draft.events,
        tuple(sides),
        draft.note,
        probability,
        probability >= shown and not draft.grounds.settled,
        f"rule:{draft.found_by}",
    )

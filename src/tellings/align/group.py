"""Pairs -> groups: which tellings make one event.

Groups are joined from the likeliest pair downwards (agglomerative clustering), as long as the tellings of different
accounts in the joined group are on the whole likely to be of one happening (the geometric mean of their probabilities) and
name no clearly different days.
A likely pair that is still apart then lets one of its tellings stand in the other's group too, by the same measure: one
telling can belong to a happening and to a part of it.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.model import Telling

Pair = tuple[int, int]
UNLIKELY = 0.03  # the probability of a pair that was not worth a look
FAR = 1  # tellings of one account that stand farther apart than this are not put together
TOGETHER = 0.8  # of two tellings of one account in one event, how likely the one must be there, measured by the other,
SHARED = 0.5  # and how likely both must be with one and the same telling of another account
LARGEST = 16  # tellings
OTHER_DAYS = 10  # days that two accounts may differ on one happening; one account's tellings on two days are two


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well tellings go together. `probability` holds pairs of numbers, the smaller first."""

    tellings: Sequence[Telling]
    probability: Mapping[Pair, float]

    def mean(self, one: Sequence[int], two: Sequence[int]) -> float:
        """The geometric mean over the pairs of two accounts; nought where the two cannot be one group."""
        if len(one) + len(two) > LARGEST:
            return 0.0
        logs = []
        for i in one:
            for j in two:
                if not self._may_stand_together(i, j):
                    return 0.0
                if self.tellings[i].account != self.tellings[j].account:
                    logs.append(math.log(max(self._of(i, j), UNLIKELY)))
                elif not self._as_likely(i, j, [*one, *two]):
                    return 0.0
        if not logs:
            return 0.0
        return round(math.exp(math.fsum(logs) / len(logs)), 6)

    def _of(self, i: int, j: int) -> float:
        return self.probability.get((min(i, j), max(i, j)), 0.0)

    def _as_likely(self, i: int, j: int, group: Sequence[int]) -> bool:
        """Of two tellings of one account neither is much less likely there than the other, and both for the same reason."""
        likely = [(self._of(i, other), self._of(j, other)) for other in group if other not in (i, j)]
        one, two = (max(side) for side in zip(*likely, strict=True))
        shared = max(min(pair) for pair in likely)
        return bool(min(one, two) >= TOGETHER * max(one, two) and shared >= SHARED * max(one, two))

    def _may_stand_together(self, i: int, j: int) -> bool:
        one, two = self.tellings[i], self.tellings[j]
        apart = _days_between(one, two)
        if one.account != two.account:
            return apart <= OTHER_DAYS
        return 0 < abs(i - j) <= FAR and apart <= 0


def _days_between(one: Telling, two: Telling) -> int:
    """Days between the times that both name; nought or less where they meet, or one names none."""
    if one.carried or two.carried or one.earliest is None or two.earliest is None:
        return 0
    assert one.latest is not None and two.latest is not None
    return max(one.earliest, two.earliest) - min(one.latest, two.latest)


def group_tellings(tellings: Sequence[Telling], probability: Mapping[Pair, float], *, least: float) -> list[list[int]]:
    """Groups of two tellings or more, as numbers in order. `least` is the probability below which nothing is joined."""
    fit = _Fit(tellings, probability)
    likely = sorted((p for p in probability if probability[p] >= least), key=lambda p: (-probability[p], p))
    group_of = {i: [i] for i in range(len(tellings))}
    for i, j in likely:
        one, two = group_of[i], group_of[j]
        if one is not two and fit.mean(one, two) >= least:
            one.extend(two)
            group_of.update(dict.fromkeys(two, one))
    groups = list({id(g): g for g in group_of.values() if len(g) > 1}.values())
    _add_parts(groups, likely, fit, least)
    return sorted(sorted(g) for g in groups)


def _add_parts(groups: list[list[int]], likely: Sequence[Pair], fit: _Fit, least: float) -> None:
    """Let a telling stand in a second group, where a likely pair has been kept apart."""
    held: dict[int, list[list[int]]] = {}
    for group in groups:
        for i in group:
            held.setdefault(i, []).append(group)
    for i, j in likely:
        if any(j in group for group in held.get(i, ())):
            continue
        ways = [(fit.mean([x], group), x, group) for x, y in ((i, j), (j, i)) for group in held.get(y, ())]
        best, telling, group = max(ways, key=lambda way: way[0], default=(0.0, i, []))
        if best >= least:
            group.append(telling)
            held.setdefault(telling, []).append(group)

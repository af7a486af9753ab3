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
UNLIKELY = 0.01  # the probability of a pair that was not worth a look
FAR = 8  # tellings of one account that stand farther apart than this do not make one telling
LARGEST = 16  # tellings
OTHER_DAYS = 10  # days that two tellings of one happening may differ, beyond the length of the times they name


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
                if self.tellings[i].account != self.tellings[j].account:
                    if _on_other_days(self.tellings[i], self.tellings[j]):
                        return 0.0
                    logs.append(math.log(max(self.probability.get((min(i, j), max(i, j)), 0.0), UNLIKELY)))
                elif abs(i - j) > FAR or i == j:
                    return 0.0
        return round(math.exp(math.fsum(logs) / len(logs)), 6) if logs else 0.0


def _on_other_days(one: Telling, two: Telling) -> bool:
    """Both name a time, and the two lie too far apart to be one day told differently."""
    if one.carried or two.carried or one.earliest is None or two.earliest is None:
        return False
    assert one.latest is not None and two.latest is not None
    gap = max(one.earliest, two.earliest) - min(one.latest, two.latest)
    return gap > OTHER_DAYS + max(one.latest - one.earliest, two.latest - two.earliest)


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

"""Pairs -> groups: which tellings make one event.

Groups are joined from the likeliest pair downwards (agglomerative clustering), as long as the tellings of different
accounts in the joined group are on the whole likely to be of one happening (the geometric mean of their probabilities).
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

from tellings.model import Telling

Pair = tuple[int, int]
UNLIKELY = 0.01  # the probability of a pair that was not worth a look
FAR = 8  # tellings of one account that stand farther apart than this do not make one telling
LARGEST = 16


def group_tellings(tellings: Sequence[Telling], probability: Mapping[Pair, float], *, least: float) -> list[list[int]]:
    """Groups of two tellings or more, as numbers, each telling in one group at most. `least` is the bound of likelihood."""
    group_of = {i: [i] for i in range(len(tellings))}
    for (i, j), p in sorted(probability.items(), key=lambda item: (-item[1], item[0])):
        if p < least:
            break
        one, two = group_of[i], group_of[j]
        if one is not two and _may_join(tellings, probability, one, two, least):
            one.extend(two)
            group_of.update((k, one) for k in two)
    seen = {id(g): sorted(g) for g in group_of.values() if len(g) > 1}
    return sorted(seen.values())


def _may_join(
    tellings: Sequence[Telling], probability: Mapping[Pair, float], one: Sequence[int], two: Sequence[int], least: float
) -> bool:
    if len(one) + len(two) > LARGEST:
        return False
    total, pairs = 0.0, 0
    for i in one:
        for j in two:
            if tellings[i].account == tellings[j].account:
                if abs(i - j) > FAR:
                    return False
            else:
                total += math.log(probability.get((min(i, j), max(i, j)), UNLIKELY))
                pairs += 1
    return pairs > 0 and round(total / pairs, 6) >= round(math.log(least), 6)

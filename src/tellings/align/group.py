"""Pairs -> groups: which tellings make one event.

Groups are joined from the likeliest pair downwards (agglomerative clustering), one telling of each account, as long as the
tellings of the joined group are on the whole likely to be of one happening (the geometric mean of their probabilities) and
name no clearly different days. What that keeps apart, and what one account tells in two sentences that share the likeness
between them, is then joined as passages: a telling of one account with one or two neighbouring ones of another. Last, two tellings
that are likely by themselves are joined though their groups do not go together. So a telling can stand in several events: it can
belong to a happening and to a part of it.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, product

from tellings.model import Telling

Pair = tuple[int, int]
Run = tuple[int, ...]
UNLIKELY = 0.03  # the probability of a pair that was not worth a look
OTHER_DAYS = 10  # days that two accounts may differ on one happening; one account's tellings on two days are two
PASSAGE = 1.5  # how much likelier than the tellings of a group two passages must be
NO_HAPPENING = frozenset({"asked", "hypothetical", "remark"})  # the marks of what makes no event alone, and no passage
LARGEST = 3  # tellings of two passages
FURTHER = 0.85  # what a second telling of an account takes from the likelihood of a passage
ALONE = 2.0  # how much likelier than the tellings of a group two must be that are joined though their groups are not
LOWEST = 0.12  # the probability below which nothing is joined, however little there is to expect


@dataclass(frozen=True, slots=True)
class _Fit:
    """How well tellings go together. `probability` holds pairs of numbers, the smaller first."""

    tellings: Sequence[Telling]
    probability: Mapping[Pair, float]

    def mean(self, one: Sequence[int], two: Sequence[int]) -> float:
        """The geometric mean over the pairs of two groups; nought where the two cannot be one group."""
        pairs = [(min(i, j), max(i, j)) for i, j in product(one, two)]
        if not all(self._accounts_differ(i, j) and self._days_between(i, j) <= OTHER_DAYS for i, j in pairs):
            return 0.0
        logs = [math.log(max(self.probability.get(pair, 0.0), UNLIKELY)) for pair in pairs]
        return round(math.exp(math.fsum(logs) / len(logs)), 6)

    def passages(self, *, least: float) -> list[tuple[Run, Run]]:
        """Passages of two accounts that are at least so likely to tell one happening, the likeliest first."""
        found: dict[tuple[Run, Run], float] = {}
        for (i, j), likely in self.probability.items():
            if likely >= least / 2:  # two pairs at the most make passages
                for one, two in product(self._runs(i), self._runs(j)):
                    if len(one) + len(two) <= LARGEST:
                        found[one, two] = self._either(one, two)
        likeliest = sorted((two for two in found if found[two] >= least), key=lambda two: (-found[two], two))
        return [(one, two) for one, two in likeliest if self._days_meet(one, two)]

    def _runs(self, i: int) -> Iterator[Run]:
        """A telling by itself, with the one before and with the one after of its account, if they name no other day.

        What tells no happening makes no passage.
        """
        if NO_HAPPENING.isdisjoint(self.tellings[i].marks):
            yield (i,)
            for both in ((i - 1, i), (i, i + 1)):
                if both[0] >= 0 and both[1] < len(self.tellings) and self._follow(*both):
                    yield both

    def _follow(self, i: int, j: int) -> bool:
        both_happen = all(NO_HAPPENING.isdisjoint(self.tellings[k].marks) for k in (i, j))
        return both_happen and not self._accounts_differ(i, j) and self._days_between(i, j) <= 0

    def _either(self, one: Run, two: Run) -> float:
        """How likely any of the one tells what any of the other does, less something for each further telling."""
        none = math.prod(1 - self.probability.get(pair, 0.0) for pair in product(one, two))
        return round((1 - none) * FURTHER ** (len(one) + len(two) - 2), 6)

    def _days_meet(self, one: Run, two: Run) -> bool:
        return all(self._days_between(i, j) <= OTHER_DAYS for i, j in product(one, two))

    def _accounts_differ(self, i: int, j: int) -> bool:
        return self.tellings[i].account != self.tellings[j].account

    def _days_between(self, i: int, j: int) -> int:
        """Days between the times that both name; nought or less where they meet, or one names none."""
        one, two = self.tellings[i], self.tellings[j]
        if one.carried or two.carried or one.earliest is None or two.earliest is None:
            return 0
        assert one.latest is not None and two.latest is not None
        return max(one.earliest, two.earliest) - min(one.latest, two.latest)


def least_worth_joining(probabilities: Iterable[float]) -> float:
    """The probability from which a pair is worth joining: half of the best F1 that all of them let expect.

    A pair that is more likely than that raises the F1 to be expected, another lowers it (Lipton, Elkan and Naryanaswamy 2014,
    "Optimal Thresholding of Classifiers to Maximize F1 Measure"). So where little is told twice, or it is hard to see, less
    likely pairs are joined than where much is plain.
    """
    ranked = sorted(probabilities, reverse=True)
    total = math.fsum(ranked)
    best = max((2 * right / (n + total) for n, right in enumerate(accumulate(ranked), start=1)), default=0.0)
    return max(round(best / 2, 3), LOWEST)


def group_tellings(tellings: Sequence[Telling], probability: Mapping[Pair, float], *, least: float) -> list[list[int]]:
    """Groups of two tellings or more, as numbers in order. `least` is the probability below which nothing is joined."""
    fit = _Fit(tellings, probability)
    group_of = {i: [i] for i in range(len(tellings))}
    for i, j in sorted((p for p in probability if probability[p] >= least), key=lambda p: (-probability[p], p)):
        one, two = group_of[i], group_of[j]
        if one is not two and fit.mean(one, two) >= least:
            one.extend(two)
            group_of.update(dict.fromkeys(two, one))
    groups = list({id(g): g for g in group_of.values() if len(g) > 1}.values())
    _add_passages(groups, fit, least=PASSAGE * least)
    _add_pairs(groups, fit, least=ALONE * least)
    return sorted(sorted(g) for g in groups)


def _add_passages(groups: list[list[int]], fit: _Fit, *, least: float) -> None:
    """Join passages of two accounts that no group joins yet, unless all of both have a partner in the other's account."""
    account = [t.account for t in fit.tellings]
    joined = {pair for g in groups for pair in product(g, g)}
    partnered = {(i, account[j]) for i, j in joined}
    for one, two in fit.passages(least=least):
        known = all((i, account[j]) in partnered and (j, account[i]) in partnered for i, j in product(one, two))
        if not known and joined.isdisjoint(product(one, two)):
            joined.update(product(one, two))
            groups.append([*one, *two])


def _add_pairs(groups: list[list[int]], fit: _Fit, *, least: float) -> None:
    """Join two tellings that are at least so likely and that no group joins yet."""
    joined = {pair for g in groups for pair in product(g, g)}
    for (i, j), likely in sorted(fit.probability.items()):
        if likely >= least and (i, j) not in joined and fit.mean([i], [j]):
            groups.append([i, j])

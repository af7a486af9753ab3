"""The sum behind a join: each column's share, added up to the logarithm of the odds that two tellings are of one happening.

Two sums stand one on the other. The first weighs what the two tellings and their neighbours show; the second weighs the
first's total with what stands around the pair in both stories. The parts of both add up to the whole.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np

from tellings.align.features import describe_blocks
from tellings.align.lists import reason_words
from tellings.align.story import look_around
from tellings.align.vectors import Matrix
from tellings.model import Reason, Telling

SHOWN = 5  # the weightiest parts of a sum that are named; the others are added up as one
FIELDS = ("low", "high", "mean", "scale", "weight")


@dataclass(frozen=True, slots=True)
class Sum:
    """A logistic regression: bounds, mean, scale and weight of each column, and the constant.

    A value beyond what was seen when the weights were fitted counts as the bound.
    """

    names: tuple[str, ...]
    low: Matrix
    high: Matrix
    mean: Matrix
    scale: Matrix
    weight: Matrix
    constant: float

    def parts(self, values: Matrix) -> Matrix:
        """What each column adds, nothing where it is unknown (NaN). The last axis of `values` holds the columns."""
        parts: Matrix = np.stack([self._part(n, values[..., n]) for n in range(len(self.names))], axis=-1)
        return parts

    def total(self, values: Matrix) -> Matrix:
        """The logarithm of the odds."""
        total: Matrix = np.full(values.shape[:-1], self.constant)
        for n in range(len(self.names)):
            total += self._part(n, values[..., n])
        return total.round(3)

    def _part(self, n: int, column: Matrix) -> Matrix:
        part: Matrix = (np.clip(column, self.low[n], self.high[n]) - self.mean[n]) / self.scale[n] * self.weight[n]
        part[np.isnan(part)] = 0
        return part.round(3)


@dataclass(frozen=True, slots=True)
class Weights:
    """The two sums, and the bound of the grade `joined`. The second's first column is the total of the first, without bounds."""

    first: Sum
    second: Sum
    joined: float


@cache
def load_weights() -> Weights:
    """The weights that the package ships with."""
    data = json.loads((files("tellings.align") / "weights.json").read_text(encoding="utf-8"))
    return Weights(_sum(data["first"]), _sum(data["second"]), data["joined"])


def _sum(data: Mapping[str, Any]) -> Sum:
    table = np.array([[column[field] for field in FIELDS] for column in data["columns"].values()])
    low, high, mean, scale, weight = table.T
    return Sum(tuple(data["columns"]), low, high, mean, scale, weight, data["constant"])


def weigh_tellings(tellings: Sequence[Telling], weights: Weights) -> Joins:
    """How likely each two tellings of two accounts that are worth a look are to be of one happening."""
    totals: dict[tuple[str, str], Matrix] = {}
    chosen: dict[tuple[str, str], tuple[Any, Any]] = {}
    pairs: list[tuple[int, int]] = []
    parts: list[Matrix] = []
    factor = float(weights.second.weight[0] / weights.second.scale[0])
    for block in describe_blocks(tellings):
        i, j = chosen[block.accounts] = block.chosen
        totals[block.accounts] = weights.first.total(block.values)
        pairs.extend(zip(block.left[i].tolist(), block.right[j].tolist(), strict=True))
        parts.append(weights.first.parts(block.values[i, j]) * factor)
    for n, (two, around) in enumerate(look_around(totals)):
        second = np.stack([around[name][chosen[two]] for name in weights.second.names], axis=1)
        parts[n] = np.hstack([parts[n], weights.second.parts(second)[:, 1:]])
    constant = weights.second.constant + (weights.first.constant - float(weights.second.mean[0])) * factor
    names = (*weights.first.names, *weights.second.names[1:], "constant")
    table = np.concatenate([*parts, np.zeros((0, len(names) - 1))])
    added = np.hstack([table, np.full((len(table), 1), constant)]).round(3)
    return Joins(tellings, weights, names, dict(zip(pairs, added, strict=True)))


class Joins:
    """How likely each pair of tellings is to be of one happening, by their numbers, and the reasons.

    `parts` holds for each pair what each of `names` adds to the sum; the last is the constant.
    """

    def __init__(
        self,
        tellings: Sequence[Telling],
        weights: Weights,
        names: tuple[str, ...],
        parts: Mapping[tuple[int, int], Matrix],
    ) -> None:
        self.tellings, self.weights = tellings, weights
        self._names, self._parts = names, parts
        totals = np.array([*parts.values()]).reshape(len(parts), len(names)).sum(axis=1).round(3)
        self.probability = dict(zip(parts, (1 / (1 + np.exp(-totals))).round(3).tolist(), strict=True))

    def best(self, own: Iterable[int], others: Iterable[int]) -> tuple[float, tuple[int, int]] | None:
        """The likeliest pair of one of these and one of those."""
        pairs = [(min(i, j), max(i, j)) for i in own for j in others]
        known = [(self.probability[p], (-p[0], -p[1])) for p in pairs if p in self.probability]
        if not known:
            return None
        likely, (i, j) = max(known)
        return likely, (-i, -j)

    def reasons(self, pair: tuple[int, int], between: tuple[str, str]) -> list[Reason]:
        """The parts of the sum for a pair, the weightiest first; all together are the logarithm of its odds."""
        *parts, constant = [round(float(p), 2) for p in self._parts[pair]]
        ranked = sorted(zip(self._names[:-1], parts, strict=True), key=lambda part: (-abs(part[1]), part[0]))
        named = [Reason(between, name, weight, reason_words(name, weight)) for name, weight in ranked[:SHOWN] if weight]
        rest = round(constant + sum(weight for _, weight in ranked[SHOWN:]), 2)
        return [*named, Reason(between, "all else", rest, reason_words("all else", rest))]

"""The fitted weights: features of a pair -> how likely it is that both tell one happening, and why.

They are made by `training/align_fit.py` and stand in `weights.json` with how they came about.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from tellings.align.features import Pairs
from tellings.align.lists import reason_words
from tellings.align.vectors import Matrix
from tellings.model import Reason, Telling

SHOWN = 5  # the weightiest parts of a sum that are named; the others are added up as one


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: bounds, mean, scale and weight of each column, and the constant; `joined` and `possible` bound the grades.

    A value beyond what was seen when the weights were fitted counts as the bound.
    """

    columns: tuple[str, ...]
    low: Matrix
    high: Matrix
    mean: Matrix
    scale: Matrix
    weight: Matrix
    constant: float
    joined: float
    possible: float

    def add_up(self, pairs: Pairs) -> Matrix:
        """What each column adds for each pair, a row for each pair."""
        at = [pairs.columns.index(c) for c in self.columns]
        held = np.clip(pairs.values[:, at], self.low, self.high)
        parts: Matrix = (held - self.mean) / self.scale * self.weight
        return np.round(parts, 3)


@cache
def load_weights() -> Weights:
    """The weights that the package ships with."""
    data = json.loads((files("tellings.align") / "weights.json").read_text(encoding="utf-8"))
    table = data["columns"]
    fields = ("low", "high", "mean", "scale", "weight")
    low, high, mean, scale, weight = (np.array([c[k] for c in table.values()], np.float64) for k in fields)
    return Weights(tuple(table), low, high, mean, scale, weight, data["constant"], data["joined"], data["possible"])


class Joins:
    """How likely each pair of tellings is to be of one happening, by their numbers, and the reasons."""

    def __init__(self, tellings: Sequence[Telling], pairs: Pairs, weights: Weights) -> None:
        self.tellings, self.weights = tellings, weights
        self._parts = weights.add_up(pairs) if pairs.columns else np.zeros((0, 0))
        likely = np.round(1 / (1 + np.exp(-np.round(self._parts.sum(axis=1) + weights.constant, 3))), 3)
        names = list(zip(pairs.left.tolist(), pairs.right.tolist(), strict=True))
        self._row = {pair: n for n, pair in enumerate(names)}
        self.probability = dict(zip(names, likely.tolist(), strict=True))

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
        parts = [round(float(p), 2) for p in self._parts[self._row[pair]]]
        ranked = sorted(zip(self.weights.columns, parts, strict=True), key=lambda part: (-abs(part[1]), part[0]))
        named = [Reason(between, name, weight, reason_words(name, weight)) for name, weight in ranked[:SHOWN] if weight]
        rest = round(self.weights.constant + sum(weight for _, weight in ranked[SHOWN:]), 2)
        return [*named, Reason(between, "all else", rest, reason_words("all else", rest))]

"""The fitted weights: features of a pair -> how likely it is that both tell one happening, and why.

They are made by `training/align_fit.py` and stand in `weights.json` with how they came about.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from tellings.align.features import Pairs
from tellings.align.vectors import Matrix


@dataclass(frozen=True, slots=True)
class Weights:
    """A logistic regression: mean, scale and weight of each column, and the constant. `joined` and `possible` are the grades' bounds."""

    columns: tuple[str, ...]
    mean: Matrix
    scale: Matrix
    weight: Matrix
    constant: float
    joined: float
    possible: float

    def add_up(self, pairs: Pairs) -> Matrix:
        """What each column adds for each pair, a row for each pair."""
        at = [pairs.columns.index(c) for c in self.columns]
        parts: Matrix = (pairs.values[:, at] - self.mean) / self.scale * self.weight
        return parts

    def probability(self, pairs: Pairs) -> Matrix:
        """How likely each pair is to be joined, to three places."""
        if not pairs.columns:
            return np.zeros(0, np.float32)
        total = np.round(self.add_up(pairs).sum(axis=1) + self.constant, 3)
        likely: Matrix = np.round(1 / (1 + np.exp(-total)), 3)
        return likely


@cache
def load_weights() -> Weights:
    """The weights that the package ships with."""
    data = json.loads((files("tellings.align") / "weights.json").read_text(encoding="utf-8"))
    table = data["columns"]
    mean, scale, weight = (np.array([c[k] for c in table.values()], np.float32) for k in ("mean", "scale", "weight"))
    return Weights(tuple(table), mean, scale, weight, data["constant"], data["joined"], data["possible"])

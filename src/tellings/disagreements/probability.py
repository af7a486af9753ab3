"""How likely a finding holds: a logistic sum of its features, with a constant for each rule.

The weights stand in `weights.json`, with how they came about (`training/findings_fit.py`). The constant of a rule, and how much
its own evidence counts, are drawn towards those of its kind and of all rules: a rule that was seldom seen is weighed as its
kind is, and one that was never seen has nothing else.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from tellings.disagreements.context import Context, Draft
from tellings.disagreements.features import WHOLE, Features, describe, sort_of

OWN = ("evidence", "against", "weight", "join")  # the features whose slope a rule can have for itself


@dataclass(frozen=True, slots=True)
class Column:
    """A feature: the bounds within which it was seen, and what of it counts for nothing."""

    low: float
    high: float
    mean: float


@dataclass(frozen=True, slots=True)
class Weights:
    """The sum. `sorts` has the constant of each sort (under "") and its slopes; `kinds` and `rules` add to them. `shown` is the bound."""

    shown: float
    columns: Mapping[str, Column]
    sorts: Mapping[str, Mapping[str, float]]
    kinds: Mapping[str, float]
    rules: Mapping[str, Mapping[str, float]]

    def total(self, draft: Draft, features: Features) -> float:
        """The logarithm of the odds that a draft holds."""
        sort = sort_of(draft)
        slopes, own = self.sorts[sort], self.rules.get(draft.found_by, {})
        total = slopes[""] + own.get("", 0.0) + (self.kinds.get(draft.kind, 0.0) if sort != WHOLE else 0.0)
        for name, value in features.items():
            column = self.columns.get(name)
            if column is None:  # a sign of a rule that was made after the weights
                continue
            held = min(max(value, column.low), column.high) - column.mean
            total += held * (slopes.get(name, 0.0) + own.get(name, 0.0))
        return round(total, 4)


@cache
def load_weights() -> Weights:
    """The weights that the package ships with."""
    data = json.loads((files("tellings.disagreements") / "weights.json").read_text(encoding="utf-8"))
    columns = {name: Column(**column) for name, column in data["columns"].items()}
    return Weights(data["shown"], columns, data["sorts"], data["kinds"], data["rules"])


@dataclass(frozen=True, slots=True)
class Weighed:
    """A draft with how likely it holds."""

    draft: Draft
    probability: float


def weigh(context: Context, drafts: Sequence[Draft], weights: Weights) -> list[Weighed]:
    """Each draft with its probability."""
    return [weigh_one(d, features, weights) for d, features in zip(drafts, describe(context, drafts), strict=True)]


def weigh_one(draft: Draft, features: Features, weights: Weights) -> Weighed:
    """A draft with the probability that its features give it."""
    return Weighed(draft, round(1 / (1 + math.exp(-weights.total(draft, features))), 4))

"""Fit how likely a finding holds, on dossiers with gold, and say what is reached on a dossier that was left out.

    python training/findings_fit.py ../shared/dossiers ../shared/score [--write]

What the rules find is right (1) where a reader has the same difference under the same kind, as the scorer counts, partly right
(PARTLY) where under another kind, else wrong (0); what readers judged one by one (docs/quality.md) overrules that. The joins
of a dossier are weighed with weights of the aligner that were fitted without it, as a new dossier's are. The sum is a logistic
regression with a penalty on the squares: weak on the features, strong on what is a rule's own, so that a rule which was seldom
seen is weighed as its kind is. Every real dossier weighs alike, an invented one (training/accounts) INVENTED as much.

Each dossier is left out in turn. The bound from which a finding is shown is the lowest from which SHARE_SHOWN of those found
in the dossiers left out are right, by these labels. With --write, weights fitted on all go to
src/tellings/disagreements/weights.json.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import re
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import accounts
import align_fit
import numpy as np
from numpy.typing import NDArray

from tellings.align import align_tellings, find_shared
from tellings.align import weights as align_weights
from tellings.disagreements import find_drafts, probability, rank
from tellings.disagreements.context import Context, Draft
from tellings.disagreements.features import Features, describe, place
from tellings.model import Disagreement, content_id

HERE = pathlib.Path(__file__).parent
TARGET = pathlib.Path(probability.__file__).with_name("weights.json")
QUALITY = HERE.parent / "docs" / "quality.md"
PARTLY = 0.2
VERDICTS = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
INVENTED = 0.5
NEAR_MISS = 2.0  # what a near miss counts, of another draft
# What each weight is before anything is seen: nothing, but for what a rule's grounds mean by themselves. A finding that rests on no
# join is likelier than another; of its kind, one that has a reason against it is hardly likelier.
EXPECTED = {"evidence": 0.6, "against": -0.7, "join": 0.5}
EXPECTED_WHOLE, EXPECTED_WHOLE_AGAINST = 3.0, -2.0
# How firmly a weight is held there: the constants of sorts, kinds and rules, the shared slopes, those of a sort, of a rule.
HELD = {"sort": 0.2, "kind": 5.0, "rule": 6.0, "slope": 30.0, "slope of a sort": 80.0, "slope of a rule": 40.0}
SHARE_SHOWN = 0.7  # by these labels
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A dossier: what the rules found, how each looks, how right it is by the readers, and how much it counts."""

    name: str
    folder: pathlib.Path
    real: bool
    sources: Any
    context: Context
    drafts: Sequence[Draft]
    features: Sequence[Features]
    labels: Floats
    counts: Floats


def read_cases(aligned: Sequence[align_fit.Case], scorer: Any, *, real: Sequence[str]) -> list[Case]:
    """The dossiers, each with joins that were weighed without it."""
    found = []
    for case in aligned:
        first, second = align_fit.fit_both([c for c in aligned if c is not case])
        shipped = align_weights.load_weights()
        sums = align_weights.Weights(first, second, shipped.joined, shipped.possible)
        found.append(read_case(case, sums, scorer, real=case.name in real))
    return found


def read_case(case: align_fit.Case, sums: align_weights.Weights, scorer: Any, *, real: bool) -> Case:
    """What the rules find in a dossier whose joins are weighed by `sums`, and how right it is."""
    shared = find_shared(case.accounts, case.findings)
    aligned = align_tellings(case.accounts, case.findings, shared, weights=sums)
    context = Context(case.accounts, case.findings, aligned.events, shared, joins=aligned.joins)
    drafts = find_drafts(context)
    right, near = judge(case, context, drafts, scorer)
    counts = np.where(near, NEAR_MISS, 1.0) * (1.0 if real else INVENTED)
    return Case(case.name, case.folder, real, case.sources, context, drafts, describe(context, drafts), right, counts)


def judge(
    case: align_fit.Case, context: Context, drafts: Sequence[Draft], scorer: Any
) -> tuple[Floats, NDArray[np.bool_]]:
    """How right each draft is, and whether it is a near miss of the gold."""
    texts = scorer.Texts(case.folder, align_fit.export_of(case.sources, case.accounts, ()))
    gold = json.loads((case.folder / "disagreements.json").read_text(encoding="utf-8"))
    second = case.folder / "second_reader.json"
    known = gold["disagreements"] + (
        json.loads(second.read_text(encoding="utf-8")).get("disagreements", []) if second.exists() else []
    )
    known = [d for d in known if any(True for _ in scorer.sides_gold(d, texts))]
    misses = [d for d in gold.get("near_misses_not_disagreements", []) if len(list(scorer.sides_gold(d, texts))) > 1]
    verdicts = read_verdicts(case.name)
    right, near = [], []
    for draft in drafts:
        said = as_said(draft)
        met = {d["kind"] for d in known if scorer.same_sides(d, said, texts)}
        found = 1.0 if draft.kind in met else PARTLY if met else 0.0
        right.append(verdicts.get(id_of(context, draft), found))
        near.append(not met and any(scorer.same_sides(d, said, texts) for d in misses))
    return np.array(right), np.array(near, dtype=bool)


def as_said(found: Draft | Disagreement) -> dict[str, Any]:
    """A finding as the scorer reads it."""
    return {
        "kind": found.kind,
        "sides": [
            {"account": s.account, "start": s.span and s.span.start, "end": s.span and s.span.end} for s in found.sides
        ],
    }


def id_of(context: Context, draft: Draft) -> str:
    """The id that the draft has as a finding of its own."""
    order = {a.id: i for i, a in enumerate(context.accounts)}
    places = sorted((place(s) for s in draft.sides), key=lambda p: (order[p[0]], p))
    return content_id("d", draft.kind, *places)


def read_verdicts(name: str) -> dict[str, float]:
    """What readers said of the findings of a dossier, by id; the last word counts."""
    found = re.findall(r"^\| (\S+) \| (d\w+) \| \w+ \| [\d.]+ \| (\w+) \|", QUALITY.read_text(encoding="utf-8"), re.M)
    return {finding: VERDICTS[verdict] for dossier, finding, verdict in reversed(found) if dossier == name}


@dataclass(frozen=True)
class Table:
    """The drafts of several dossiers as numbers: a row for each, its features made comparable, and what it belongs to."""

    columns: Mapping[str, probability.Column]
    scale: Floats
    rows: Floats
    drafts: Sequence[Draft]

    @classmethod
    def of(cls, cases: Sequence[Case]) -> Table:
        """The table of all drafts of some dossiers; a feature that a draft lacks counts for nothing."""
        names = sorted({name for c in cases for f in c.features for name in f})
        values = np.array([[f.get(name, np.nan) for name in names] for c in cases for f in c.features])
        low, high = np.nanquantile(values, (0.005, 0.995), axis=0).round(3)
        held = np.clip(values, low, high)
        mean, scale = np.nanmean(held, axis=0).round(3), np.nanstd(held, axis=0) + 1e-6
        columns = {
            name: probability.Column(*map(float, bounds)) for name, *bounds in zip(names, low, high, mean, strict=True)
        }
        return cls(columns, scale, np.nan_to_num((held - mean) / scale), [d for c in cases for d in c.drafts])

    def belongs(self, what: Callable[[Draft], str]) -> tuple[list[str], Floats]:
        """The names of the groups that the drafts belong to, and a column for each."""
        names = sorted({what(d) for d in self.drafts})
        return names, np.array([[what(d) == name for name in names] for d in self.drafts], dtype=float)


def fit(cases: Sequence[Case]) -> probability.Weights:
    """The weights with the least penalised loss, where each is drawn to what is expected of it."""
    table = Table.of(cases)
    names = list(table.columns)
    sorts, of_sort = table.belongs(probability.sort_of)
    kinds, of_kind = table.belongs(lambda d: d.kind)
    rules, of_rule = table.belongs(lambda d: d.found_by)
    whole = sorts.index(probability.WHOLE)
    of_kind = of_kind * (1 - of_sort[:, [whole]])
    blocks = {
        "all": np.ones((len(table.rows), 1)),
        "sort": of_sort,
        "kind": of_kind,
        "rule": of_rule,
        "slope": table.rows,
    }
    blocks["slope of a sort"] = np.hstack([of_sort[:, [n]] * table.rows for n in range(len(sorts))])
    blocks["slope of a rule"] = np.hstack([of_rule * table.rows[:, [names.index(n)]] for n in probability.OWN])
    expected = {name: np.zeros(block.shape[1]) for name, block in blocks.items()}
    expected["sort"][whole] = EXPECTED_WHOLE
    for name, weight in EXPECTED.items():
        expected["slope"][names.index(name)] = weight * table.scale[names.index(name)]
    against = names.index("against")
    expected["slope of a sort"][whole * len(names) + against] = EXPECTED_WHOLE_AGAINST * table.scale[against]
    found = newton(
        np.hstack(list(blocks.values())),
        np.concatenate([c.labels for c in cases]),
        np.concatenate([c.counts for c in cases]),
        penalty=np.concatenate([np.full(b.shape[1], HELD.get(name, 1e-6)) for name, b in blocks.items()]),
        expected=np.concatenate(list(expected.values())),
    )
    ends = np.cumsum([b.shape[1] for b in blocks.values()])[:-1]
    weight = dict(zip(blocks, np.split(found, ends), strict=True))
    by_sort = weight["slope of a sort"].reshape(len(sorts), len(names)) + weight["slope"]
    by_rule = weight["slope of a rule"].reshape(len(probability.OWN), len(rules)).T
    own_scale = np.array([table.scale[names.index(n)] for n in probability.OWN])
    return probability.Weights(
        1.0,
        table.columns,
        _named(sorts, weight["sort"] + weight["all"], names, by_sort / table.scale),
        {kind: round(float(w), 3) for kind, w in zip(kinds, weight["kind"], strict=True)},
        _named(rules, weight["rule"], probability.OWN, by_rule / own_scale),
    )


def _named(
    groups: Sequence[str], constants: Floats, names: Sequence[str], slopes: Floats
) -> dict[str, dict[str, float]]:
    """For each group its constant, under "", and its slopes by name."""
    return {
        group: {"": round(float(constant), 3)} | {n: round(float(w), 3) for n, w in zip(names, own, strict=True)}
        for group, constant, own in zip(groups, constants, slopes, strict=True)
    }


def newton(table: Floats, right: Floats, counts: Floats, *, penalty: Floats, expected: Floats) -> Floats:
    """Newton's method on the logistic loss and the squares of what departs from the expected weights."""
    found = expected.copy()
    ridge = np.diag(penalty)
    for _ in range(60):
        likely = 1 / (1 + np.exp(-np.clip(table @ found, -30, 30)))
        slope = table.T @ (counts * (likely - right)) + ridge @ (found - expected)
        step = np.linalg.solve((table * (counts * likely * (1 - likely))[:, None]).T @ table + ridge, slope)
        found -= step * min(1.0, 1.0 / np.abs(step).max())
    return found


def probabilities(case: Case, weights: probability.Weights) -> list[probability.Weighed]:
    """Each draft of a dossier with how likely it holds by these weights."""
    return [probability.weigh_one(d, f, weights) for d, f in zip(case.drafts, case.features, strict=True)]

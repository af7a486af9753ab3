"""Fit how likely a finding holds, on dossiers with gold, and say what is reached on a dossier that was left out.

    python training/findings_fit.py ../shared/dossiers ../shared/score [--write]

What the rules find is right (1) where a reader has the same difference under the same kind, as the scorer counts, partly right
(PARTLY) where under another kind, else wrong (0); what readers judged one by one (training/verdicts.jsonl) overrules that. The joins
of a dossier are weighed with weights of the aligner that were fitted without it, as a new dossier's are. The sum is a logistic
regression with a penalty on the squares: weak on the features, strong on what is a rule's own, so that a rule which was seldom
seen is weighed as its kind is. Every real dossier weighs alike, an invented one (training/accounts) INVENTED as much.

Each dossier is left out in turn. The bound from which a finding is shown is the lowest from which SHARE_SHOWN of what is as
likely in the dossiers left out is right. With --write, weights fitted on all go to
src/tellings/disagreements/weights.json.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from typing import Any

import align_fit
import numpy as np
import verdicts
from numpy.typing import NDArray

from tellings.align import align_tellings, find_shared
from tellings.align import weights as align_weights
from tellings.disagreements import find_drafts, probability, rank
from tellings.disagreements.context import Context, Draft
from tellings.disagreements.features import WHOLE, Features, describe, sort_of
from tellings.model import Disagreement

TARGET = pathlib.Path(probability.__file__).with_name("weights.json")
PARTLY = 0.1
INVENTED = 0.5
NEAR_MISS, READ = 2.0, 1.5  # what a near miss and what a reader judged count, of another draft
# What each weight is before anything is seen: nothing, but for what a rule's grounds mean by themselves. A finding that rests on no
# join is likelier than another; of its kind, one that has a reason against it is hardly likelier.
EXPECTED = {"evidence": 0.6, "against": -0.7, "join": 0.5}
EXPECTED_WHOLE, EXPECTED_WHOLE_AGAINST = 3.0, -2.0
# How firmly a weight is held there: the constants of sorts, kinds and rules, the shared slopes, those of a sort, of a rule.
HELD = {"sort": 0.8, "kind": 20.0, "rule": 24.0, "slope": 120.0, "slope of a sort": 320.0, "slope of a rule": 160.0}
SHARE_SHOWN = 0.61  # a lower bound of what is right, for a reader does not mark all there is
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A dossier: what the rules found, how each looks, how right it is by the gold and by readers, and how much it counts."""

    name: str
    folder: pathlib.Path
    real: bool
    sources: Any
    context: Context
    drafts: Sequence[Draft]
    features: Sequence[Features]
    gold: Floats
    read: Floats
    counts: Floats

    @property
    def labels(self) -> Floats:
        """How right each draft is: as a reader found it, else as the gold has it."""
        return np.where(np.isnan(self.read), self.gold, self.read)


def read_cases(aligned: Sequence[align_fit.Case], scorer: Any, *, real: Sequence[str]) -> list[Case]:
    """The dossiers, each with joins that were weighed without it."""
    found = []
    for case in aligned:
        first, second = align_fit.fit_both([c for c in aligned if c is not case])
        sums = align_weights.Weights(first, second, align_weights.load_weights().joined)
        found.append(read_case(case, sums, scorer, real=case.name in real))
    return found


def read_case(case: align_fit.Case, sums: align_weights.Weights, scorer: Any, *, real: bool) -> Case:
    """What the rules find in a dossier whose joins are weighed by `sums`, and how right it is."""
    shared = find_shared(case.accounts, case.findings)
    aligned = align_tellings(case.accounts, case.findings, shared, weights=sums)
    context = Context(case.accounts, case.findings, aligned.events, shared, joins=aligned.joins)
    drafts = find_drafts(context)
    gold, read, counts = judge(case, context, drafts, scorer)
    counts *= 1.0 if real else INVENTED
    looks = describe(context, drafts)
    return Case(case.name, case.folder, real, case.sources, context, drafts, looks, gold, read, counts)


def judge(
    case: align_fit.Case, context: Context, drafts: Sequence[Draft], scorer: Any
) -> tuple[Floats, Floats, Floats]:
    """How right each draft is by the gold, and by a reader (nan where none read it), and how much that is worth."""
    texts = scorer.Texts(case.folder, align_fit.export_of(case.sources, case.accounts, ()))
    gold = json.loads((case.folder / "disagreements.json").read_text(encoding="utf-8"))
    second = case.folder / "second_reader.json"
    known = gold["disagreements"] + (
        json.loads(second.read_text(encoding="utf-8")).get("disagreements", []) if second.exists() else []
    )
    known = [d for d in known if any(True for _ in scorer.sides_gold(d, texts))]
    misses = [d for d in gold.get("near_misses_not_disagreements", []) if len(list(scorer.sides_gold(d, texts))) > 1]
    verdict = verdicts.reader_of(verdicts.read_verdicts(case.name), context, {s.id: s.name for s in case.sources})
    right, read, worth = [], [], []
    for draft in drafts:
        said = as_said(draft)
        met = {d["kind"] for d in known if scorer.same_sides(d, said, texts)}
        found = verdict(draft)
        near = not met and any(scorer.same_sides(d, said, texts) for d in misses)
        right.append(1.0 if draft.kind in met else PARTLY if met else 0.0)
        read.append(np.nan if found is None else found)
        worth.append(READ if found is not None else NEAR_MISS if near else 1.0)
    return np.array(right), np.array(read), np.array(worth)


def as_said(found: Draft | Disagreement) -> dict[str, Any]:
    """A finding as the scorer reads it."""
    return {
        "kind": found.kind,
        "sides": [
            {"account": s.account, "start": s.span and s.span.start, "end": s.span and s.span.end} for s in found.sides
        ],
    }


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
    sorts, of_sort = table.belongs(sort_of)
    kinds, of_kind = table.belongs(lambda d: d.kind)
    rules, of_rule = table.belongs(lambda d: d.found_by)
    whole = sorts.index(WHOLE)
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


def finish(case: Case, weights: probability.Weights, shown: float) -> Sequence[Disagreement]:
    """The findings of a dossier by these weights, as the program would say them."""
    return rank.finished(case.context, probabilities(case, weights), shown=shown)


def score(case: Case, found: Sequence[Disagreement], scorer: Any) -> dict[str, Any]:
    """The scorer's figures."""
    export = align_fit.export_of(case.sources, case.context.accounts, ())
    said = [as_said(d) | {"shown": d.shown} for d in found]
    gold = json.loads((case.folder / "disagreements.json").read_text(encoding="utf-8"))
    second = case.folder / "second_reader.json"
    scored: dict[str, Any] = scorer.disagreements(
        gold["disagreements"],
        export | {"disagreements": said},
        scorer.Texts(case.folder, export),
        [],
        gold.get("near_misses_not_disagreements", []),
        json.loads(second.read_text(encoding="utf-8")) if second.exists() else None,
    )
    return scored


def may_be_shown(cases: Sequence[Case], left_out: Mapping[str, probability.Weights]) -> list[tuple[float, float]]:
    """How likely each draft is when its dossier is left out, and how right, but for those that are never shown."""
    return [
        (weighed.probability, label)
        for c in cases
        for weighed, label in zip(probabilities(c, left_out[c.name]), c.labels, strict=True)
        if not weighed.draft.grounds.settled
    ]


def bound_of_shown(cases: Sequence[Case], left_out: Mapping[str, probability.Weights]) -> float:
    """The lowest probability from which enough of what may be shown of dossiers left out is right."""
    told = may_be_shown(cases, left_out)
    for bound in np.arange(0.3, 0.7, 0.01).round(2).tolist():
        right = [label for likely, label in told if likely >= bound]
        if right and sum(right) >= SHARE_SHOWN * len(right):
            return float(bound)
    return 0.7


def say(*words: object) -> None:
    """A line of the table."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def tell(
    cases: Sequence[Case], weights: Mapping[str, probability.Weights], shown: float, scorer: Any
) -> dict[str, Any]:
    """The table of what is reached on each dossier, and its figures."""
    columns = ("same kind", "any kind", "per 1000", "shown", "shown same", "backed")
    say("dossier".ljust(24), *(c.rjust(10) for c in columns))
    reached = {}
    for case in cases:
        s = score(case, finish(case, weights[case.name], shown), scorer)
        of_shown = s["shown"]
        row = (s["all"]["r"], s["recall_any_kind"], s["per_1000_words"], of_shown["said"], of_shown["r"])
        reached[case.name] = dict(zip(columns, (*row, of_shown["backed_by_a_reader"]), strict=True))
        say(case.name.ljust(24), *(str(v).rjust(10) for v in reached[case.name].values()))
    return reached


def calibration(cases: Sequence[Case], weights: Mapping[str, probability.Weights]) -> None:
    """How many of the drafts of real dossiers are right, by the probability that they have when their dossier is left out."""
    real = [c for c in cases if c.real]
    likely = np.array([w.probability for c in real for w in probabilities(c, weights[c.name])])
    right = np.concatenate([c.labels for c in real])
    for low in np.arange(0.0, 1.0, 0.1).round(1):
        among = (likely >= low) & (likely < low + 0.1)
        if among.any():
            say(f"probability {low:.1f} to {low + 0.1:.1f}: {right[among].mean():.2f} of {among.sum()} right, left out")


def agreement(cases: Sequence[Case], left_out: Mapping[str, probability.Weights], shown: float) -> None:
    """How right is what is likely enough to be shown, and how far readers and gold agree on the drafts that readers judged."""
    for what, some in (("real", [c for c in cases if c.real]), ("invented", [c for c in cases if not c.real])):
        right = [label for likely, label in may_be_shown(some, left_out) if likely >= shown]
        say(f"from {shown} on, {what} dossiers: {sum(right) / max(1, len(right)):.2f} of {len(right)} right, left out")
    gold, read = (np.concatenate([getattr(c, part) for c in cases]) for part in ("gold", "read"))
    for what, among in (("under its kind", gold == 1), ("not at all", gold == 0)):
        found = {verdict: int((read[among] == worth).sum()) for verdict, worth in verdicts.WORTH.items()}
        say(f"what the gold has {what}, by readers:", *(f"{verdict} {n}" for verdict, n in found.items()))


def main() -> None:
    """Leave each dossier out in turn, print the tables, and fit on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossiers", type=pathlib.Path)
    parser.add_argument("score", type=pathlib.Path, help="the folder of score_dossier.py")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score))
    import score_dossier as scorer  # noqa: PLC0415 - the path is an argument

    real = [f for f in sorted(args.dossiers.iterdir()) if (f / "events.json").exists()]
    with tempfile.TemporaryDirectory() as made:
        aligned = [align_fit.read_case(f, scorer) for f in real]
        aligned += align_fit.read_invented(pathlib.Path(made), scorer)
        cases = read_cases(aligned, scorer, real=[f.name for f in real])
        fit_and_tell(cases, scorer, write=args.write)


def fit_and_tell(cases: Sequence[Case], scorer: Any, *, write: bool) -> None:
    """The tables of dossiers left out, and the weights fitted on all."""
    left_out = {c.name: fit([k for k in cases if k is not c]) for c in cases}
    shown = bound_of_shown(cases, left_out)
    say(f"shown from {shown}")
    reached = tell(cases, left_out, shown, scorer)
    calibration(cases, left_out)
    agreement(cases, left_out, shown)
    say("invented dossiers, fitted on the real ones only")
    of_real = fit([c for c in cases if c.real])
    tell([c for c in cases if not c.real], {c.name: of_real for c in cases}, shown, scorer)
    if write:
        about = {
            "made_by": "training/findings_fit.py",
            "drafts": {c.name: len(c.drafts) for c in cases},
            "left_out": {name: {k: v for k, v in row.items() if v is not None} for name, row in reached.items()},
        }
        data = {"about": about} | asdict(replace(fit(cases), shown=shown))
        TARGET.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

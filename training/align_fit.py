"""Fit the aligner's weights on dossiers with gold, and say what they reach on a dossier that was left out.

    python training/align_fit.py ../shared/dossiers ../shared/score [--write | --encoder PATH]

A pair of tellings is right where the gold has one event that both touch (a third of each at least, as the scorer counts);
pairs of which neither side meets any telling of the gold are left out, since the gold does not say whether they are right.
Both sums are logistic regressions with a penalty on their squares; every real dossier weighs alike, and one of the invented
ones in training/accounts LIGHTER of it. The second sum learns from totals of a first one that had not seen the dossier. Each
real dossier is left out in turn, both sums are fitted on the others, and the dossier is scored with them by the scorer itself;
the invented ones are scored with sums fitted on the real ones alone. The bound of the grade `joined` is the lowest at which
SHARE_JOINED of the pairs of dossiers left out are right by the gold. With --write, weights fitted on all go to
src/tellings/align/weights.json; with --encoder, the dossier left out is read by the full encoder in a folder, the others, for the
weights, by the one that ships.
"""

from __future__ import annotations

import argparse
import json
import pathlib
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from accounts import INVENTED, write_gold
from numpy.typing import NDArray

from tellings import extract
from tellings.align import encoder, features, group, story, weights
from tellings.model import Account, Block, Findings, Source, content_id
from tellings.read import read_inputs

TARGET = pathlib.Path(weights.__file__).with_name("weights.json")
PENALTY = 600.0
POSITIVES = 300.0  # the weight that the right pairs of a dossier have together
LIGHTER = 0.3  # what an invented dossier weighs beside a real one
SHARE_JOINED = 0.9  # by the gold; where it was 0.8, 33 of 42 were right when read
BACK = 0.2  # the share of the first sum that stands beside the second
OPEN = 99.0  # the bound of a column that has none
TOLD = {"narrative", "list", "list_intro"}
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Case:
    """A dossier: its findings, the blocks of pairs, the pairs chosen, which are right, and which the gold can judge.

    `weight` is what it weighs when sums are fitted.
    """

    name: str
    folder: pathlib.Path
    sources: Sequence[Source]
    accounts: Sequence[Account]
    findings: Findings
    blocks: Sequence[features.Block]
    pairs: Sequence[tuple[int, int]]
    right: NDArray[np.bool_]
    judged: NDArray[np.bool_]
    weight: float


def read_case(folder: pathlib.Path, scorer: Any, *, weight: float = 1.0) -> Case:
    """Run the program up to the pairs, on the accounts as the gold cuts them."""
    gold = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))["accounts"]
    sources = read_inputs(sorted(folder.glob("*.txt"))).sources
    accounts = [a for s in sources for a in _accounts(s, gold)]
    findings = extract.extract_findings(sources, accounts)
    blocks = list(features.describe_blocks(findings.tellings))
    texts = scorer.Texts(folder, export_of(sources, accounts, ()))
    events = json.loads((folder / "events.json").read_text(encoding="utf-8"))["events"]
    touched, met = _touched(events, texts, findings, scorer)
    pairs = [
        pair for b in blocks for pair in zip(b.left[b.chosen[0]].tolist(), b.right[b.chosen[1]].tolist(), strict=True)
    ]
    right = np.array([bool(touched[i] & touched[j]) for i, j in pairs])
    judged = np.array([i in met or j in met for i, j in pairs])
    return Case(folder.name, folder, sources, accounts, findings, blocks, pairs, right, judged, weight)


def read_invented(target: pathlib.Path, scorer: Any) -> list[Case]:
    """The invented dossiers, written into `target` in the form of the gold."""
    folders = sorted(p.parent for p in INVENTED.glob("*/gold.toml"))
    return [read_case(write_gold(f, target / f.name), scorer, weight=LIGHTER) for f in folders]


def _accounts(source: Source, gold: Sequence[dict[str, Any]]) -> list[Account]:
    mine = [
        a for a in gold if pathlib.PurePath(a.get("file") or source.name).name == pathlib.PurePath(source.name).name
    ]
    return [
        Account(
            content_id("a", source.sha256, a["start"], a["end"]),
            source.id,
            a["start"],
            a["end"],
            a["id"],
            blocks=tuple(
                Block(b["start"], b["end"], b.get("type") or "other")
                for b in a.get("blocks", [])
                if b.get("start") is not None and b.get("type") not in TOLD
            ),
        )
        for a in mine
    ]


def _touched(events: Sequence[dict[str, Any]], texts: Any, findings: Findings, scorer: Any) -> tuple[Any, set[int]]:
    """For each telling the gold events that it tells, and the tellings that meet any."""
    touched: list[set[str]] = [set() for _ in findings.tellings]
    met: set[int] = set()
    own = [
        (texts.key_pred(t.account), None, [{"start": s.start, "end": s.end} for s in t.spans])
        for t in findings.tellings
    ]
    for event in events:
        for account, told in event["accounts"].items():
            if not told or not told.get("spans") or account not in texts.gold_source:
                continue
            gold = (texts.key_gold(account), account, told["spans"])
            touched_here = [n for n, said in enumerate(own) if scorer.touch(gold, said)]
            met.update(n for n, said in enumerate(own) if scorer.meet(gold, said))
            for n in touched_here:
                touched[n].add(event["id"])
    return touched, met


def export_of(sources: Sequence[Source], accounts: Sequence[Account], events: Sequence[Any]) -> dict[str, Any]:
    """What the scorer reads of a dossier file."""
    return {
        "sources": [{"id": s.id, "name": s.name, "text": s.text} for s in sources],
        "accounts": [{"id": a.id, "source": a.source, "start": a.start, "end": a.end} for a in accounts],
        "events": events,
    }


def first_table(case: Case) -> Floats:
    """A row of the first sum's columns for each pair."""
    return np.concatenate([b.values[b.chosen] for b in case.blocks]).astype(float)


def second_table(case: Case, first: weights.Sum) -> tuple[tuple[str, ...], Floats]:
    """The names of the second sum's columns and a row of them for each pair."""
    around = dict(story.look_around({b.accounts: first.total(b.values) for b in case.blocks}))
    names = tuple(next(iter(around.values())))
    rows = [np.stack([around[b.accounts][name][b.chosen] for name in names], axis=1) for b in case.blocks]
    return names, np.concatenate(rows)


def fit(
    names: Sequence[str], tables: Sequence[Floats], cases: Sequence[Case], *, unbound: Sequence[str] = ()
) -> weights.Sum:
    """Newton's method on the penalised logistic loss."""
    values = np.concatenate([t[c.judged] for t, c in zip(tables, cases, strict=True)])
    right = np.concatenate([c.right[c.judged] for c in cases]).astype(float)
    counts = np.concatenate([np.full(c.judged.sum(), c.weight * POSITIVES / max(1, c.right.sum())) for c in cases])
    low, high = np.round(np.nanquantile(values, (0.002, 0.998), axis=0), 4)
    for name in unbound:
        low[names.index(name)], high[names.index(name)] = -OPEN, OPEN
    values = np.clip(values, low, high)
    values = np.where(np.isnan(values), np.nanmean(values, axis=0), values)
    mean, scale = values.mean(axis=0), values.std(axis=0) + 1e-6
    table = np.hstack([(values - mean) / scale, np.ones((len(values), 1))])
    penalty = np.diag([PENALTY] * len(mean) + [0.0])
    found = np.zeros(table.shape[1])
    for _ in range(15):
        likely = 1 / (1 + np.exp(-table @ found))
        slope = table.T @ (counts * (likely - right)) + penalty @ found
        found -= np.linalg.solve((table * (counts * likely * (1 - likely))[:, None]).T @ table + penalty, slope)
    return weights.Sum(
        tuple(names), low, high, mean.round(4), scale.round(6), found[:-1].round(4), round(float(found[-1]), 4)
    )


def fit_first(cases: Sequence[Case]) -> weights.Sum:
    """The first sum, of what the tellings and their neighbours show."""
    return fit(cases[0].blocks[0].names, [first_table(c) for c in cases], cases)


def fit_both(cases: Sequence[Case]) -> tuple[weights.Sum, weights.Sum]:
    """Both sums; the second learns from totals of a first one that was fitted without the dossier."""
    looked = [second_table(case, fit_first([c for c in cases if c is not case])) for case in cases]
    second = fit(looked[0][0], [table for _, table in looked], cases, unbound=["likelihood"])
    return fit_first(cases), _drawn_back(second)


def _drawn_back(second: weights.Sum) -> weights.Sum:
    """The second sum a little nearer to the first: story and rivals say much in one dossier and less in another."""
    weight = second.weight * (1 - BACK)
    weight[0] += BACK * second.scale[0]
    constant = second.constant * (1 - BACK) + BACK * float(second.mean[0])
    return replace(second, weight=weight.round(4), constant=round(constant, 4))


def probability(case: Case, sums: tuple[weights.Sum, weights.Sum]) -> Floats:
    """How likely each pair of the dossier is right."""
    first, second = sums
    return np.round(1 / (1 + np.exp(-second.total(second_table(case, first)[1]))), 3)


def score(case: Case, likely: Floats, scorer: Any) -> dict[str, Any]:
    """The scorer's figures for the events that these probabilities make."""
    probability = dict(zip(case.pairs, likely.tolist(), strict=True))
    least = group.least_worth_joining(probability.values())
    groups = group.group_tellings(case.findings.tellings, probability, least=least)
    events = []
    for members in groups:
        spans: dict[str, list[dict[str, Any]]] = {}
        for n in members:
            told = case.findings.tellings[n]
            spans.setdefault(told.account, []).extend({"start": s.start, "end": s.end} for s in told.spans)
        events.append({"id": str(members), "tellings": [{"account": a, "spans": s} for a, s in spans.items()]})
    export = export_of(case.sources, case.accounts, events)
    gold = json.loads((case.folder / "events.json").read_text(encoding="utf-8"))["events"]
    found: dict[str, Any] = scorer.alignment(gold, export, scorer.Texts(case.folder, export), [])
    return found


def as_json(fitted: weights.Sum) -> dict[str, Any]:
    """A sum as it stands in the file."""
    columns = {name: {f: float(getattr(fitted, f)[n]) for f in weights.FIELDS} for n, name in enumerate(fitted.names)}
    return {"constant": fitted.constant, "columns": columns}


def bound_of_joined(cases: Sequence[Case], likely: Sequence[Floats]) -> float:
    """The lowest probability from which enough of the judged pairs of all dossiers left out are right."""
    right = np.concatenate([c.right[c.judged] for c in cases])
    probability = np.concatenate([p[c.judged] for c, p in zip(cases, likely, strict=True)])
    bounds = [
        b
        for b in np.arange(0.3, 0.95, 0.05).round(2)
        if right[probability >= b].sum() > SHARE_JOINED * (probability >= b).sum()
    ]
    return float(min(bounds, default=0.95))


def say(*words: object) -> None:
    """A line of the table."""
    sys.stdout.write(" ".join(map(str, words)) + "\n")


def main() -> None:
    """Leave each dossier out in turn, print the table, and fit on all."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("dossiers", type=pathlib.Path)
    parser.add_argument("score", type=pathlib.Path, help="the folder of score_dossier.py")
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--write", action="store_true")
    ways.add_argument("--encoder", type=pathlib.Path, help="a folder with model.onnx and tokenizer.json")
    args = parser.parse_args()
    sys.path.insert(0, str(args.score))
    import score_dossier as scorer  # noqa: PLC0415 - the path is an argument

    folders = [f for f in sorted(args.dossiers.iterdir()) if (f / "events.json").exists()]
    known = [read_case(f, scorer) for f in folders]
    with encoder.using(args.encoder):
        cases = [read_case(f, scorer) for f in folders] if args.encoder else known
    with tempfile.TemporaryDirectory() as target:
        report(known, cases, read_invented(pathlib.Path(target), scorer), scorer, write=args.write)


def report(known: list[Case], cases: list[Case], invented: list[Case], scorer: Any, *, write: bool) -> None:
    """Fit, print what is reached, and write the weights; `cases` are the `known` ones, perhaps read by another encoder."""
    left_out = [probability(case, fit_both([k for k in known if k.name != case.name] + invented)) for case in cases]
    reached = [score(c, p, scorer)["f1"] for c, p in zip(cases, left_out, strict=True)]
    joined = bound_of_joined(cases, left_out)
    fitted = fit_both(known + invented)
    seen = [score(c, probability(c, fitted), scorer)["f1"] for c in cases]
    by_real = fit_both(known)
    unseen = [score(c, probability(c, by_real), scorer)["f1"] for c in invented]
    say("dossier".ljust(24), "left out", "fitted on all")
    for case, out, own in zip(cases, reached, seen, strict=True):
        say(case.name.ljust(24), f"{out:8.3f} {own:8.3f}")
    say("mean".ljust(24), f"{np.mean(reached):8.3f} {np.mean(seen):8.3f}")
    for case, out in zip(invented, unseen, strict=True):
        say(case.name.ljust(24), f"{out:8.3f}  invented, fitted on the real ones")
    say("mean of the invented".ljust(24), f"{np.mean(unseen):8.3f}")
    say(f"joined from {joined}")
    for low in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        chosen = [(p >= low) & (p < low + 0.1) & c.judged for c, p in zip(cases, left_out, strict=True)]
        total = sum(int(m.sum()) for m in chosen)
        right = sum(int(c.right[m].sum()) for c, m in zip(cases, chosen, strict=True))
        say(f"probability {low:.1f} to {low + 0.1:.1f}: {right} of {total} right, left out")
    if write:
        about = {
            "made_by": "training/align_fit.py",
            "fitted_on": [c.name for c in known],
            "and_lighter_on": [c.name for c in invented],
            "pairs": int(sum(c.judged.sum() for c in known + invented)),
            "right": int(sum(c.right[c.judged].sum() for c in known + invented)),
            "f1_left_out": dict(zip([c.name for c in cases], reached, strict=True)),
            "f1_fitted": dict(zip([c.name for c in cases], seen, strict=True)),
            "f1_invented_fitted_on_real": dict(zip([c.name for c in invented], unseen, strict=True)),
        }
        data = {"about": about, "joined": joined}
        sums = {"first": as_json(fitted[0]), "second": as_json(fitted[1])}
        TARGET.write_text(json.dumps(data | sums, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

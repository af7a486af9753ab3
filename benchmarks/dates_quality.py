"""How right `dates.find` is: `python benchmarks/dates_quality.py [--corpora DIR]`.

Scores the TIMEX3 expressions of the corpora in ../shared as TempEval-3 does (UzZaman et al. 2013, SemEval-2013 task 1): one-to-one
pairs inside a document, the same extent first, then any overlap; value counts pairs whose values are the same string. Each corpus
is split by the parity of its documents: one half was looked at while the rules were written, the other was only scored.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tellings.dates import formats

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "dates"
NAMES = (
    "wikiwars.first-half",
    "tempeval3.timebank",
    "tempeval3.aquaint",
    "meantime",
    "ancienttimes.sample",
    "tweets.train",
)
SWAPPED = "1850-03-07"

Timex = dict[str, Any]


@dataclass
class Score:
    """Counts over documents."""

    gold: int = 0
    said: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, hits: int) -> float:
        """The harmonic mean of precision and recall."""
        return 2 * hits / (self.gold + self.said) if self.gold + self.said else 0.0


def pairs(gold: Sequence[Timex], said: Sequence[Timex]) -> list[tuple[Timex, Timex]]:
    """One-to-one pairs: the same extent first, then the longest overlap, then the leftmost."""
    ranked = []
    for i, wanted in enumerate(gold):
        for j, found in enumerate(said):
            overlap = min(wanted["end"], found["end"]) - max(wanted["start"], found["start"])
            if overlap > 0:
                same = (wanted["start"], wanted["end"]) == (found["start"], found["end"])
                ranked.append((not same, -overlap, wanted["start"], found["start"], i, j))
    used_gold: set[int] = set()
    used_said: set[int] = set()
    chosen = []
    for *_, i, j in sorted(ranked):
        if i not in used_gold and j not in used_said:
            used_gold.add(i)
            used_said.add(j)
            chosen.append((gold[i], said[j]))
    return chosen


def score(documents: Sequence[dict[str, Any]], *, dct: str | None = "") -> Score:
    """The score over documents; `dct` takes the place of every day of publication, None takes it away."""
    total = Score()
    for gold in documents:
        document = formats.Document(gold["doc_id"], gold["text"], gold["dct"] if dct == "" else dct)
        said = json.loads(formats.to_jsonl(document, document.times()))["timexes"]
        found = pairs(gold["timexes"], said)
        total.gold += len(gold["timexes"])
        total.said += len(said)
        total.relaxed += len(found)
        total.strict += sum((a["start"], a["end"]) == (b["start"], b["end"]) for a, b in found)
        total.value += sum((a.get("value") or None) == (b.get("value") or None) for a, b in found)
    return total


def row(name: str, total: Score) -> None:
    """A line of the table."""
    figures = (total.f1(total.strict), total.f1(total.relaxed), total.f1(total.value))
    print(f"{name:<38} {total.gold:>6} {total.said:>6} " + " ".join(f"{figure:>8.3f}" for figure in figures))


def main() -> None:
    """Print the table."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--corpora", type=Path, default=CORPORA)
    corpora = options.parse_args().corpora
    print(f"{'':<38} {'gold':>6} {'found':>6} {'strict':>8} {'relaxed':>8} {'value':>8}")
    for name in NAMES:
        path = corpora / f"{name}.jsonl"
        if not path.exists():
            print(f"{name:<38} not measured: {path} is not there")
            continue
        documents = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
        halves = {"looked at": documents[::2], "only scored": documents[1::2]}
        for half, part in halves.items():
            if part:
                row(f"{name}, {half}", score(part))
        if name.startswith("wikiwars"):
            for half, part in halves.items():
                row(f"{name}, {half}, no day", score(part, dct=None))
                row(f"{name}, {half}, other day", score(part, dct=SWAPPED))


if __name__ == "__main__":
    main()

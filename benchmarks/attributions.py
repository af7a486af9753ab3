"""How well it is found who says so: P, R and F1 on PolNeAR and recall on a dossier, beside the project in `../shared`.

    python benchmarks/attributions.py [--part dev|train] [--shared DIR] [--rules]

A statement is found where source and content each overlap the gold's. Figures are given one-to-one (each gold and each found
statement counts once, by maximum matching) and many-to-many. Gold statements without a source or a content are left out, as
are found ones without a source. PolNeAR: Newell et al. 2018, "An Attribution Relations Corpus for Political News".
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from pathlib import Path
from typing import Any

from tellings.extract.attributions import find_attributions
from tellings.extract.names import find_names
from tellings.extract.sentences import find_sentences
from tellings.language import analyse
from tellings.model import Account, Attribution, Source, Span


def attributions_of(text: str) -> list[Attribution]:
    """The attributions with a source in a text that is one account."""
    source, account = Source("s", "s", "0", text, "text/plain"), Account("a", "s", 0, len(text), "A")
    analysis = analyse(text)
    sentences = find_sentences(source, account, analysis)
    _, names = find_names([source], [account], [analysis], {"a": sentences})
    return [a for a in find_attributions(source, account, analysis, sentences, names) if a.source]


def overlaps(span: Span | None, pieces: list[dict[str, int]]) -> bool:
    """Whether a span shares text with any piece of the gold."""
    return span is not None and any(min(span.end, p["end"]) > max(span.start, p["start"]) for p in pieces)


def matched(rows: list[list[int]]) -> dict[int, int]:
    """A maximum matching: for each found statement the gold one it is matched with."""
    partner: dict[int, int] = {}

    def place(i: int, seen: set[int]) -> bool:
        for j in rows[i]:
            if j not in seen:
                seen.add(j)
                if j not in partner or place(partner[j], seen):
                    partner[j] = i
                    return True
        return False

    for i in range(len(rows)):
        place(i, set())
    return partner


def line(name: str, hits_said: int, said: int, hits_gold: int, gold: int) -> str:
    """One row of the table."""
    p, r = hits_said / max(said, 1), hits_gold / max(gold, 1)
    return f"{name:14} P {p:.3f}  R {r:.3f}  F1 {2 * p * r / max(p + r, 1e-9):.3f}  gold {gold}  said {said}"


def polnear(path: Path, *, rules: bool) -> None:
    """Print the table for a part of PolNeAR."""
    totals: Counter[str] = Counter()
    by_rule: Counter[str] = Counter()
    right_by_rule: Counter[str] = Counter()
    for document in map(json.loads, path.read_text(encoding="utf-8").splitlines()):
        gold = [g for g in document["attributions"] if g.get("source") and g.get("content")]
        said = attributions_of(document["text"])
        rows = [
            [j for j, a in enumerate(said) if overlaps(a.source, g["source"]) and overlaps(a.content, g["content"])]
            for g in gold
        ]
        partner = matched(rows)
        totals.update(
            gold=len(gold),
            said=len(said),
            one=len(partner),
            found=sum(map(bool, rows)),
            right=len({j for r in rows for j in r}),
        )
        by_rule.update(a.found_by for a in said)
        right_by_rule.update(said[j].found_by for j in partner)
    print(line("one-to-one", totals["one"], totals["said"], totals["one"], totals["gold"]))
    print(line("many-to-many", totals["right"], totals["said"], totals["found"], totals["gold"]))
    for rule, count in by_rule.most_common() if rules else []:
        print(f"  {rule:28} {count:6} said, {right_by_rule[rule] / count:.2f} right")


def dossier(folder: Path) -> None:
    """Print the recall on the core of a dossier's attributions."""
    with (folder / "source.txt").open(encoding="utf-8", newline="") as file:
        text = file.read()
    gold: list[Any] = json.loads((folder / "attributions.json").read_text(encoding="utf-8"))["attributions"]
    said = attributions_of(text)
    core = [g for g in gold if g["core"] and g["source_span"] and g["content"]]
    hits = sum(
        any(overlaps(a.source, [g["source_span"]]) and overlaps(a.content, g["content"]) for a in said) for g in core
    )
    print(f"{folder.name:14} core recall {hits / len(core):.3f}  gold {len(core)}  said {len(said)}")


def main() -> None:
    """Read the command line and print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("dev", "train"), default="dev")
    parser.add_argument("--shared", type=Path, default=Path(__file__).resolve().parents[2] / "shared")
    parser.add_argument("--rules", action="store_true", help="also how often each rule is right")
    args = parser.parse_args()
    polnear(args.shared / "corpora" / "attribution" / f"{args.part}.jsonl", rules=args.rules)
    dossier(args.shared / "dossiers" / "baltic-1940")


if __name__ == "__main__":
    main()

"""Parallel passages of the four Gospels: what the aligner finds of an expert's table, beside simpler ways.

    python benchmarks/gospels.py [--encoder PATH]

The table (../shared/corpora/gospels) has 358 pairs of passages of two Gospels that tell the same. A pair of tellings that is
joined is right where both stand in the passages of one entry; a pair of passages is found where at least one right pair of
tellings stands in it. The simpler ways join the tellings of two Gospels that are each other's nearest, the likest first, as
many as the aligner joins. Nothing was fitted on the Gospels, but the encoder that ships was taught on their text, unlabelled.
"""

from __future__ import annotations

import argparse
import json
import math
import pathlib
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np

from tellings.align import align_tellings, find_shared
from tellings.align.encoder import using
from tellings.align.features import rows_of, telling_text
from tellings.align.likeness import read_wordings
from tellings.align.vectors import Matrix, unit_rows
from tellings.extract import extract_findings
from tellings.model import Account, Event, Source, Span, Telling

FOLDER = pathlib.Path(__file__).parents[2] / "shared" / "corpora" / "gospels"
NAMES = ("matthew", "mark", "luke", "john")
Pair = tuple[Span, Span]
Passages = Mapping[str, Sequence[tuple[int, int]]]


def table() -> list[Passages]:
    """For each entry of the expert's table the passages of each Gospel, as stretches of its text."""
    lines = (FOLDER / "parallels.jsonl").read_text(encoding="utf-8").splitlines()
    entries = [json.loads(line)["accounts"] for line in lines]
    return [{a: [(p["start"], p["end"]) for p in told or ()] for a, told in entry.items()} for entry in entries]


def joined(events: Sequence[Event], grades: Sequence[str]) -> Iterator[Pair]:
    """Each two tellings of two accounts in one event, of these grades."""
    for event in events:
        for one, two in combinations([t for t in event.tellings if t.grade in grades], 2):
            yield from ((a, b) for a in one.spans for b in two.spans)


def nearest(tellings: Sequence[Telling], vectors: Mapping[str, Matrix], most: int) -> list[Pair]:
    """The tellings of two accounts that are each other's nearest, the likest first."""
    rows = rows_of(tellings)
    found = []
    for a, b in combinations(rows, 2):
        likeness = vectors[a] @ vectors[b].T
        there, back = likeness.argmax(axis=1), likeness.argmax(axis=0)
        for i, j in enumerate(there.tolist()):
            if back[j] == i:
                pair = (tellings[int(rows[a][i])].spans[0], tellings[int(rows[b][j])].spans[0])
                found.append((-round(float(likeness[i, j]), 5), pair))
    return [pair for _, pair in sorted(found, key=lambda one: one[0])[:most]]


def tf_idf(texts: Sequence[Sequence[str]]) -> list[Matrix]:
    """A row for each text: how often each word stands in it, times how rare the word is."""
    told = [[Counter(re.findall(r"\w+", text.lower())) for text in own] for own in texts]
    seen = Counter(word for own in told for counts in own for word in counts)
    column = {word: n for n, word in enumerate(sorted(seen))}
    total = sum(map(len, told))
    matrices = []
    for own in told:
        matrix = np.zeros((len(own), len(column)), dtype=np.float32)
        for n, counts in enumerate(own):
            for word, count in counts.items():
                matrix[n, column[word]] = count * math.log(total / seen[word])
        matrices.append(unit_rows(matrix))
    return matrices


def score(pairs: Sequence[Pair], gold: Sequence[Passages], name_of: Mapping[str, str], *, john: bool) -> str:
    """Pairs joined, how many of them are right, and how many of the table's pairs of passages are found."""
    among = [p for p in pairs if john == ("john" in (name_of[p[0].account], name_of[p[1].account]))]
    wanted = {
        (n, a, b)
        for n, entry in enumerate(gold)
        for a, b in combinations(NAMES, 2)
        if entry.get(a) and entry.get(b) and john == ("john" in (a, b))
    }
    found, right = set(), 0
    for one, two in among:
        hits = {
            (n, *sorted((name_of[one.account], name_of[two.account]), key=NAMES.index))
            for n, entry in enumerate(gold)
            if _stands(one, entry.get(name_of[one.account], ())) and _stands(two, entry.get(name_of[two.account], ()))
        }
        right += bool(hits)
        found |= hits
    return f"{len(among):6} {right / max(1, len(among)):9.2f} {len(found & wanted) / len(wanted):7.2f}"


def _stands(span: Span, passages: Sequence[tuple[int, int]]) -> bool:
    middle = (span.start + span.end) // 2
    return any(start <= middle < end for start, end in passages)


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--encoder", type=pathlib.Path, help="a folder with model.onnx and tokenizer.json, to compare with"
    )
    folder = parser.parse_args().encoder
    if not FOLDER.exists():
        print(f"skipped: {FOLDER} is not there")
        return
    gold = table()
    texts = {name: (FOLDER / f"{name}.txt").read_text(encoding="utf-8") for name in NAMES}
    sources = [Source(name, f"{name}.txt", name, text, "text/plain") for name, text in texts.items()]
    accounts = [Account(f"a-{s.id}", s.id, 0, len(s.text), s.id) for s in sources]
    name_of = {a.id: a.source for a in accounts}
    findings = extract_findings(sources, accounts)
    shared = find_shared(accounts, findings)
    told = [[telling_text(findings.tellings[i]) for i in own] for own in rows_of(findings.tellings).values()]

    def row(label: str, pairs: Sequence[Pair]) -> None:
        cells = [score(pairs, gold, name_of, john=john) for john in (False, True)]
        print(f"{label:34} {cells[0]}   {cells[1]}", flush=True)

    print(f"{'':34} {'Matthew, Mark, Luke':>24}   {'John with another':>24}")
    print(f"{'':34} {'pairs':>6} {'precision':>9} {'recall':>7}   {'pairs':>6} {'precision':>9} {'recall':>7}")

    def rows(used: pathlib.Path | None, most: int | None) -> int:
        """The rows of one encoder, and how many pairs the aligner joins with it."""
        with using(used) as name:
            begun = time.perf_counter()
            events = align_tellings(accounts, findings, shared).events
            took = time.perf_counter() - begun
            both = list(joined(events, ("joined", "possible")))
            row(f"aligner {name}, joined", list(joined(events, ("joined",))))
            row(f"aligner {name}, joined and possible", both)
            wholes = [wording.whole for wording in read_wordings(told)]
        row(
            f"mean vectors {name}",
            nearest(findings.tellings, dict(zip(name_of, wholes, strict=True)), most or len(both)),
        )
        print(f"({took:.0f} s to align)")
        return most or len(both)

    most = rows(None, None)
    row("TF-IDF", nearest(findings.tellings, dict(zip(name_of, tf_idf(told), strict=True)), most))
    if folder:
        rows(folder, most)


if __name__ == "__main__":
    main()

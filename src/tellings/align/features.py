"""What speaks for and against two tellings being of one happening, as numbers: a row for each pair that could be joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tellings.align.likeness import Wording, bags, nearest_words, read_wording, relative, sentence_vectors
from tellings.align.lists import word_list
from tellings.align.vectors import Matrix
from tellings.model import Figure, Telling

CANDIDATES = 8  # the best of each row and column of two accounts that are looked at further
Ids = NDArray[np.int64]
Block = Mapping[str, Matrix]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of tellings of two accounts, by number, and a row of features for each, named by the columns."""

    left: Ids
    right: Ids
    columns: tuple[str, ...]
    values: Matrix


def telling_text(telling: Telling) -> str:
    """The words of a telling, its spans one after another."""
    return " ".join(span.text for span in telling.spans)


def describe_pairs(tellings: Sequence[Telling], figures: Sequence[Figure]) -> Pairs:
    """The pairs worth a look, with their features. `tellings` stand account by account, each in its own order."""
    rows = _rows_of(tellings)
    wording = read_wording([telling_text(t) for t in tellings], word_list("common"))
    own = _own_features(tellings, figures, wording)
    names, numbers = _name_rarity(tellings), _numbers_of(tellings, figures)
    likeness = _Likeness(wording, rows)
    left, right, parts = [], [], []
    blocks = {(a, b): likeness.block(a, b) for a, b in combinations(rows, 2)}
    for (a, b), block in blocks.items():
        i, j = _candidates(block)
        values = {name: matrix[i, j] for name, matrix in block.items()}
        values["third"] = _third(blocks, (a, b), i, j)
        values["order"] = np.abs(i / len(rows[a]) - j / len(rows[b]))
        i, j = rows[a][i], rows[b][j]
        values |= _time_features(tellings, i, j)
        values["names"] = np.array([_common_names(tellings[x], tellings[y], names) for x, y in zip(i, j, strict=True)])
        values["numbers"] = np.array([len(numbers[x] & numbers[y]) for x, y in zip(i, j, strict=True)])
        for name, column in own.items():
            values[name] = column[i] + column[j]
            values[name + " apart"] = np.abs(column[i] - column[j])
        left.append(i)
        right.append(j)
        parts.append(values)
    if not parts:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), (), np.zeros((0, 0), np.float32))
    columns = tuple(parts[0])
    table = np.concatenate([np.stack([np.asarray(p[c], np.float32) for c in columns], axis=1) for p in parts])
    return Pairs(np.concatenate(left), np.concatenate(right), columns, np.round(table, 4))


def _rows_of(tellings: Sequence[Telling]) -> dict[str, Ids]:
    accounts = dict.fromkeys(t.account for t in tellings)
    return {a: np.array([i for i, t in enumerate(tellings) if t.account == a], dtype=np.int64) for a in accounts}


class _Likeness:
    """The likeness matrices of two accounts' tellings, from the wording of all."""

    def __init__(self, wording: Wording, rows: Mapping[str, Ids]) -> None:
        values, common = word_list("values"), word_list("common")
        bare = np.array([0.0 if w in values or w[0].isdigit() else 1.0 for w in wording.vocabulary], dtype=np.float32)
        content = np.array([0.0 if w in common else 1.0 for w in wording.vocabulary], dtype=np.float32)
        self.words = {a: bags(wording, list(r), wording.rarity) for a, r in rows.items()}
        self.bare = {a: bags(wording, list(r), wording.rarity * bare) for a, r in rows.items()}
        self.near = {a: nearest_words(wording, list(r)) for a, r in rows.items()}
        self.whole = {a: sentence_vectors(wording, list(r)) for a, r in rows.items()}
        self.rare = {a: (self.words[a] > 0) * (np.maximum(wording.rarity, 0) * content) for a in rows}

    def block(self, a: str, b: str) -> Block:
        there, back = self.words[a] @ self.near[b], (self.words[b] @ self.near[a]).T
        words = (there + back) / 2
        bare = (self.bare[a] @ self.near[b] + (self.bare[b] @ self.near[a]).T) / 2
        whole = self.whole[a] @ self.whole[b].T
        rare = np.sqrt(self.rare[a]) @ np.sqrt(self.rare[b]).T
        near = relative(words)
        return {
            "words": near,
            "words outright": words,
            "contained": relative(np.maximum(there, back)),
            "without values": relative(bare),
            "whole": relative(whole),
            "rare words": relative(rare),
            "rare words outright": rare,
            "neighbours": _neighbours(near),
            "rank": _rank(near),
        }


def _neighbours(likeness: Matrix) -> Matrix:
    """The mean of the likeness of the tellings before and of those after; where one has none, of the others."""
    padded = np.pad(likeness, 2, constant_values=np.nan)
    n, m = likeness.shape

    def shift(x: int, y: int) -> Matrix:
        return padded[2 + x : 2 + x + n, 2 + y : 2 + y + m]

    before = np.fmax(np.fmax(shift(-1, -1), shift(-2, -1)), shift(-1, -2))
    after = np.fmax(np.fmax(shift(1, 1), shift(2, 1)), shift(1, 2))
    both = np.stack([before, after])
    known = ~np.isnan(both)
    mean: Matrix = np.where(known, both, 0).sum(axis=0) / np.maximum(known.sum(axis=0), 1)
    return mean


def _rank(likeness: Matrix) -> Matrix:
    """How many others of its row and of its column are more alike, each as a logarithm, added."""
    rounded = np.round(likeness, 5)
    rows = (-rounded).argsort(axis=1, kind="stable").argsort(axis=1, kind="stable")
    columns = (-rounded).argsort(axis=0, kind="stable").argsort(axis=0, kind="stable")
    lost: Matrix = np.log1p(rows) + np.log1p(columns)
    return lost


def _candidates(block: Block) -> tuple[Ids, Ids]:
    """The cells that are among the best of their row or their column by any of three likenesses."""
    chosen = np.zeros(block["words"].shape, dtype=bool)
    for name in ("words", "without values", "whole"):
        rounded = np.round(block[name], 5)
        for axis in (0, 1):
            best = (
                (-rounded)
                .argsort(axis=axis, kind="stable")
                .take(range(min(CANDIDATES, rounded.shape[axis])), axis=axis)
            )
            np.put_along_axis(chosen, best, True, axis=axis)
    i, j = np.nonzero(chosen)
    return i, j


def _third(blocks: Mapping[tuple[str, str], Block], two: tuple[str, str], i: Ids, j: Ids) -> Matrix:
    """How alike both are to the telling of a third account that is most like the two; nought where there is none."""
    best = np.zeros(len(i), dtype=np.float32)
    words = {pair: block["words"] for pair, block in blocks.items()}
    words |= {(b, a): block.T for (a, b), block in words.items()}
    for third in dict.fromkeys(a for a, _ in words if a not in two):
        best = np.maximum(best, np.minimum(words[two[0], third][i], words[two[1], third][j]).max(axis=1))
    return best


def _time_features(tellings: Sequence[Telling], i: Ids, j: Ids) -> dict[str, Matrix]:
    """Whether two times meet, the more the more precise they are, or lie apart; carried ones apart from those said."""
    found = {
        k: np.zeros(len(i), np.float32)
        for k in ("time meets", "time apart", "carried time meets", "carried time apart")
    }
    for n, (x, y) in enumerate(zip(i, j, strict=True)):
        s, t = tellings[x], tellings[y]
        if s.earliest is None or t.earliest is None or s.latest is None or t.latest is None:
            continue
        kind = "carried " if s.carried or t.carried else ""
        gap = max(s.earliest, t.earliest) - min(s.latest, t.latest)
        longest = max(s.latest - s.earliest, t.latest - t.earliest)
        if gap > 0:
            found[kind + "time apart"][n] = min(1.0, float(np.log10(1 + gap)) / 3)
        else:
            found[kind + "time meets"][n] = 1 / (1 + float(np.log10(1 + longest)))
    return found


def _common_names(one: Telling, two: Telling, rarity: Mapping[str, float]) -> float:
    return sum(rarity[name] for name in one.who if name in two.who)


def _name_rarity(tellings: Sequence[Telling]) -> dict[str, float]:
    seen = Counter(name for t in tellings for name in t.who)
    return {name: float(np.log((len(tellings) + 1) / (n + 0.5))) for name, n in sorted(seen.items())}


def _numbers_of(tellings: Sequence[Telling], figures: Sequence[Figure]) -> list[frozenset[float]]:
    found: list[set[float]] = [set() for _ in tellings]
    starts = sorted((s.account, s.start, s.end, i) for i, t in enumerate(tellings) for s in t.spans)
    places = sorted((f.span.account, f.span.start, f.value) for f in figures if f.value is not None)
    at = 0
    for account, start, value in places:
        while at < len(starts) and (starts[at][0], starts[at][2]) <= (account, start):
            at += 1
        if at < len(starts) and starts[at][0] == account and starts[at][1] <= start:
            found[starts[at][3]].add(value)
    return [frozenset(f) for f in found]


def _own_features(tellings: Sequence[Telling], figures: Sequence[Figure], wording: Wording) -> dict[str, Matrix]:
    """What a telling shows by itself of being a happening that others may tell too."""
    lists = {name: word_list(name) for name in ("reflection", "first_person", "past")}
    numbers = _numbers_of(tellings, figures)
    columns: dict[str, list[float]] = {}
    place = Counter[str]()
    size = Counter(t.account for t in tellings)
    for t, ids, figured in zip(tellings, wording.words, numbers, strict=True):
        words = [wording.vocabulary[w] for w in ids]
        text, n = telling_text(t), max(len(words), 1)
        past = sum(w in lists["past"] or (len(w) > 4 and w.endswith("ed")) for w in words)
        shown = {
            "length": float(np.log(1 + n)),
            "past": min(past / n, 0.3),
            "reflection": min(sum(w in lists["reflection"] for w in words) / n, 0.3),
            "first person": float(any(w in lists["first_person"] for w in words)),
            "speech": float('"' in text or "“" in text),
            "question": float("asked" in t.marks),
            "hedged": float("hedged" in t.marks or "hypothetical" in t.marks),
            "denied": float("denied" in t.marks),
            "reported": float("reported" in t.marks),
            "dated": float(t.earliest is not None and not t.carried),
            "named": min(len(t.who), 4) / 4,
            "figured": min(len(figured), 3) / 3,
            "place": abs(place[t.account] / size[t.account] - 0.5),
        }
        place[t.account] += 1
        for name, value in shown.items():
            columns.setdefault(name, []).append(value)
    return {name: np.array(values, dtype=np.float32) for name, values in columns.items()}

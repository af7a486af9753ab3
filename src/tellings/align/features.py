"""What speaks for and against two tellings being of one happening, as numbers: a row for each pair that could be joined."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tellings.align.likeness import Wording, read_wordings, relative, token_likeness, word_places
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


def describe_pairs(tellings: Sequence[Telling], figures: Sequence[Figure]) -> Pairs:
    """The pairs worth a look, with their features. `tellings` stand account by account, each in its own order."""
    accounts = dict.fromkeys(t.account for t in tellings)
    rows = {a: np.array([i for i, t in enumerate(tellings) if t.account == a], dtype=np.int64) for a in accounts}
    texts = [[telling_text(tellings[i]) for i in own] for own in rows.values()]
    wordings = dict(zip(rows, read_wordings(texts), strict=True))
    blocks = {(a, b): _likeness(wordings[a], wordings[b]) for a, b in combinations(rows, 2)}
    if not blocks:
        return Pairs(np.zeros(0, np.int64), np.zeros(0, np.int64), (), np.zeros((0, 0), np.float32))
    own, facts = _own_features(tellings), _Facts(tellings, figures)
    found = []
    for (a, b), block in blocks.items():
        i, j = _candidates(block)
        values = {name: matrix[i, j] for name, matrix in block.items()}
        values["third"] = _third(blocks, (a, b), i, j)
        values["order"] = np.abs(i / len(rows[a]) - j / len(rows[b]))
        left, right = rows[a][i], rows[b][j]
        values |= facts.compare(left, right) | {name: column[left] + column[right] for name, column in own.items()}
        found.append((left, right, values))
    columns = tuple(found[0][2])
    table = np.concatenate([np.stack([v[c] for c in columns], axis=1) for _, _, v in found])
    lefts, rights = (np.concatenate([f[k] for f in found]) for k in (0, 1))
    return Pairs(lefts, rights, columns, np.round(table, 4))


def telling_text(telling: Telling) -> str:
    """The words of a telling, its spans one after another."""
    return " ".join(span.text for span in telling.spans)


def _likeness(one: Wording, two: Wording) -> Block:
    """The likeness matrices of two accounts: a row for each telling of the one, a column for each of the other."""
    there, back, bare = token_likeness(one, two)
    words = (there + back) / 2
    near = relative(words)
    rare = one.rare @ two.rare.T
    return {
        "words": near,
        "words outright": words,
        "contained": relative(np.maximum(there, back)),
        "without values": relative(bare),
        "whole": relative(one.whole @ two.whole.T),
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
    lost = np.zeros_like(likeness)
    for axis in (0, 1):
        order = (-np.round(likeness, 5)).argsort(axis=axis, kind="stable")
        places = np.log1p(np.arange(likeness.shape[axis], dtype=np.float32))
        rank = np.empty_like(likeness)
        np.put_along_axis(rank, order, places[:, None] if axis == 0 else places[None, :], axis=axis)
        lost += rank
    return lost


def _candidates(block: Block) -> tuple[Ids, Ids]:
    """The cells that are among the best of their row or their column by any of three likenesses."""
    chosen = np.zeros(block["words"].shape, dtype=bool)
    for name in ("words", "without values", "whole"):
        order = -np.round(block[name], 5)
        for axis in (0, 1):
            best = order.argsort(axis=axis, kind="stable").take(range(min(CANDIDATES, order.shape[axis])), axis=axis)
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


class _Facts:
    """What tellings say of when, who and how many."""

    def __init__(self, tellings: Sequence[Telling], figures: Sequence[Figure]) -> None:
        seen = Counter(name for t in tellings for name in t.who)
        self.tellings = tellings
        self.rarity = {name: float(np.log((len(tellings) + 1) / (n + 0.5))) for name, n in sorted(seen.items())}
        self.numbers = _numbers_of(tellings, figures)

    def compare(self, left: Ids, right: Ids) -> dict[str, Matrix]:
        """For each pair how far its times meet or lie apart, its names and figures in common."""
        columns = ("time meets", "time apart", "carried time meets", "carried time apart", "names", "numbers")
        found = {name: np.zeros(len(left), np.float32) for name in columns}
        for n, (i, j) in enumerate(zip(left.tolist(), right.tolist(), strict=True)):
            one, two = self.tellings[i], self.tellings[j]
            found["names"][n] = sum(self.rarity[name] for name in one.who if name in two.who)
            found["numbers"][n] = len(self.numbers[i] & self.numbers[j])
            if compared := _compare_times(one, two):
                found[compared[0]][n] = compared[1]
        return found


def _compare_times(one: Telling, two: Telling) -> tuple[str, float] | None:
    """How closely two times meet, the more the more precise they are, or how far they lie apart, each nought to one."""
    if one.earliest is None or two.earliest is None or one.latest is None or two.latest is None:
        return None
    kind = "carried " if one.carried or two.carried else ""
    gap = max(one.earliest, two.earliest) - min(one.latest, two.latest)
    if gap > 0:
        return f"{kind}time apart", min(1.0, float(np.log10(1 + gap)) / 3)
    longest = max(one.latest - one.earliest, two.latest - two.earliest)
    return f"{kind}time meets", 1 / (1 + float(np.log10(1 + longest)))


def _numbers_of(tellings: Sequence[Telling], figures: Sequence[Figure]) -> list[frozenset[float]]:
    found: list[set[float]] = [set() for _ in tellings]
    spans = sorted((s.account, s.start, s.end, i) for i, t in enumerate(tellings) for s in t.spans)
    at = 0
    for account, start, value in sorted(
        (f.span.account, f.span.start, f.value) for f in figures if f.value is not None
    ):
        while at < len(spans) and (spans[at][0], spans[at][2]) <= (account, start):
            at += 1
        if at < len(spans) and spans[at][0] == account and spans[at][1] <= start:
            found[spans[at][3]].add(value)
    return [frozenset(f) for f in found]


def _own_features(tellings: Sequence[Telling]) -> dict[str, Matrix]:
    """What a telling shows by itself of being a happening that others may tell too."""
    words = [[word for word, _, _ in word_places(telling_text(t))] for t in tellings]
    first_person = word_list("first_person")
    columns = {
        "length": [np.log1p(len(w)) for w in words],
        "first person": [not first_person.isdisjoint(w) for w in words],
        "remark": [bool({"asked", "remark"}.intersection(t.marks)) for t in tellings],
    }
    return {name: np.array(values, dtype=np.float32) for name, values in columns.items()}

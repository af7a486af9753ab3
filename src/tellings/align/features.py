"""What speaks for and against two tellings being of one happening, as numbers: a table for each two accounts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.align.likeness import Wording, read_wordings, relative, token_likeness, word_places
from tellings.align.lists import word_list
from tellings.align.threads import side_by_side
from tellings.align.vectors import Matrix
from tellings.extract.tellings import is_past
from tellings.model import Telling

CANDIDATES = 8  # the best of each row and column of two accounts that are looked at further
UNWEIGHED = ("words", "without values")  # they only choose the pairs: once the passage is weighed they add nothing
THIRDS = 5  # the best matches of a telling in a third account, by which it may be like a telling of the second
Ids = NDArray[np.int64]
Columns = dict[str, Matrix]


@dataclass(frozen=True, slots=True)
class Block:
    """Two accounts: the numbers of the tellings of each, and for each two of them (row, column) a value for each name.

    `chosen` are the rows and columns of the pairs that are worth a look.
    """

    accounts: tuple[str, str]
    left: Ids
    right: Ids
    names: tuple[str, ...]
    values: Matrix
    chosen: tuple[Ids, Ids]


def describe_blocks(tellings: Sequence[Telling]) -> Iterator[Block]:
    """A block for each two accounts. `tellings` stand account by account, each in its own order."""
    rows = rows_of(tellings)
    if len(rows) < 2:
        return
    texts = [[telling_text(tellings[i]) for i in own] for own in rows.values()]
    wordings = dict(zip(rows, read_wordings(texts), strict=True))
    pairs = [*combinations(rows, 2)]
    found = side_by_side(_likeness, (wordings[a] for a, _ in pairs), (wordings[b] for _, b in pairs))
    alike = dict(zip(pairs, found, strict=True))
    words = both_ways({two: columns["words"] for two, columns in alike.items()})
    likest = likest_rows(words)
    facts, own = _Facts(tellings), _own_features(tellings)
    for a, b in pairs:
        left, right, likeness = rows[a], rows[b], alike.pop((a, b))  # each is large, and no longer needed than this
        columns = {
            **{name: likeness[name] for name in likeness if name not in UNWEIGHED},
            "third": through_third(words, likest, (a, b)),
            **facts.compare(left, right),
            **{name: column[left][:, None] + column[right][None, :] for name, column in own.items()},
        }
        values = np.empty((len(columns), len(left), len(right)), dtype=np.float32)
        for place, column in zip(values, columns.values(), strict=True):
            np.round(column.astype(np.float32), 4, out=place)
        yield Block((a, b), left, right, tuple(columns), np.moveaxis(values, 0, 2), _candidates(likeness))


def rows_of(tellings: Sequence[Telling]) -> dict[str, Ids]:
    """The numbers of each account's tellings."""
    accounts = dict.fromkeys(t.account for t in tellings)
    return {a: np.array([i for i, t in enumerate(tellings) if t.account == a], dtype=np.int64) for a in accounts}


def telling_text(telling: Telling) -> str:
    """The words of a telling, its spans one after another."""
    return " ".join(span.text for span in telling.spans)


def _likeness(one: Wording, two: Wording) -> Columns:
    """The likeness matrices of two accounts: a row for each telling of the one, a column for each of the other."""
    there, back = token_likeness(one, two)
    near = relative((there.words + back.words) / 2)
    most = there.most + back.most
    return {
        "words": near,
        "without values": relative((there.bare + back.bare) / 2),
        "passage": relative(there.passage + back.passage),
        "telling words": relative(most),
        "telling words outright": most,
        "whole": relative(one.whole @ two.whole.T),
        "rare words": relative(one.rare @ two.rare.T),
        "neighbours": _neighbours(near),
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


def _candidates(likeness: Columns) -> tuple[Ids, Ids]:
    """The cells that are among the best of their row or their column by any of three likenesses."""
    chosen = np.zeros(likeness["words"].shape, dtype=bool)
    for name in ("words", "without values", "whole"):
        rounded = np.round(likeness[name], 5)
        chosen |= _likest(rounded, CANDIDATES) | _likest(rounded.T, CANDIDATES).T
    i, j = np.nonzero(chosen)
    return i, j


def _likest(likeness: Matrix, most: int) -> NDArray[np.bool_]:
    """Which cells are among so many likest of their row; of several as like, the first."""
    if likeness.shape[1] <= most:
        return np.ones(likeness.shape, dtype=bool)
    least = np.partition(likeness, -most, axis=1)[:, [-most]]
    above, as_like = likeness > least, likeness == least
    chosen: NDArray[np.bool_] = above | (as_like & (as_like.cumsum(axis=1) <= most - above.sum(axis=1, keepdims=True)))
    return chosen


def both_ways(matrices: Mapping[tuple[str, str], Matrix]) -> dict[tuple[str, str], Matrix]:
    """The matrices of each two accounts, and turned about."""
    return {**matrices, **{(b, a): np.ascontiguousarray(matrix.T) for (a, b), matrix in matrices.items()}}


def likest_rows(matrices: Mapping[tuple[str, str], Matrix]) -> dict[tuple[str, str], Ids]:
    """For each row of each matrix the places of the few likest."""
    return {two: _likest(np.round(m, 5), THIRDS).nonzero()[1].reshape(len(m), -1) for two, m in matrices.items()}


def through_third(
    matrices: Mapping[tuple[str, str], Matrix], likest: Mapping[tuple[str, str], Ids], two: tuple[str, str]
) -> Matrix:
    """How alike both are to one telling of a third account, the mean over third accounts; NaN where there is none.

    In each the best of those likest to either is looked for. `likest` is `likest_rows(matrices)`.
    """
    thirds = dict.fromkeys(x for x, _ in matrices if x not in two)
    if not thirds:
        return np.full(matrices[two].shape, np.nan, dtype=np.float32)
    total = np.zeros(matrices[two].shape, dtype=np.float32)
    for third in thirds:
        there, back = (_best_through(matrices, likest, a, third, b) for a, b in (two, two[::-1]))
        total += np.maximum(there, back.T)
    return total / len(thirds)


def _best_through(
    matrices: Mapping[tuple[str, str], Matrix], likest: Mapping[tuple[str, str], Ids], a: str, third: str, b: str
) -> Matrix:
    """How alike each telling of `a` is to each of `b` by way of those of the third account that are likest to the first."""
    here, there = matrices[a, third], matrices[third, b]
    found = np.zeros((len(here), there.shape[1]), dtype=np.float32)
    for column in likest[a, third].T:
        np.maximum(found, np.minimum(np.take_along_axis(here, column[:, None], axis=1), there[column]), out=found)
    return found


class _Facts:
    """What tellings say of when and who."""

    def __init__(self, tellings: Sequence[Telling]) -> None:
        seen = Counter(name for t in tellings for name in t.who)
        rarity = {name: float(np.log((len(tellings) + 1) / (n + 0.5))) for name, n in sorted(seen.items())}
        self.names = _table([{name: rarity[name] ** 0.5 for name in t.who} for t in tellings])
        self.known = np.array([t.earliest is not None and t.latest is not None for t in tellings])
        self.carried = np.array([t.carried for t in tellings])
        self.earliest = np.array([t.earliest or 0 for t in tellings], dtype=np.int64)
        self.latest = np.array([t.latest or 0 for t in tellings], dtype=np.int64)

    def compare(self, left: Ids, right: Ids) -> Columns:
        """How telling it is that times meet, or how far they lie apart; names in common."""
        i, j = left[:, None], right[None, :]
        known = self.known[i] & self.known[j]
        carried = self.carried[i] | self.carried[j]
        gap = np.maximum(self.earliest[i], self.earliest[j]) - np.minimum(self.latest[i], self.latest[j])
        apart = np.where(known, np.minimum(1, np.log10(1 + np.maximum(gap, 0)) / 3), 0)
        meet = known & (gap <= 0)
        meets = meet * (_rarity(meet, known, axis=0) + _rarity(meet, known, axis=1)) / 2
        return {
            "time meets": meets * ~carried,
            "time apart": apart * ~carried,
            "carried time meets": meets * carried,
            "carried time apart": apart * carried,
            "names": self.names[left] @ self.names[right].T,
        }


def _rarity(meet: NDArray[np.bool_], known: NDArray[np.bool_], *, axis: int) -> Matrix:
    """The logarithm of how few of the other account's times meet a time: the day of the whole story says nothing."""
    share: Matrix = (meet.sum(axis=axis, keepdims=True) + 0.5) / (known.sum(axis=axis, keepdims=True) + 1)
    return -np.log(share)


def _table(rows: Sequence[Mapping[Any, float]]) -> Matrix:
    """A row for each mapping, a column for each key."""
    column = {key: n for n, key in enumerate(sorted({key for row in rows for key in row}))}
    table = np.zeros((len(rows), len(column)), dtype=np.float32)
    for n, row in enumerate(rows):
        for key, value in row.items():
            table[n, column[key]] = value
    return table


def _own_features(tellings: Sequence[Telling]) -> Columns:
    """What a telling shows by itself of being a happening that others may tell too."""
    words = [[word for word, _, _ in word_places(telling_text(t))] for t in tellings]
    first_person = word_list("first_person")
    columns = {
        "length": [np.log1p(len(w)) for w in words],
        "past": [np.log1p(sum(is_past(x) for x in w)) for w in words],
        "first person": [not first_person.isdisjoint(w) for w in words],
    }
    return {name: np.array(values, dtype=np.float32) for name, values in columns.items()}

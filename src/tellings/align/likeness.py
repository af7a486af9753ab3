"""How alike tellings are in meaning: token by token, as whole sentences, and relative to what else each could match.

The token by token likeness is the MaxSim of ColBERT (Khattab and Zaharia 2020): every word looks for its nearest in the
other telling, and rare words count for more. `relative` is the CSLS of Conneau et al. (2018).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from tellings.align.encoder import encode
from tellings.align.lists import word_list
from tellings.align.vectors import Matrix, pieces_of, plain, unit_rows

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
NEAREST = 5  # how many of the best others a likeness is measured against
CHUNK = 2048  # words whose nearness to all words of another account is held in memory at once


def word_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in small letters, without accents and possessive endings, and where each stands."""
    return [(plain(m.group().replace("’", "'").removesuffix("'s")), *m.span()) for m in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Wording:
    """The content words of one account's tellings, one after another, and its tellings whole.

    `begins` is where the words of each telling begin; `rarity` weighs each word, `bare` the same without numbers, days and
    months; `rare` holds a row for each telling and a column for each word of the dossier.
    """

    vectors: Matrix
    begins: NDArray[np.int64]
    rarity: Matrix
    bare: Matrix
    whole: Matrix
    rare: Matrix


def read_wordings(accounts: Sequence[Sequence[str]]) -> list[Wording]:
    """The wording of each account's tellings, weighed by how rare a word is among the tellings of all."""
    spelled = [[[word for word, _, _ in word_places(text)] for text in texts] for texts in accounts]
    seen = Counter(word for texts in spelled for words in texts for word in set(words))
    total = sum(map(len, accounts))
    rarity = {word: math.log((total + 1) / (n + 0.5)) for word, n in seen.items()}
    content = sorted(word for word in seen if word not in word_list("common"))
    column = {word: n for n, word in enumerate(content)}
    return [_read(texts, rarity, column) for texts in accounts]


def _read(texts: Sequence[str], rarity: dict[str, float], column: dict[str, int]) -> Wording:
    pieces: list[list[int]] = []
    owners: list[int] = []
    words: list[str] = []
    begins: list[int] = []
    rare = np.zeros((len(texts), len(column)), dtype=np.float32)
    for n, text in enumerate(texts):
        begins.append(len(words))
        found = word_places(text)
        kept = [w for w in found if w[0] in column] or found[:1]
        for word, _, _ in kept:
            if word in column:
                rare[n, column[word]] = max(rarity[word], 0) ** 0.5
        ids, at = _spell(text, kept, len(words))
        pieces.append(ids)
        owners.extend(at)
        words.extend(word for word, _, _ in kept)
        if not kept:
            words.append("")
    vectors = encode(pieces)
    lengths = [len(p) for p in pieces]
    whole = _sums(vectors, np.repeat(np.arange(len(texts)), lengths), len(texts))
    owned = np.array(owners, dtype=np.int64)
    weight = np.array([rarity.get(word, 0.0) for word in words], dtype=np.float32)
    values = word_list("values")
    bare = weight * np.array([not (w in values or w[:1].isdigit()) for w in words], dtype=np.float32)
    own = _sums(vectors[owned >= 0], owned[owned >= 0], len(words))
    return Wording(own, np.array(begins, dtype=np.int64), weight, bare, whole, rare)


def _spell(text: str, kept: Sequence[tuple[str, int, int]], first: int) -> tuple[list[int], list[int]]:
    """The wordpieces of a text, and for each the number of the kept word that it belongs to, or -1."""
    owner = {at: first + n for n, (_, start, end) in enumerate(kept) for at in range(start, end)}
    ids, owners = [], []
    for match in _TOKEN.finditer(text):
        for piece in pieces_of(plain(match.group())):
            ids.append(piece)
            owners.append(owner.get(match.start(), -1))
    return ids, owners


def _sums(rows: Matrix, owner: NDArray[np.int64], size: int) -> Matrix:
    found = np.zeros((size, rows.shape[1]), dtype=np.float32)
    np.add.at(found, owner, rows)
    return unit_rows(found)


def token_likeness(one: Wording, two: Wording) -> tuple[Matrix, Matrix, Matrix]:
    """MaxSim of each telling of the one (rows) with each of the other: from the one, from the other, and without values, both ways."""
    n, m = len(one.begins), len(two.begins)
    there, bare = np.zeros((2, n, m), dtype=np.float32)
    toward = np.full((len(two.vectors), n), -1.0, dtype=np.float32)
    ends = [*one.begins[1:].tolist(), len(one.vectors)]
    first = 0
    while first < n:
        last = first + 1
        while last < n and ends[last] - one.begins[first] <= CHUNK:
            last += 1
        words = slice(int(one.begins[first]), ends[last - 1])
        begins = one.begins[first:last] - one.begins[first]
        near = one.vectors[words] @ two.vectors.T
        best = np.maximum.reduceat(near, two.begins, axis=1)
        there[first:last] = _mean(best, one.rarity[words], begins)
        bare[first:last] = _mean(best, one.bare[words], begins)
        toward[:, first:last] = np.maximum.reduceat(near, begins, axis=0).T
        first = last
    back = _mean(toward, two.rarity, two.begins).T
    return there, back, (bare + _mean(toward, two.bare, two.begins).T) / 2


def _mean(best: Matrix, weight: Matrix, begins: NDArray[np.int64]) -> Matrix:
    """The weighted mean over the words of each telling."""
    total = np.add.reduceat(best * weight[:, None], begins, axis=0)
    mean: Matrix = total / np.maximum(np.add.reduceat(weight, begins), np.float32(1e-9))[:, None]
    return mean


def relative(likeness: Matrix) -> Matrix:
    """CSLS: twice the likeness less the mean of the best five of its row and of its column."""
    rows: Matrix = np.sort(likeness, axis=1)[:, -NEAREST:].mean(axis=1, keepdims=True)
    columns: Matrix = np.sort(likeness, axis=0)[-NEAREST:].mean(axis=0, keepdims=True)
    found: Matrix = 2 * likeness - rows - columns
    return found

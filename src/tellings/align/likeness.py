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

from tellings.align.vectors import Matrix, commonness, plain, unit_rows, word_vectors

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
NEAREST = 5  # how many of the best others a likeness is measured against


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of all tellings as numbers: a vocabulary, its vectors and rarity, and the ids of each telling's words."""

    vocabulary: tuple[str, ...]
    vectors: Matrix
    rarity: Matrix
    weight: Matrix
    words: tuple[tuple[int, ...], ...]


def word_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in small letters, without accents and possessive endings, and where each stands."""
    return [(plain(m.group().replace("’", "'").removesuffix("'s")), *m.span()) for m in _WORD.finditer(text)]


def read_wording(texts: Sequence[str], common: frozenset[str]) -> Wording:
    """The wording of the texts. `common` are the words that say little (of, the); they count for a seventh."""
    spelled = [[word for word, _, _ in word_places(text)] for text in texts]
    seen = Counter(word for words in spelled for word in set(words))
    vocabulary = tuple(sorted(seen))
    at = {word: i for i, word in enumerate(vocabulary)}
    rarity = np.array([math.log((len(texts) + 1) / (seen[w] + 0.5)) for w in vocabulary], dtype=np.float32)
    rarity *= np.array([0.15 if w in common else 1.0 for w in vocabulary], dtype=np.float32)
    ids = tuple(tuple(at[w] for w in words) for words in spelled)
    return Wording(vocabulary, word_vectors(vocabulary), rarity, commonness(vocabulary), ids)


def bags(wording: Wording, rows: Sequence[int], weight: Matrix) -> Matrix:
    """A row for each telling in `rows`, a column for each word of the vocabulary: its weight there, each row summing to one."""
    found = np.zeros((len(rows), len(wording.vocabulary)), dtype=np.float32)
    for i, row in enumerate(rows):
        np.add.at(found[i], list(wording.words[row]), 1.0)
    found *= weight
    shares: Matrix = found / np.maximum(found.sum(axis=1, keepdims=True), np.float32(1e-9))
    return shares


def nearest_words(wording: Wording, rows: Sequence[int]) -> Matrix:
    """For each word of the vocabulary (rows) and each telling (columns) how near its nearest word there is, -1 to 1."""
    found = np.zeros((len(wording.vocabulary), len(rows)), dtype=np.float32)
    for j, row in enumerate(rows):
        ids = sorted(set(wording.words[row]))
        if ids:
            found[:, j] = (wording.vectors @ wording.vectors[ids].T).max(axis=1)
            found[ids, j] = 1.0
    return found


def sentence_vectors(wording: Wording, rows: Sequence[int]) -> Matrix:
    """The weighted mean of each telling's word vectors, of length one."""
    return unit_rows(bags(wording, rows, wording.weight) @ wording.vectors)


def relative(likeness: Matrix) -> Matrix:
    """CSLS: twice the likeness less the mean of the best five of its row and of its column."""
    rows: Matrix = np.sort(likeness, axis=1)[:, -NEAREST:].mean(axis=1, keepdims=True)
    columns: Matrix = np.sort(likeness, axis=0)[-NEAREST:].mean(axis=0, keepdims=True)
    found: Matrix = 2 * likeness - rows - columns
    return found

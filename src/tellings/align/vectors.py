"""Static word vectors: a row of numbers for each wordpiece, shipped with the package, read without any model library.

The tokens are those of BERT's uncased wordpiece vocabulary (Devlin et al. 2019): the longest piece first. A word's vector
is the sum of its pieces', each weighted by how rare it is. How the files were made stands in `training/align_vectors.py`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]
LONGEST = 24  # characters of the longest wordpiece worth trying


@cache
def _table() -> tuple[dict[str, int], NDArray[np.int8], Matrix]:
    folder = files("tellings.align") / "vectors"
    pieces = (folder / "wordpieces.txt").read_text(encoding="utf-8").split("\n")[:-1]
    with as_file(folder / "vectors.npy") as rows, as_file(folder / "weights.npy") as weights:
        return (
            {piece: i for i, piece in enumerate(pieces)},
            np.load(rows, mmap_mode="r"),
            np.load(weights).astype(np.float32),
        )


def plain(word: str) -> str:
    """The word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


@cache
def pieces_of(word: str) -> tuple[int, ...]:
    """The rows of a plain word's pieces, the longest first; none where its letters are not in the vocabulary."""
    index = _table()[0]
    found: list[int] = []
    at = 0
    while at < len(word):
        prefix = "##" if at else ""
        ends = range(min(len(word), at + LONGEST), at, -1)
        end = next((e for e in ends if prefix + word[at:e] in index), None)
        if end is None:
            return ()
        found.append(index[prefix + word[at:end]])
        at = end
    return tuple(found)


def word_vectors(words: Sequence[str]) -> Matrix:
    """A row of length one for each plain word; a row of noughts for one that cannot be spelled."""
    _, rows, weights = _table()
    spelled = [pieces_of(word) for word in words]
    ids = np.array([piece for pieces in spelled for piece in pieces], dtype=np.int64)
    owner = np.repeat(np.arange(len(words)), [len(pieces) for pieces in spelled])
    found = np.zeros((len(words), rows.shape[1]), dtype=np.float32)
    if len(ids):
        np.add.at(found, owner, unit_rows(rows[ids].astype(np.float32)) * weights[ids, None])
    return unit_rows(found)


def commonness(words: Iterable[str]) -> Matrix:
    """The weight of each plain word for the meaning of a sentence: that of its heaviest piece, nought to one."""
    weights = _table()[2]
    return np.array([max((weights[p] for p in pieces_of(w)), default=0.0) for w in words], dtype=np.float32)


def unit_rows(rows: Matrix) -> Matrix:
    """The rows, each of length one; a row of noughts stays so."""
    unit: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit

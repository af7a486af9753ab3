"""Static vectors: a row of numbers for each wordpiece, shipped with the package, read without any model library.

The wordpieces are those of BERT's uncased vocabulary (Devlin et al. 2019), the longest first. How the files were made
stands in `training/align_vectors.py`.
"""

from __future__ import annotations

import unicodedata
from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]
LONGEST = 24  # characters of the longest wordpiece worth trying


@cache
def _pieces() -> dict[str, int]:
    text = (files("tellings.align") / "vectors" / "wordpieces.txt").read_text(encoding="utf-8")
    return {piece: i for i, piece in enumerate(text.split("\n")[:-1])}


@cache
def _rows() -> NDArray[np.int8]:
    with as_file(files("tellings.align") / "vectors" / "vectors.npy") as path:
        rows: NDArray[np.int8] = np.load(path, mmap_mode="r")
    return rows


def plain(word: str) -> str:
    """The word in small letters, without accents."""
    if word.isascii():
        return word.lower()
    return "".join(c for c in unicodedata.normalize("NFD", word.lower()) if unicodedata.category(c) != "Mn")


@cache
def pieces_of(word: str) -> tuple[int, ...]:
    """The rows of a plain word's pieces, the longest first; none where its letters are not in the vocabulary."""
    index = _pieces()
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


def piece_vectors(ids: NDArray[np.int64]) -> Matrix:
    """The static vectors of wordpieces, each of length one."""
    return unit_rows(_rows()[ids].astype(np.float32))


def unit_rows(rows: Matrix) -> Matrix:
    """The rows, each of length one; a row of noughts stays so."""
    unit: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit

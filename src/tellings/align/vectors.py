"""Static vectors: a row of numbers for each wordpiece, shipped with the package, read without any model library.

The wordpieces are those of `tellings.language.wordpieces`. How the file was made stands in `training/align_vectors.py`.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files
from typing import Any

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.floating[Any]]


@cache
def _rows() -> NDArray[np.int8]:
    with as_file(files("tellings.align") / "vectors" / "vectors.npy") as path:
        rows: NDArray[np.int8] = np.load(path, mmap_mode="r")
    return rows


def piece_vectors(ids: NDArray[np.int64]) -> Matrix:
    """The static vectors of wordpieces, each of length one."""
    return unit_rows(_rows()[ids].astype(np.float32))


def unit_rows(rows: Matrix) -> Matrix:
    """The rows, each of length one; a row of noughts stays so."""
    unit: Matrix = rows / np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), np.float32(1e-9))
    return unit

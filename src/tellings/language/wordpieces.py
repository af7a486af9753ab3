"""Words as wordpieces, and as vectors: the mean of the rows that a table holds for their pieces.

The pieces are those of BERT's uncased vocabulary (Devlin et al. 2019), the longest first, so a word written small or
large has the same vector, and a rare word has one too. The table ships with the weights that were taught with it.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import numpy as np
from numpy.typing import NDArray
from spacy.util import registry
from spacy.vectors import BaseVectors

TABLE = "wordpieces.npy"
"""The file of the rows, beside the weights."""
LONGEST = 24  # characters of the longest wordpiece worth trying


@cache
def _pieces() -> dict[str, int]:
    text = (files("tellings.language") / "wordpieces.txt").read_text(encoding="utf-8")
    return {piece: i for i, piece in enumerate(text.split("\n")[:-1])}


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


class WordVectors(BaseVectors):  # type: ignore[misc]
    """The vectors of a spaCy vocabulary, each reckoned when its word is first met; a word without pieces has noughts."""

    name, mode, n_keys = "wordpieces", "mean", -1

    def __init__(self, strings: Any, table: NDArray[Any]) -> None:
        self.strings, self.table = strings, table
        self._index: dict[int, int] = {}
        self._rows = np.zeros((1024, table.shape[1]), np.float32)

    @property
    def shape(self) -> tuple[int, int]:
        """How many pieces there are, and the width of a vector."""
        return self.table.shape[0], self.table.shape[1]

    def __len__(self) -> int:
        return len(self.table)

    @property
    def vectors_length(self) -> int:
        """The width of a vector."""
        return self.shape[1]

    def get_batch(self, keys: NDArray[np.uint64]) -> NDArray[np.float32]:
        """The vectors of some words, given by their hashes."""
        words = keys.tolist()
        if new := [key for key in dict.fromkeys(words) if key not in self._index]:
            self._add(new)
        return self._rows[[self._index[key] for key in words]]

    def _add(self, keys: Sequence[int]) -> None:
        first = len(self._index)
        while first + len(keys) > len(self._rows):
            self._rows = np.concatenate([self._rows, np.zeros_like(self._rows)])
        self._index |= {key: first + n for n, key in enumerate(keys)}
        spelt = {first + n: own for n, key in enumerate(keys) if (own := pieces_of(plain(self.strings[key])))}
        if spelt:
            rows = self.table[[piece for own in spelt.values() for piece in own]].astype(np.float32)
            lengths = np.array([len(own) for own in spelt.values()])
            sums = np.add.reduceat(rows, np.cumsum(lengths) - lengths)
            self._rows[list(spelt)] = sums / lengths[:, None].astype(np.float32)


@registry.vectors("tellings.WordVectors.v1")  # type: ignore[untyped-decorator]
def word_vectors(table: str) -> Callable[[Any], WordVectors]:
    """Word vectors for a pipeline's vocabulary, from a table (.npy, a row for each wordpiece)."""
    rows = np.load(table, mmap_mode="r").view(np.ndarray)
    return lambda vocabulary: WordVectors(vocabulary.strings, rows)

"""A full encoder from a folder of local files, in place of the small one that ships: slower, and it knows more words apart.

The folder holds `model.onnx`, a network from `input_ids` (and `attention_mask`, `token_type_ids` where it wants them) to a
vector for each token, and `tokenizer.json`. onnxruntime and tokenizers, the extra `encoder`, read them; nothing is fetched.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tellings.align.vectors import Matrix, unit_rows
from tellings.errors import TellingsError

LONGEST = 256  # tokens of a text that are read
COMMON = 3  # directions in which all tokens differ most: they tell nothing apart, and are taken out
ENOUGH = 1000  # tokens in which one such direction is to be seen
_FILES = ("model.onnx", "tokenizer.json")


class LocalEncoder:
    """The encoder in a folder. Raises TellingsError where it lacks a file, the extra is missing, or a file cannot be used."""

    def __init__(self, folder: Path) -> None:
        lacking = [name for name in _FILES if not (folder / name).is_file()]
        if lacking:
            raise TellingsError(
                f"{folder}: there is no {' and no '.join(lacking)}; --encoder takes a folder with {' and '.join(_FILES)}"
            )
        runtime, tokenizers = _library("onnxruntime"), _library("tokenizers")
        self.folder = folder
        try:
            self._tokenizer: Any = tokenizers.Tokenizer.from_file(str(folder / "tokenizer.json"))
            self._network: Any = runtime.InferenceSession(
                str(folder / "model.onnx"), providers=["CPUExecutionProvider"]
            )
        except Exception as problem:  # both libraries raise their own kinds, some of them plain Exceptions
            raise TellingsError(f"{folder}: the encoder cannot be loaded ({problem})") from problem
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)
        self._takes = [given.name for given in self._network.get_inputs()]

    def read(self, texts: Sequence[str]) -> tuple[list[list[int]], Matrix]:
        """For each text where its tokens begin, and a vector of length one for each token, all one below the other."""
        begins, rows = [], []
        for encoding in self._tokenizer.encode_batch(list(texts)):
            kept = [n for n, special in enumerate(encoding.special_tokens_mask) if not special]
            begins.append([encoding.offsets[n][0] for n in kept])
            if kept:
                rows.append(self._vectors(encoding)[kept])
        return begins, unit_rows(_apart(np.concatenate(rows))) if rows else np.zeros((0, 1), dtype=np.float32)

    def _vectors(self, encoding: Any) -> NDArray[np.float32]:
        given = {
            "input_ids": encoding.ids,
            "attention_mask": encoding.attention_mask,
            "token_type_ids": encoding.type_ids,
        }
        try:
            feed = {name: np.array([given[name]], dtype=np.int64) for name in self._takes}
            found: NDArray[np.float32] = self._network.run(None, feed)[0][0].astype(np.float32)
        except Exception as problem:
            raise TellingsError(f"{self.folder / 'model.onnx'}: it cannot read tokens ({problem})") from problem
        if found.ndim != 2 or len(found) != len(encoding.ids):
            raise TellingsError(
                f"{self.folder / 'model.onnx'}: its first output is no vector for each token; export the last hidden state"
            )
        return found


def _library(name: str) -> Any:
    try:
        return import_module(name)
    except ImportError as problem:
        raise TellingsError(f"--encoder needs {name}; install it with: pip install 'tellings[encoder]'") from problem


def _apart(rows: NDArray[np.float32]) -> Matrix:
    """The rows without their mean and the directions in which they differ most (Mu and Viswanath 2018).

    So the vectors of any encoder lie about as far apart as those of ours, and the same weights hold for them.
    """
    centred: Matrix = rows - rows.mean(axis=0)
    count = min(COMMON, len(rows) // ENOUGH)
    if not count:
        return centred
    _, directions = np.linalg.eigh((centred.T @ centred).astype(np.float64))
    common = directions[:, -count:].astype(np.float32)
    left: Matrix = centred - centred @ common @ common.T
    return left

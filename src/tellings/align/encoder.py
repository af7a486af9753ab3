"""A word's meaning where it stands: a small transformer over the static vectors, in plain numpy.

Two layers, 256 wide, four heads, pre-normalised (Vaswani et al. 2017; Xiong et al. 2020). It was taught by
`training/align_encoder.py` to give each wordpiece the vector that all-MiniLM-L6-v2 gives it in its sentence. All
wordpieces of all texts go through each layer together; only attention goes text by text. `using` puts a full encoder from a
folder of local files in its place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from tellings.align.local import LocalEncoder
from tellings.align.threads import side_by_side
from tellings.align.vectors import Matrix, piece_vectors, unit_rows
from tellings.language.wordpieces import pieces_of, plain

HEADS = 4
WINDOW = 120  # wordpieces that are read together: the network was taught on no more
TOGETHER = 4096  # wordpieces that go through the layers together: more takes more memory and no less time
_TOKEN = re.compile(r"[^\W_]+|[^\w\s]")
_OTHER: ContextVar[LocalEncoder | None] = ContextVar("encoder", default=None)


@contextmanager
def using(folder: str | Path | None) -> Iterator[str]:
    """Within it the encoder in `folder` reads the tellings in place of ours; None changes nothing.

    Gives the folder's name, "" for ours. Raises TellingsError where the encoder cannot be used.
    """
    before = _OTHER.set(None if folder is None else LocalEncoder(Path(folder)))
    try:
        yield "" if folder is None else Path(folder).resolve().name
    finally:
        _OTHER.reset(before)


def read_pieces(texts: Sequence[str]) -> tuple[list[list[int]], Matrix]:
    """For each text where the words of its wordpieces begin, and a vector for each piece, all one below the other."""
    if other := _OTHER.get():
        return other.read(texts)
    spelled = [[(m.start(), p) for m in _TOKEN.finditer(text) for p in pieces_of(plain(m.group()))] for text in texts]
    return [[start for start, _ in text] for text in spelled], encode(
        [[piece for _, piece in text] for text in spelled]
    )


@cache
def _network() -> Mapping[str, Matrix]:
    with as_file(files("tellings.align") / "vectors" / "encoder.npz") as path, np.load(path) as arrays:
        return {name: arrays[name].astype(np.float32) for name in arrays.files}


def encode(texts: Sequence[Sequence[int]]) -> Matrix:
    """A vector of length one for each wordpiece of each text, all one below the other. Texts are rows of `piece_vectors`."""
    ids = np.array([piece for text in texts for piece in text], dtype=np.int64)
    width = _network()["out.bias"].shape[0]  # read before the threads begin, which would each read it
    if not len(ids):
        return np.zeros((0, width), dtype=np.float32)
    together: list[list[int]] = [[]]
    for length in (n for text in texts for n in _windows(len(text))):
        if sum(together[-1]) >= TOGETHER:
            together.append([])
        together[-1].append(length)
    ends = np.cumsum([sum(lengths) for lengths in together])[:-1]
    return np.concatenate(list(side_by_side(_run, np.split(ids, ends), map(np.array, together))))


def _run(ids: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
    """The vectors of wordpieces that stand in windows of these lengths."""
    net, ends = _network(), np.cumsum(lengths)
    within = np.arange(len(ids)) - np.repeat(ends - lengths, lengths)
    x = _linear(net, "inp", piece_vectors(ids)) * 4 + net["pos.weight"][within]
    x = x + _neighbours(net, x, within, np.repeat(lengths, lengths))
    for layer in ("L.0", "L.1"):
        x = x + _linear(net, f"{layer}.o", _attend(_linear(net, f"{layer}.qkv", _normal(net, f"{layer}.n1", x)), ends))
        inner = np.maximum(_linear(net, f"{layer}.a", _normal(net, f"{layer}.n2", x)), 0)
        x = x + _linear(net, f"{layer}.b", inner)
    return unit_rows(_linear(net, "out", _normal(net, "n", x)))


def _windows(length: int) -> Iterator[int]:
    for start in range(0, length, WINDOW):
        yield min(WINDOW, length - start)


def _linear(net: Mapping[str, Matrix], name: str, x: Matrix) -> Matrix:
    product: Matrix = x @ net[f"{name}.weight"].T + net[f"{name}.bias"]
    return product


def _normal(net: Mapping[str, Matrix], name: str, x: Matrix) -> Matrix:
    centred = x - x.mean(axis=1, keepdims=True)
    scaled: Matrix = centred / np.sqrt((centred * centred).mean(axis=1, keepdims=True) + np.float32(1e-5))
    return scaled * net[f"{name}.weight"] + net[f"{name}.bias"]


def _neighbours(net: Mapping[str, Matrix], x: Matrix, within: NDArray[np.int64], lengths: NDArray[np.int64]) -> Matrix:
    """A convolution over a wordpiece and the ones before and after it, each dimension by itself."""
    before, here, after = net["loc.weight"][:, 0, :].T
    earlier = np.roll(x, 1, axis=0) * (within > 0)[:, None]
    later = np.roll(x, -1, axis=0) * (within < lengths - 1)[:, None]
    mixed: Matrix = earlier * before + x * here + later * after + net["loc.bias"]
    return mixed


def _attend(queries_keys_values: Matrix, ends: NDArray[np.int64]) -> Matrix:
    width = queries_keys_values.shape[1] // 3
    found = np.empty((len(queries_keys_values), width), dtype=np.float32)
    start = 0
    for end in ends.tolist():
        parts = queries_keys_values[start:end].reshape(end - start, 3, HEADS, width // HEADS).transpose(1, 2, 0, 3)
        scores = parts[0] @ parts[1].transpose(0, 2, 1) / np.float32((width // HEADS) ** 0.5)
        shares = np.exp(scores - scores.max(axis=2, keepdims=True))
        shares /= shares.sum(axis=2, keepdims=True)
        found[start:end] = (shares @ parts[2]).transpose(1, 0, 2).reshape(end - start, width)
        start = end
    return found

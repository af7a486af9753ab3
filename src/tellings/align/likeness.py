"""How alike tellings are in meaning: token by token, as whole sentences, and relative to what else each could match.

The token by token likeness is the MaxSim of ColBERT (Khattab and Zaharia 2020): every word looks for its nearest in the
other telling, and rare words count for more. `relative` is the CSLS of Conneau et al. (2018).
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from tellings.align.encoder import read_pieces
from tellings.align.lists import word_list
from tellings.align.vectors import Matrix, unit_rows
from tellings.language.wordpieces import plain

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
NEAREST = 5  # how many of the best others a likeness is measured against
MOST = 5  # the weightiest words of a telling
FAINT = 0.25  # a word that is no nearer than this is not found; one nearer than 1 - FAINT is found wholly
LOWEST, STEPS, SOFT = -0.2, 64, 0.06  # nearness is counted in so many steps from here to 1, each a little blurred


def word_places(text: str) -> list[tuple[str, int, int]]:
    """The words of a text in small letters, without accents and possessive endings, and where each stands."""
    return [(plain(m.group().replace("’", "'").removesuffix("'s")), *m.span()) for m in _WORD.finditer(text)]


@dataclass(frozen=True, slots=True)
class Wording:
    """The content words of one account's tellings, and its tellings whole.

    The words stand in rounds: the first word of every telling, then the second of those that have two, and so on, the telling
    with most words first in each, so that whatever is summed or compared telling by telling is a sum or comparison of whole
    rounds. `places` is where each telling stands in a round; `rarity` weighs each word, `bare` the same without numbers, days
    and months; `rare` holds a row for each telling and a column for each word of the dossier.
    """

    vectors: Matrix
    rounds: tuple[slice, ...]
    places: NDArray[np.int64]
    rarity: Matrix
    bare: Matrix
    whole: Matrix
    rare: Matrix


def read_wordings(accounts: Sequence[Sequence[str]]) -> list[Wording]:
    """The wording of each account's tellings, weighed by how rare a word is among the tellings of all."""
    spelled = [[word_places(text) for text in texts] for texts in accounts]
    seen = Counter(word for texts in spelled for places in texts for word in {word for word, _, _ in places})
    total = sum(map(len, accounts))
    rarity = {word: math.log((total + 1) / (n + 0.5)) for word, n in seen.items()}
    content = sorted(word for word in seen if word not in word_list("common"))
    column = {word: n for n, word in enumerate(content)}
    pieces, vectors = read_pieces([text for texts in accounts for text in texts])
    found, first, row = [], 0, 0
    for texts in spelled:
        own = pieces[first : first + len(texts)]
        rows = sum(map(len, own))
        found.append(_read(texts, own, vectors[row : row + rows], rarity, column))
        first, row = first + len(texts), row + rows
    return found


def _read(
    texts: Sequence[Sequence[tuple[str, int, int]]],
    pieces: Sequence[Sequence[int]],
    vectors: Matrix,
    rarity: Mapping[str, float],
    column: Mapping[str, int],
) -> Wording:
    owners: list[int] = []
    words: list[str] = []
    begins: list[int] = []
    rare = np.zeros((len(texts), len(column)), dtype=np.float32)
    for n, found in enumerate(texts):
        begins.append(len(words))
        kept = [w for w in found if w[0] in column] or found[:1]
        for word, _, _ in kept:
            if word in column:
                rare[n, column[word]] = max(rarity[word], 0) ** 0.5
        owner = {at: len(words) + k for k, (_, start, end) in enumerate(kept) for at in range(start, end)}
        owners.extend(owner.get(begin, -1) for begin in pieces[n])
        words.extend(word for word, _, _ in kept)
        if not kept:
            words.append("")
    lengths = [len(p) for p in pieces]
    whole = _sums(vectors, np.repeat(np.arange(len(texts)), lengths), len(texts))
    owned = np.array(owners, dtype=np.int64)
    weight = np.array([rarity.get(word, 0.0) for word in words], dtype=np.float32)
    values = word_list("values")
    bare = weight * np.array([not (w in values or w[:1].isdigit()) for w in words], dtype=np.float32)
    own = _sums(vectors[owned >= 0], owned[owned >= 0], len(words))
    rounds, order, places = _rounds(np.diff([*begins, len(words)]))
    return Wording(own[order], rounds, places, weight[order], bare[order], whole, rare)


def _rounds(lengths: NDArray[np.int64]) -> tuple[tuple[slice, ...], NDArray[np.int64], NDArray[np.int64]]:
    """The rounds of tellings of so many words, the words in the order of rounds, and each telling's place in a round."""
    longest_first = np.argsort(-lengths, kind="stable")
    begins = (np.cumsum(lengths) - lengths)[longest_first]
    sizes = [int((lengths > k).sum()) for k in range(int(lengths.max(initial=0)))]
    order = [begins[:size] + k for k, size in enumerate(sizes)]
    ends = np.cumsum(sizes).tolist()
    rounds = tuple(slice(end - size, end) for size, end in zip(sizes, ends, strict=True))
    return rounds, np.concatenate([*order, begins[:0]]), np.argsort(longest_first, kind="stable")


def _sums(rows: Matrix, owner: NDArray[np.int64], size: int) -> Matrix:
    """For each owner the sum of its rows, of length one; the rows stand owner by owner."""
    found = np.zeros((size, rows.shape[1]), dtype=np.float32)
    begins = np.flatnonzero(np.diff(owner, prepend=-1))
    found[owner[begins]] = np.add.reduceat(rows, begins, axis=0)
    return unit_rows(found)


@dataclass(frozen=True, slots=True)
class Directed:
    """How well one account's tellings (rows) are found in the other's (columns), by their words.

    `words` is the MaxSim, `bare` the same without values. `passage` leaves them out too, and lets each word be found in the
    telling before or after as well; `most` adds up the weightiest words found so, and a word weighs more the fewer tellings
    come as near to it.
    """

    words: Matrix
    bare: Matrix
    passage: Matrix
    most: Matrix

    def turned(self) -> Directed:
        """The same with rows and columns changed about."""
        return Directed(self.words.T, self.bare.T, self.passage.T, self.most.T)


def token_likeness(one: Wording, two: Wording) -> tuple[Directed, Directed]:
    """From the one to the other, and from the other to the one, both with a row for each telling of the one.

    Each word is compared with each once, for both ways.
    """
    back = np.full((len(one.places), len(two.vectors)), -1.0, dtype=np.float32)

    def there() -> Iterator[Matrix]:
        for own in one.rounds:
            near = one.vectors[own] @ two.vectors.T
            np.maximum(back[: len(near)], near, out=back[: len(near)])
            yield _nearest(near, two)

    return _toward(one, two, there()), _toward(two, one, (back[:, own].T for own in two.rounds)).turned()


def _toward(one: Wording, two: Wording, nearest: Iterable[Matrix]) -> Directed:
    """How well the one's tellings are found in the other's.

    `nearest` says round by round how near each of the one's words is to the nearest of each of the other's tellings.
    """
    sums = np.zeros((3, len(one.places), len(two.places)), dtype=np.float32)
    weight = np.zeros((3, len(one.places), 1), dtype=np.float32)
    most = np.zeros((MOST, len(one.places), len(two.places)), dtype=np.float32)
    for own, in_rounds in zip(one.rounds, nearest, strict=True):
        near = in_rounds[:, two.places]
        beside = _beside(near)
        rarity, bare, size = one.rarity[own, None], one.bare[own, None], len(near)
        for n, (found, given) in enumerate(((near, rarity), (near, bare), (beside, bare))):
            sums[n, :size] += found * given
            weight[n, :size] += given
        told = _surprise(beside) * np.clip((beside - FAINT) / (1 - 2 * FAINT), 0, 1)
        for best in most[:, :size]:
            told, best[:] = np.minimum(told, best), np.maximum(told, best)
    words, bare_words, passage = (sums / np.maximum(weight, np.float32(1e-9)))[:, one.places]
    return Directed(words, bare_words, passage, most.sum(axis=0)[one.places])


def _beside(near: Matrix) -> Matrix:
    """How near each word is to the nearest of a telling, the one before and the one after."""
    found = near.copy()
    found[:, 1:] = np.maximum(found[:, 1:], near[:, :-1])
    found[:, :-1] = np.maximum(found[:, :-1], near[:, 1:])
    return found


def _surprise(near: Matrix) -> Matrix:
    """For each word the logarithm of how few tellings come as near to it; they are counted softly, in steps of nearness."""
    words, tellings = near.shape
    step = np.clip(((near - LOWEST) / (1 - LOWEST) * STEPS).astype(np.int64), 0, STEPS - 1)
    step += STEPS * np.arange(words)[:, None]
    counts = np.bincount(step.ravel(), minlength=words * STEPS).reshape(words, STEPS)
    rarity: Matrix = -np.log(counts @ _as_near() / tellings + 1e-6).astype(np.float32)
    return rarity.ravel()[step]


@cache
def _as_near() -> Matrix:
    """How much a telling at one step of nearness (row) counts as being as near as another (column)."""
    centres = LOWEST + (np.arange(STEPS) + 0.5) * (1 - LOWEST) / STEPS
    blurred: Matrix = 1 / (1 + np.exp(-(centres[:, None] - centres[None, :]) / SOFT))
    return blurred


def _nearest(near: Matrix, other: Wording) -> Matrix:
    """How near each word is to the nearest of each telling of another account, from how near it is to each of its words."""
    best = np.full((len(near), len(other.places)), -1.0, dtype=np.float32)
    for theirs in other.rounds:
        size = theirs.stop - theirs.start
        np.maximum(best[:, :size], near[:, theirs], out=best[:, :size])
    return best


def relative(likeness: Matrix) -> Matrix:
    """CSLS: twice the likeness less the mean of the best five of its row and of its column."""
    found: Matrix = 2 * likeness - _rivals(likeness)[:, None] - _rivals(likeness.T)[None, :]
    return found


def _rivals(likeness: Matrix) -> Matrix:
    """The mean of the best five of each row."""
    best = likeness
    if likeness.shape[1] > NEAREST:
        best = np.partition(likeness, -NEAREST, axis=1)[:, -NEAREST:]
    mean: Matrix = np.sort(best, axis=1).mean(axis=1)
    return mean

"""A second look at every pair, when the first has said how likely each is: what stands around it, and what else each could match.

The story path is a hidden Markov model over the places of the other account, as in word alignment (Vogel, Ney and
Tillmann 1996): from one telling to the next the story mostly goes on by about a step, and sometimes leaps anywhere. What a
pair itself says is left out of its own path.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np

from tellings.align.features import Columns, both_ways, likest_rows, through_third
from tellings.align.vectors import Matrix

LEAP = 0.25  # how often the story goes on at any other place
REACH = 2.0  # tellings by which a step may miss the expected place, on the whole
UNTOLD = 0.01  # the odds of a pair by chance: a telling that the other account does not tell says nothing of the place
WIDE, NARROW = 5.0, 3.5  # tellings along the path and across it within which other likely pairs count
NOBODY = 0.2  # the odds that a telling has no partner


def look_around(first: Mapping[tuple[str, str], Matrix]) -> Iterator[tuple[tuple[str, str], Columns]]:
    """For each two accounts the columns of the second look. `first` holds the logarithm of the odds of each pair."""
    likely = {two: 1 / (1 + np.exp(-total)) for two, total in first.items()}
    every = both_ways(likely)
    likest = likest_rows(every)
    for two, total in first.items():
        yield (
            two,
            {
                "likelihood": total,
                "order": _order(*total.shape),
                "story": _story(total) + _story(total.T).T,
                "shares": _shares(total) + _shares(total.T).T,
                "around": _around(likely[two]),
                "through third": np.log(through_third(every, likest, two) + 0.02),
            },
        )


def _order(rows: int, columns: int) -> Matrix:
    """How far apart the two stand in their stories, as a share of the whole."""
    apart: Matrix = np.abs(np.arange(rows)[:, None] / rows - np.arange(columns)[None, :] / columns)
    return apart


def _story(total: Matrix) -> Matrix:
    """How much likelier than by chance the story of the rows is at each column's place, as a logarithm."""
    rows, columns = total.shape
    told = np.exp(np.clip(total, -8, 6)) + UNTOLD
    forward, backward = np.ones((2, rows, columns))
    step = _Step(rows, columns)
    for i in range(1, rows):
        forward[i] = _share(step.on(forward[i - 1] * told[i - 1]))
        back = rows - 1 - i
        backward[back] = _share(step.back(backward[back + 1] * told[back + 1]))
    place = forward * backward
    found: Matrix = np.log(place / place.sum(axis=1, keepdims=True) * columns + 0.02)
    return found


class _Step:
    """From each place to the next: near the expected one, or by a leap anywhere."""

    def __init__(self, rows: int, columns: int) -> None:
        pace = min(max(columns / rows, 0.3), 3.0)
        self.far = min(columns - 1, int(8 * REACH * max(pace, 1)))
        steps = np.arange(-self.far, self.far + 1)
        self.kernel = np.exp(-np.abs(steps - pace) / (REACH * max(pace, 1)))
        self.sums = np.convolve(np.ones(columns), self.kernel[::-1])[self.far : self.far + columns]

    def on(self, place: Matrix) -> Matrix:
        return self._with_leaps(place, np.convolve(place / self.sums, self.kernel)[self.far : self.far + len(place)])

    def back(self, place: Matrix) -> Matrix:
        near = np.convolve(place, self.kernel[::-1])[self.far : self.far + len(place)]
        return self._with_leaps(place, near / self.sums)

    @staticmethod
    def _with_leaps(place: Matrix, near: Matrix) -> Matrix:
        moved: Matrix = (1 - LEAP) * near + LEAP * (place.sum() / len(place))
        return moved


def _share(values: Matrix) -> Matrix:
    shares: Matrix = values / values.sum()
    return shares


def _shares(total: Matrix) -> Matrix:
    """How much of all that a row could match each cell is, as a logarithm."""
    odds = np.exp(np.clip(total, -9, 6))
    shares: Matrix = np.log(odds / (odds.sum(axis=1, keepdims=True) + NOBODY) + 0.005)
    return shares


def _around(likely: Matrix) -> Matrix:
    """How many other likely pairs stand around each, off its own row and column, along the path of the two stories."""
    rows, columns = likely.shape
    slope = min(max(columns / rows, 0.5), 2.0) ** 0.5
    far = int(3 * WIDE)
    down, right = np.meshgrid(np.arange(-far, far + 1), np.arange(-far, far + 1), indexing="ij")
    along, across = (down * slope + right / slope) / 2, right / slope - down * slope
    kernel = np.exp(-((along / WIDE) ** 2) / 2 - (across / NARROW) ** 2 / 2)
    kernel[far, :] = kernel[:, far] = 0
    size = [-(-(n + 2 * far) // 32) * 32 for n in likely.shape]  # such numbers are transformed fast
    spectrum = np.fft.rfft2(likely, size) * np.fft.rfft2(kernel, size)
    total = np.fft.irfft2(spectrum, size)[far : far + rows, far : far + columns]
    found: Matrix = np.log1p(4 * np.maximum(total, 0))
    return found

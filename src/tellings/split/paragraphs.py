"""Text -> paragraphs: the stretches between blank lines, where alone an account can begin."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_LINE = re.compile(r"[^\r\n]+")
_ENDED = re.compile(r"""[.!?…:]["'”’»)\]]*$""")
_LINED_FROM = 4  # so many lines, each ending a sentence, are paragraphs and not the lines of one
_LINED_LENGTH = 500  # characters


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Characters [start, end) of a text, without blanks at either end, and the lines in it."""

    start: int
    end: int
    text: str
    lines: tuple[tuple[int, int], ...]

    @property
    def lined(self) -> bool:
        """Whether its lines are paragraphs themselves, as where a page was saved with one line for each of them."""
        if len(self.lines) < _LINED_FROM or self.end - self.start < _LINED_LENGTH:
            return False
        ended = sum(bool(_ENDED.search(line)) for line in self.text.split("\n"))
        return ended >= 0.7 * len(self.lines)

    @property
    def units(self) -> tuple[Paragraph, ...]:
        """Itself, or its lines where they are paragraphs themselves."""
        if not self.lined:
            return (self,)
        return tuple(Paragraph(a, b, self.text[a - self.start : b - self.start], ((a, b),)) for a, b in self.lines)

    @property
    def ended(self) -> bool:
        """Whether it closes a sentence."""
        return bool(_ENDED.search(self.text[-10:]))


def find_paragraphs(text: str) -> tuple[Paragraph, ...]:
    """The paragraphs of a text, in order; time and memory grow with its length alone, however its lines are made."""
    runs: list[list[tuple[int, int]]] = []
    last = -1
    for start, end in _filled_lines(text):
        gap = text[last:start] if last >= 0 else ""
        if not runs or gap.count("\n") > 1 or gap.count("\r") > 1:
            runs.append([])
        runs[-1].append((start, end))
        last = end
    return tuple(_paragraph(text, run) for run in runs)


def _filled_lines(text: str) -> Iterator[tuple[int, int]]:
    for match in _LINE.finditer(text):
        line = match[0]
        bare = line.strip("\ufeff \t\f\v\xa0")
        if bare:
            start = match.start() + line.index(bare[0])
            yield start, start + len(bare)


def _paragraph(text: str, run: Sequence[tuple[int, int]]) -> Paragraph:
    start, end = run[0][0], run[-1][1]
    return Paragraph(start, end, text[start:end], tuple(run))

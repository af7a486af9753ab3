"""The blocks of an account that are no narrative: title, headings, captions, table of contents, signature."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from statistics import median

from tellings.model import Block
from tellings.split.decide import is_contents, is_signature
from tellings.split.paragraphs import Paragraph

_HEADING = 90  # characters at most
_TITLE = 220  # characters at most, of the first line of all
_CAPTION = 170  # characters at most
_ROW = 3  # captions at least; fewer may be short paragraphs of the story
_PROSE = 250  # characters of a middling paragraph where captions can be told from prose
_BULLETS = tuple("•*-–—·▪◦\"“‘'")


def find_blocks(paragraphs: Sequence[Paragraph]) -> tuple[Block, ...]:
    """The blocks of the paragraphs of one account, in order."""
    units = [unit for paragraph in paragraphs for unit in paragraph.units]
    captions = _captions(units)
    return tuple(Block(u.start, u.end, role) for n, u in enumerate(units) if (role := _role(units, n, captions)))


def _role(paragraphs: Sequence[Paragraph], number: int, captions: frozenset[int]) -> str:
    paragraph, last = paragraphs[number], number == len(paragraphs) - 1
    if is_contents(paragraph):
        return "contents"
    if last and number and is_signature(paragraph):
        return "signature"
    if number in captions:
        return "caption"
    if _bare(paragraph) and not last and not _bare(paragraphs[number + 1], _TITLE):
        if all(map(is_contents, paragraphs[:number])):
            return "title"
        if len(paragraph.text) <= _HEADING:
            return "heading"
    return ""


def _bare(paragraph: Paragraph, most: int = _TITLE) -> bool:
    """One short line that ends like no sentence."""
    one = len(paragraph.lines) == 1 and len(paragraph.text) <= most
    return one and not paragraph.ended and not paragraph.text.endswith((",", ";", ":")) and not _listed(paragraph)


def _listed(paragraph: Paragraph) -> bool:
    return paragraph.text.startswith(_BULLETS)


def _captions(paragraphs: Sequence[Paragraph]) -> frozenset[int]:
    """The numbers of the paragraphs that stand in a row of captions, in a text whose paragraphs are otherwise long."""
    long = [len(p.text) for p in paragraphs if len(p.text) > _CAPTION]
    if not long or median(long) < _PROSE:
        return frozenset()
    return frozenset(n for row in _rows(paragraphs) if len(row) >= _ROW for n in row)


def _rows(paragraphs: Sequence[Paragraph]) -> Iterator[list[int]]:
    row: list[int] = []
    for number, paragraph in enumerate(paragraphs):
        if len(paragraph.lines) == 1 and len(paragraph.text) <= _CAPTION and not _listed(paragraph):
            row.append(number)
        elif row:
            yield row
            row = []
    yield row

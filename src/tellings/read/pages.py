"""Lines of printed pages -> running text: no page numbers or running heads, words whole again, paragraphs apart.

The text of a page comes as lines of print. Where a paragraph ends has to be told from the lines: a short one that
closes a sentence ends a paragraph; a short one that closes none, before a capital, is a heading.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise

_NUMBER = re.compile(r"\W*(?:page\s+)?(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)
_CLOSED = re.compile(r"""[.!?:;…]["'”’»)\]]*$""")
_BROKEN = re.compile(r"(\w+)[-\u00ad\u2010]$")
_HYPHENED = re.compile(r"\w+-\w+")
_FIRST_WORD = re.compile(r"\w*")
_DIGITS = re.compile(r"\d+")
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_EDGE = 2  # lines at the head and at the foot of a page among which running heads and page numbers stand


def lay_out(pages: Sequence[str]) -> tuple[str, tuple[int, ...]]:
    """The running text of printed pages, a blank line between paragraphs, and the offset at which each page begins."""
    printed = _without_running_heads([_lines(page) for page in pages])
    lines = _joined([line for page in printed for line in page])
    offsets = [0, *accumulate(map(len, lines))]
    first_lines = [0, *accumulate(map(len, printed))][:-1]
    return "".join(lines), tuple(offsets[line] for line in first_lines)


def _lines(page: str) -> list[str]:
    return [" ".join(line.split()) for line in page.translate(_LIGATURES).splitlines() if line.strip()]


def _joined(lines: Sequence[str]) -> list[str]:
    """The lines, each with what joins it to the next: a blank, a paragraph's end, or nothing where a word goes on."""
    lengths = sorted(map(len, lines))
    full = lengths[len(lengths) * 9 // 10] if lengths else 0
    hyphened = frozenset(word.lower() for line in lines for word in _HYPHENED.findall(line))
    return [_tail(line, following, full, hyphened) for line, following in pairwise([*lines, ""])]


def _tail(line: str, following: str, full: int, hyphened: frozenset[str]) -> str:
    broken = _BROKEN.search(line)
    if not following:
        return line
    if broken and following[0].islower():
        # The hyphen stays in a word that the text writes with one elsewhere.
        word = f"{broken[1]}-{_FIRST_WORD.match(following)[0]}".lower()  # type: ignore[index]  # it matches nothing, too
        return line if word in hyphened else line[:-1]
    return line + ("\n\n" if _ends_paragraph(line, following, full) else " ")


def _ends_paragraph(line: str, following: str, full: int) -> bool:
    if _CLOSED.search(line):
        return len(line) < 0.75 * full
    return len(line) < 0.6 * full and line[0].isupper() and following[0].isupper()


def _without_running_heads(pages: list[list[str]]) -> list[list[str]]:
    """The pages without bare page numbers, and without lines that stand, digits apart, at the edge of many pages."""
    counts = Counter(key for page in pages for key in {_key(line) for line in (*page[:_EDGE], *page[-_EDGE:])})
    many = max(2 if len(pages) == 2 else 3, len(pages) / 4)

    def runs(line: str) -> bool:
        return bool(_NUMBER.fullmatch(line)) or counts[_key(line)] >= many

    return [_trimmed(page, runs) for page in pages]


def _key(line: str) -> str:
    return _DIGITS.sub("#", line).lower()


def _trimmed(page: list[str], runs: Callable[[str], bool]) -> list[str]:
    head = [line for line in page[:_EDGE] if not runs(line)]
    foot = [line for line in page[_EDGE:][-_EDGE:] if not runs(line)]
    return head + page[_EDGE:-_EDGE] + foot

"""Is a text English? By the share of function words, which no other language shares with it."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from tellings.errors import UnreadableFileError
from tellings.read.reading import unreadable
from tellings.rules import load_rules

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_SLICES, _SLICE = 50, 4_000  # of a long text, slices are enough


@cache
def _rules() -> dict[str, Any]:
    rules = load_rules("reading")
    return rules | {"words": frozenset(rules["words"].split())}


def check_english(text: str, *, name: str) -> tuple[str, ...]:
    """Notices about a text that may not be English throughout.

    Raises UnreadableFileError where the text is not English.
    """
    rules = _rules()
    marks = [word.lower() in rules["words"] for word in _WORD.findall(_sample(text))]
    share = sum(marks) / max(1, len(marks))
    if len(marks) < rules["short_below"]:
        if len(marks) >= rules["short_foreign_from"] and not any(marks):
            raise _foreign(name, share)
        return (f"{name}: too short to tell whether it is English; read as English",)
    if share < rules["foreign_below"]:
        raise _foreign(name, share)
    if share < rules["english_from"]:
        return (f"{name}: hardly reads as English; look at what was found in it",)
    return _second_language(marks, name)


def _foreign(name: str, share: float) -> UnreadableFileError:
    return unreadable(
        name, f"not English: {share:.0%} of its words are function words of English", "translate it first"
    )


def _sample(text: str) -> str:
    step = len(text) // _SLICES
    return text if step <= _SLICE else " ".join(text[start : start + _SLICE] for start in range(0, len(text), step))


def _second_language(marks: list[bool], name: str) -> tuple[str, ...]:
    rules = _rules()
    size = rules["block"]
    blocks = [marks[start : start + size] for start in range(0, len(marks) - size + 1, size)]
    foreign = sum(sum(block) < rules["block_foreign_below"] * size for block in blocks) / max(1, len(blocks))
    if foreign < rules["foreign_blocks"]:
        return ()
    return (f"{name}: about {foreign:.0%} of it is no English prose; what was found there does not count for much",)

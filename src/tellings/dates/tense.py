"""Does a sentence speak of the past or the future? By the nearest word that shows it."""

from __future__ import annotations

import re
from collections.abc import Mapping

_SENTENCE = 250  # characters that are looked at on either side


def tense(text: str, start: int, end: int, cues: Mapping[str, re.Pattern[str]]) -> int:
    """1 where the words about text[start:end] point to the future, -1 to the past, 0 where there are none.

    Words before the expression count before those after it, near ones before far ones, within the sentence.
    """
    first = max(0, start - _SENTENCE)
    left = _last(cues["stop"], text, first, start, first)
    past, future = (_last(cues[name], text, left, start, -1) for name in ("past", "future"))
    if past != future:
        return 1 if future > past else -1
    stop = cues["stop"].search(text, end, end + _SENTENCE)
    right = stop.start() if stop else end + _SENTENCE
    past, future = (_first(cues[name], text, end, right) for name in ("past", "future"))
    return 0 if past == future else 1 if future < past else -1


def _last(cue: re.Pattern[str], text: str, start: int, end: int, otherwise: int) -> int:
    """Where the last hit of a cue in text[start:end] begins."""
    at = otherwise
    for found in cue.finditer(text, start, end):
        at = found.start()
    return at


def _first(cue: re.Pattern[str], text: str, start: int, end: int) -> int:
    found = cue.search(text, start, end)
    return found.start() if found else end

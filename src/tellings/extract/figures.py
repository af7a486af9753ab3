"""Quantities: numbers in digits and words, their unit and what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence

from tellings.language import Analysis
from tellings.model import Account, Figure, Source, Span, Time

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?%?")


def find_figures(source: Source, account: Account, analysis: Analysis, times: Sequence[Time]) -> list[Figure]:
    """The figures of an account that are no part of a date."""
    found = []
    for match in _NUMBER.finditer(source.text, account.start, account.end):
        if any(t.span.start < match.end() and match.start() < t.span.end and t.type != "DURATION" for t in times):
            continue
        words = match.group()
        value = float(words.rstrip("%").replace(",", ""))
        span = Span(account.id, match.start(), match.end(), words)
        unit = "percent" if words.endswith("%") else None
        found.append(Figure(span, value, value, value, unit, None, None, "rule:digits"))
    return found

"""Sentences as numbered spans, with the page and the role of the block they stand in."""

from __future__ import annotations

from bisect import bisect_right

from tellings.language import Analysis
from tellings.model import Account, Sentence, Source, Span


def find_sentences(source: Source, account: Account, analysis: Analysis) -> list[Sentence]:
    """The sentences of an account in order, numbered from 1."""
    found: list[Sentence] = []
    paragraph, before = 1, account.start
    for start, end in analysis.sentences:
        paragraph += "\n" in source.text[before:start] and bool(found)
        page = bisect_right(source.pages, start) if source.pages else None
        role = next((b.role for b in account.blocks if b.start <= start < b.end), "narrative")
        span = Span(account.id, start, end, source.text[start:end])
        found.append(Sentence(span, len(found) + 1, paragraph, page, role))
        before = end
    return found

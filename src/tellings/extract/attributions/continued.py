"""Quotations that go on after their speaker: "“We hold the pass,” said Hale, “and burn the bridge.”" is one content."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace

from tellings.extract.attributions.found import Found
from tellings.extract.quotes import Quote

_SPEECH = ("direct", "partial")
# What may stand between the speaker and the rest of the quotation: a few words, and a stop or comma.
_BETWEEN = re.compile(r"\s*(?:[^\s.?!;:\"“”„«»]+\s){0,6}?[^\s.?!;:\"“”„«»]*[.,;:—–-]*\s*")
_ON = re.compile(r"[ \t\xa0]*\n?[ \t]*")


def with_continued(text: str, found: Sequence[Found], quotes: Sequence[Quote]) -> list[Found]:
    """The statements, each with all pieces of its quotation, up to one that another statement has as its own."""
    taken = {one.content[0] for one in found}
    return [replace(one, content=_whole(text, one, quotes, taken)) for one in found]


def _whole(text: str, one: Found, quotes: Sequence[Quote], taken: set[int]) -> tuple[int, int]:
    """The content of a statement, to the end of the last piece of its quotation."""
    at = bisect_left(quotes, one.content[0], key=lambda quote: quote.start)
    is_quote = at < len(quotes) and (quotes[at].start, quotes[at].end) == one.content and quotes[at].kind in _SPEECH
    if not is_quote or not one.cue or one.cue[0] < one.content[1]:
        return one.content
    end, reach, between = one.content[1], max(one.cue[1], one.source[1] if one.source else 0), _BETWEEN
    for quote in quotes[at + 1 :]:
        free = quote.start >= reach and quote.start not in taken and quote.kind in _SPEECH
        if not free or not between.fullmatch(text, reach, quote.start) or "\n" in text[one.content[0] : quote.start]:
            break
        end = reach = quote.end
        between = _ON
    return one.content[0], end

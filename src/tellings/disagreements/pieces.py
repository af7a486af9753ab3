"""A sentence in pieces: its clauses, as far as its stops and conjunctions show them."""

from __future__ import annotations

from functools import lru_cache
from itertools import pairwise

from tellings.disagreements.context import part
from tellings.model import Span
from tellings.rules import patterns

LEAST = 40  # characters that a piece has at least


@lru_cache(maxsize=20_000)
def pieces(sentence: Span) -> tuple[Span, ...]:
    """The clauses of a sentence, none shorter than about LEAST characters; together they are the whole of it."""
    cuts = [sentence.start]
    for pattern, _ in patterns("framing", "clause_end"):
        for match in pattern.finditer(sentence.text):
            at = sentence.start + match.end()
            if (
                at - max(c for c in cuts if c < at) >= LEAST
                and min((c for c in cuts if c > at), default=sentence.end) - at >= LEAST
            ):
                cuts = sorted([*cuts, at])
    return tuple(p for a, b in pairwise([*cuts, sentence.end]) if (p := part(sentence, a, b)).text)

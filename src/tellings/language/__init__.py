"""Sentences and tokens with offsets: the only room that knows spaCy.

`analyse` gives tokens and sentences of a stretch of text. Offsets are those of the whole text, so nothing has to be found again.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True, slots=True)
class Token:
    """A token: offsets, its text, and - where the pipeline knows them, else "" and -1 - lemma, tag (UPOS), head (index) and relation (UD)."""

    start: int
    end: int
    text: str
    lemma: str = ""
    tag: str = ""
    head: int = -1
    relation: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tokens and half-open sentence offsets of a stretch of text, and the names that the pipeline itself finds: (start, end, kind)."""

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...] = ()


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    import spacy

    nlp = spacy.blank("en")
    nlp.add_pipe("sentencizer")
    nlp.max_length = 100_000_000
    return nlp


def analyse(text: str, start: int = 0, end: int | None = None) -> Analysis:
    """Tokens and sentences of `text[start:end]`, with offsets into `text`. A blank line always ends a sentence."""
    doc = _pipeline()(text[start : len(text) if end is None else end])
    tokens = tuple(Token(start + t.idx, start + t.idx + len(t), t.text, t.text.lower()) for t in doc if not t.is_space)
    sentences = []
    for sentence in doc.sents:
        words = [t for t in sentence if not t.is_space]
        if words:
            sentences.append((start + words[0].idx, start + words[-1].idx + len(words[-1])))
    return Analysis(tokens, tuple(sentences))

"""Text -> Analysis: sentences by rules, and what spaCy makes of each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from sys import intern
from typing import Any

from spacy.lang.en import English

from tellings.language.sentences import split


@dataclass(frozen=True, slots=True)
class Token:
    """A token: offsets, its text, and what is known of it.

    `lemma` is lower-case but for names. `tag` is the UPOS tag, `fine` the Penn Treebank one ("VBD" is a past tense),
    `head` the index in `Analysis.tokens` of the token it hangs on (its own for the root of a sentence), `relation` the
    basic UD relation. Without weights: the lower-cased text, "", "", -1 and "".
    """

    start: int
    end: int
    text: str
    lemma: str = ""
    tag: str = ""
    head: int = -1
    relation: str = ""
    fine: str = ""


@dataclass(frozen=True, slots=True)
class Analysis:
    """Tokens, sentences as half-open offsets, and the names the weights find: (start, end, "person" | "place" | "organisation").

    Sentences are ordered, do not overlap, and cover every token; a token never crosses the end of a sentence.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...] = ()


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    return English()


def analyse(text: str, start: int = 0, end: int | None = None) -> Analysis:
    """Tokens, sentences and names of `text[start:end]`, with offsets into `text`. Linear in time and memory."""
    sentences = split(text, start, end)
    tokens: list[Token] = []
    for sentence, doc in zip(sentences, _docs(text, sentences), strict=True):
        tokens += _tokens(doc, sentence[0])
    return Analysis(tuple(tokens), tuple(sentences))


def _docs(text: str, sentences: list[tuple[int, int]]) -> Iterator[Any]:
    make = _pipeline().make_doc
    return (make(text[start:end]) for start, end in sentences)


def _tokens(doc: Any, offset: int) -> Iterator[Token]:
    for token in doc:
        if not token.is_space:
            words = intern(token.text)
            start = offset + token.idx
            yield Token(start, start + len(words), words, intern(words.lower()))

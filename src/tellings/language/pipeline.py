"""Text -> Analysis: sentences by rules, and what spaCy and the weights make of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

from spacy.lang.en import English
from spacy.util import load_config, load_model_from_config

from tellings.language.lemmas import lemma
from tellings.language.sentences import split

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 64
"""Sentences analysed at once: more is no faster and takes more memory."""
KINDS = {"PER": "person", "LOC": "place", "ORG": "organisation"}


@dataclass(frozen=True, slots=True)
class Token:
    """A token: offsets, its text, and what is known of it.

    `lemma` is lower-case but for names. `tag` is the UPOS tag, `fine` the Penn Treebank one ("VBD" is a past tense),
    `head` the index in `Analysis.tokens` of the token it hangs on (its own for the root of a sentence), `relation` the
    basic UD relation, "root" at the root. Without weights: the lower-cased text, "", "", -1 and "".
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

    Sentences are ordered, do not overlap, and cover every token; no token crosses the end of a sentence. The text of a
    sentence has no white space at its ends, and no bullet before it.
    """

    tokens: tuple[Token, ...]
    sentences: tuple[tuple[int, int], ...]
    names: tuple[tuple[int, int, str], ...] = ()


def analyse(text: str, start: int = 0, end: int | None = None) -> Analysis:
    """Tokens, sentences and names of `text[start:end]`, with offsets into `text`. Linear in time and memory."""
    sentences = split(text, start, end)
    tokens: list[Token] = []
    names: list[tuple[int, int, str]] = []
    for (offset, _), doc in zip(sentences, _docs(text, sentences), strict=True):
        tokens += _tokens(doc, offset, len(tokens))
        names += ((offset + e.start_char, offset + e.end_char, KINDS[e.label_]) for e in doc.ents)
    return Analysis(tuple(tokens), tuple(sentences), tuple(names))


@lru_cache(maxsize=1)
def _pipeline() -> Any:
    """The pipeline of `WEIGHTS`, or only a tokenizer where there are none."""
    return load_weights(WEIGHTS) if (WEIGHTS / "config.cfg").is_file() else English()


def load_weights(folder: Path) -> Any:
    """A spaCy pipeline from a folder that `training/train.py` wrote: weights are kept in half precision there."""
    config = load_config(folder / "config.cfg")
    pipeline: Any = load_model_from_config(config, validate=False, auto_fill=False)
    pipeline.from_disk(folder, exclude=["vocab", "tokenizer"])
    for _, component in pipeline.pipeline:
        for label in getattr(component, "labels", ()):
            pipeline.vocab.strings.add(label)
        for node in component.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float32"))
    return pipeline


def _docs(text: str, sentences: Iterable[tuple[int, int]]) -> Iterator[Any]:
    """A spaCy document for each sentence, so that nothing in it depends on what stands around it."""
    pipeline = _pipeline()
    docs = (pipeline.make_doc(text[start:end]) for start, end in sentences)
    return pipeline.pipe(map(_as_one_sentence, docs), batch_size=BATCH) if pipeline.pipe_names else docs


def _as_one_sentence(doc: Any) -> Any:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _tokens(doc: Any, offset: int, first: int) -> Iterator[Token]:
    """The tokens of a sentence; `first` is the index of the first of them."""
    words = [token for token in doc if not token.is_space]
    index = {token.i: first + number for number, token in enumerate(words)}
    for token in words:
        text, start = intern(token.text), offset + token.idx
        if not token.tag:
            yield Token(start, start + len(text), text, intern(text.lower()))
        else:
            tag, _, fine = token.tag_.partition("/")
            head = index.get(token.head.i, index[token.i])
            relation = "root" if head == index[token.i] else token.dep_
            yield Token(start, start + len(text), text, lemma(text, tag), intern(tag), head, relation, intern(fine))

"""The corpora of names, told apart, how much of each is read, and the treebanks as sentences."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy import blank
from spacy.tokens import Doc, DocBin

ENDS = {
    "gum": 2100,
    "wikigold": 2800,
    "ewt": 3786,
    "grobid": 4676,
    "politics": 4900,
    "crossner": 6996,
    "redoc": 9068,
    "litbank": 99_999,
}
"""Where each corpus ends in `ner/train_big.spacy`, a document or two about."""


def read(path: Path) -> list[Any]:
    """The documents of a file."""
    return list(DocBin().from_disk(path).get_docs(blank("en").vocab))


def by_corpus(path: Path) -> dict[str, list[Any]]:
    """The documents of `ner/train_big.spacy` by corpus; a fifth of EWT, in blocks of twenty, is kept aside and left out."""
    docs, start, found = read(path), 0, {}
    for name, end in ENDS.items():
        found[name] = docs[start:end]
        start = end
    found["ewt"] = [doc for n, doc in enumerate(found["ewt"]) if n // 20 % 5]
    return found


def kept_aside(path: Path) -> list[Any]:
    """The fifth of EWT that `by_corpus` leaves out."""
    return [doc for n, doc in enumerate(read(path)[ENDS["wikigold"] : ENDS["ewt"]]) if n // 20 % 5 == 0]


def share(docs: Sequence[Any], times: float, rng: random.Random) -> list[Any]:
    """Each document as often as `times` says, the part after the point by chance."""
    return [*docs] * int(times) + [doc for doc in docs if rng.random() < times - int(times)]


def degraded(docs: Sequence[Any], rng: random.Random) -> Iterator[Any]:
    """The documents, with a copy in small letters of one in twenty, and one in capitals of one in twenty-five."""
    for doc in docs:
        yield doc
        chance = rng.random()
        if chance < 0.09:
            yield _written(doc, str.lower if chance < 0.05 else str.upper)


def _written(doc: Any, how: Callable[[str], str]) -> Any:
    copy = Doc(doc.vocab, words=[how(t.text) for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    attributes: list[int | str] = [
        name for name in ("TAG", "HEAD", "DEP", "ENT_IOB", "ENT_TYPE") if doc.has_annotation(name)
    ]
    return copy.from_array(attributes, doc.to_array(attributes))


def sentences(path: Path) -> Iterator[Any]:
    """The sentences of a treebank, each alone, as the program reads them; a tag is "UPOS/XPOS", so that one tagger learns both."""
    for doc in read(path):
        for token in doc:
            token.tag_ = f"{token.pos_}/{token.tag_}"
        yield from (sentence.as_doc() for sentence in list(doc.sents))

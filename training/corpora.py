"""The corpora of names, told apart, and how much of each is read."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from spacy import blank
from spacy.tokens import Doc, DocBin, Span

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
    copy.set_ents([Span(copy, e.start, e.end, e.label_) for e in doc.ents])
    return copy

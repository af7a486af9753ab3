"""Text -> Analysis: sentences by rules, and what spaCy and the weights make of each of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from sys import intern
from typing import Any

import numpy as np
from spacy.attrs import IS_SPACE, LOWER, NORM, PREFIX, SHAPE, SUFFIX
from spacy.lang.en import English
from spacy.util import load_config, load_model_from_config
from thinc.api import use_ops

from tellings import __version__
from tellings.language.lemmas import lemma
from tellings.language.other import Link, described, kind_of, load_other, universal
from tellings.language.sentences import split
from tellings.language.wordpieces import TABLE

WEIGHTS = Path(__file__).parent / "weights"
BATCH = 64
"""Sentences analysed at once: more is no faster and takes more memory."""
READ = {LOWER, NORM, PREFIX, SUFFIX, SHAPE, IS_SPACE}
"""What is read of a word's form; the rest of what spaCy notes of each new word takes time for nothing."""
_OTHER: ContextVar[str | None] = ContextVar("_OTHER", default=None)
_KNOWN: ContextVar[dict[str, Analysis] | None] = ContextVar("_KNOWN", default=None)


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
    """Tokens, sentences as half-open offsets, and the names the weights find: (start, end, kind).

    A kind is "person", "place" or "organisation", and "people" too where another pipeline than ours says so.

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
    for (offset, _), read in zip(sentences, _read([text[a:b] for a, b in sentences]), strict=True):
        first = len(tokens)
        tokens += (_moved(token, offset, first) for token in read.tokens)
        names += ((offset + begin, offset + after, kind) for begin, after, kind in read.names)
    return Analysis(tuple(tokens), tuple(sentences), tuple(names))


def parse(sentences: Iterable[str]) -> list[tuple[Token, ...]]:
    """The tokens of each sentence, as `analyse` gives them; offsets and heads count from the sentence's beginning."""
    return [read.tokens for read in _read([*sentences])]


def _moved(token: Token, offset: int, first: int) -> Token:
    """A token of a sentence, counted from where the sentence and its first token stand."""
    head = token.head + first if token.tag else token.head
    at, to = token.start + offset, token.end + offset
    return Token(at, to, token.text, token.lemma, token.tag, head, token.relation, token.fine)


def _read(sentences: Sequence[str]) -> list[Analysis]:
    """Each sentence by itself; within `using` one that has been read already is not read again."""
    known = _KNOWN.get()
    known = {} if known is None else known
    new = [sentence for sentence in dict.fromkeys(sentences) if sentence not in known]
    for sentence, doc in zip(new, _docs(new), strict=True):
        names = tuple((e.start_char, e.end_char, kind) for e in doc.ents if (kind := kind_of(e)))
        known[sentence] = Analysis(tuple(_tokens(doc)), ((0, len(sentence)),), names)
    return [known[sentence] for sentence in sentences]


@contextmanager
def using(model: str | None) -> Iterator[str]:
    """Within it the installed spaCy pipeline `model` (a name or a folder) is used in place of ours, or ours where it is None.

    No sentence is read twice within it. Gives the pipeline's name and version, "" for ours.
    Raises TellingsError where there is no such pipeline, or it is not for English, or it does not tag and parse.
    """
    before, read = _OTHER.set(model), _KNOWN.set({})
    try:
        yield "" if model is None else described(_pipeline(model))
    finally:
        _OTHER.reset(before)
        _KNOWN.reset(read)


def model_name() -> str:
    """The name and version of the pipeline in use, for findings to say what found them; ours has the version of the package."""
    other = _OTHER.get()
    return f"tellings {__version__}" if other is None else described(_pipeline(other))


@lru_cache(maxsize=2)
def _pipeline(other: str | None) -> Any:
    """Another pipeline, or that of `WEIGHTS`, or only a tokenizer where there are none."""
    if other is not None:
        return load_other(other)
    return load_weights(WEIGHTS) if (WEIGHTS / "config.cfg").is_file() else English()


def load_weights(folder: Path) -> Any:
    """A spaCy pipeline from a folder that `training/train.py` wrote: weights are kept in half precision there."""
    config = load_config(folder / "config.cfg", overrides={"nlp.vectors.table": str(folder / TABLE)})
    with use_ops("numpy", use_blis=False):  # numpy multiplies matrices in less than two thirds of the time
        pipeline: Any = load_model_from_config(config, validate=False, auto_fill=False)
    pipeline.vocab.lex_attr_getters = {a: of for a, of in pipeline.vocab.lex_attr_getters.items() if a in READ}
    pipeline.from_disk(folder, exclude=["config", "vocab", "tokenizer"])
    for _, component in pipeline.pipeline:
        for label in getattr(component, "labels", ()):
            pipeline.vocab.strings.add(label)
        for node in component.model.walk():
            for name in node.param_names:
                if node.has_param(name):
                    node.set_param(name, node.get_param(name).astype("float32"))
    return pipeline


def _docs(sentences: Iterable[str]) -> Iterator[Any]:
    """A spaCy document for each sentence, so that nothing in it depends on what stands around it."""
    pipeline = _pipeline(_OTHER.get())
    docs = map(pipeline.make_doc, sentences)
    return pipeline.pipe(map(_as_one_sentence, docs), batch_size=BATCH) if pipeline.pipe_names else docs


def _as_one_sentence(doc: Any) -> Any:
    for token in doc[1:]:
        token.is_sent_start = False
    return doc


def _tokens(doc: Any) -> Iterator[Token]:
    """The tokens of a sentence."""
    words = [token for token in doc if not token.is_space]
    tags = [_tags(token) for token in words]
    lemmas = [lemma(token.text, tag) if tag else token.lower_ for token, (tag, _) in zip(words, tags, strict=True)]
    for number, link in enumerate(_links(doc, words, [tag for tag, _ in tags], lemmas)):
        token, (tag, fine) = words[number], tags[number]
        head, relation = (link.head, link.relation) if tag else (-1, "")
        start, end = token.idx, token.idx + len(token)
        yield Token(start, end, intern(token.text), intern(lemmas[number]), intern(tag), head, relation, intern(fine))


def _tags(token: Any) -> tuple[str, str]:
    """The UPOS and the Penn Treebank tag; our weights give both in one, "VERB/VBD"."""
    if token.pos:
        return token.pos_, token.tag_
    tag, _, fine = token.tag_.partition("/")
    return tag, fine


def _links(doc: Any, words: Sequence[Any], tags: Sequence[str], lemmas: Sequence[str]) -> Sequence[Link]:
    index = {token.i: number for number, token in enumerate(words)}
    above = doc.to_array("HEAD").astype(np.int64).tolist()  # how far on the head stands; much faster than `token.head`
    heads = [index.get(token.i + above[token.i], number) for number, token in enumerate(words)]
    links = [Link(h, "root" if h == n else t.dep_) for n, (t, h) in enumerate(zip(words, heads, strict=True))]
    return links if _OTHER.get() is None else universal(links, tags, lemmas)

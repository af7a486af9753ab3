"""What tells one hand from another, counted in each paragraph: function words, signs, spellings, how names are written."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

import numpy as np
from numpy.typing import NDArray

from tellings.rules import load_rules, pattern
from tellings.split.paragraphs import Paragraph

_TOKEN = re.compile(r"[A-Za-z]+(?:['’][a-z]+)?|--+|[—–…“”\"‘(;:!?,]|\d[\d,.]*\d|\d")
_CONTENT = re.compile(r"[A-Za-z][a-z]{3,}|[A-Z][a-z]+")
_FORM = re.compile(r"[A-Za-zÀ-ÿ]+(?:[-’'][A-Za-zÀ-ÿ]+)*")
_NAMED = re.compile(r"(?:([A-Za-z][\w-]*\.?),? |([\"“‘'(])|)\b([A-Z][a-z]{2,}(?:-[A-Z]?[a-z]+)*)\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][^\W\d_]+")
_QUOTED = re.compile(r"[\"“][^\"“”]{1,1500}[\"”]")
_OFTEN = 2  # a mark counts at most so often in one paragraph: words come in bursts

Choice = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Marks:
    """The marks of all paragraphs.

    Arrays have a row for each paragraph and a first row of zeros, and are summed up: a stretch is the difference of two rows.
    """

    words: NDArray[np.float64]
    style: NDArray[np.float64]
    signs: NDArray[np.float64]
    persons: NDArray[np.float64]
    lengths: NDArray[np.float64]
    content: tuple[tuple[str, ...], ...]
    choices: tuple[tuple[tuple[str, str, int], ...], ...]
    names: tuple[tuple[str, ...], ...]


def count_marks(paragraphs: Sequence[Paragraph]) -> Marks:
    """The marks of each paragraph."""
    texts = [paragraph.text for paragraph in paragraphs]
    tokens = [_tokens(text) for text in texts]
    return Marks(
        _summed([[len(words)] for words in tokens])[:, 0],
        _summed([_style_counts(words) for words in tokens]),
        _summed([[min(_OFTEN, len(sign.findall(text))) for sign in _signs()] for text in texts]),
        _summed([_person_counts(text) for text in texts]),
        _summed([[len(text)] for text in texts])[:, 0],
        tuple(tuple(_content_words(text)) for text in texts),
        _choices(texts),
        tuple(tuple(_NAME.findall(text)) for text in texts),
    )


def _summed(rows: Sequence[Sequence[float]]) -> NDArray[np.float64]:
    counts = np.array(rows, dtype=np.float64)
    return np.concatenate([np.zeros((1, counts.shape[1])), counts.cumsum(axis=0)])


@cache
def style_words() -> dict[str, int]:
    """The column of each function word and sign."""
    return {word: column for column, (word, *_) in enumerate(load_rules("split")["style"]["table"])}


@cache
def _signs() -> tuple[re.Pattern[str], ...]:
    """Both variants of each pair of signs or spellings, one pair after the other."""
    return tuple(
        re.compile(variant) for pair in load_rules("split")["signs"] for variant in (pair["one"], pair["other"])
    )


def _tokens(text: str) -> list[str]:
    return [_token(match) for match in _TOKEN.findall(text)]


def _token(token: str) -> str:
    if token[0].isdigit():
        return "<number>"
    return "--" if token.startswith("--") else token.lower()


def _style_counts(tokens: Sequence[str]) -> list[float]:
    columns = style_words()
    counts = [0.0] * len(columns)
    for token in tokens:
        if token in columns:
            counts[columns[token]] += 1
    return counts


def _person_counts(text: str) -> list[float]:
    """How often "I", how often "we", and how many words, outside quotations."""
    told = _QUOTED.sub('"', text)
    return [len(pattern("split", "i").findall(told)), len(pattern("split", "we").findall(told)), len(told.split())]


def _content_words(text: str) -> list[str]:
    columns = style_words()
    return [word for word in map(str.lower, _CONTENT.findall(text)) if word not in columns]


def _choices(texts: Sequence[str]) -> tuple[tuple[tuple[str, str, int], ...], ...]:
    """In each paragraph: what is written in several ways in the whole text, the way it is written here, and how often."""
    counted = [_ways(text) for text in texts]
    ways: dict[str, set[str]] = {}
    for counts in counted:
        for what, way in counts:
            ways.setdefault(what, set()).add(way)
    several = {what for what, written in ways.items() if len(written) > 1 and not all(" " in way for way in written)}
    return tuple(
        tuple((what, way, min(n, _OFTEN)) for (what, way), n in counts.items() if what in several) for counts in counted
    )


def _ways(text: str) -> Counter[Choice]:
    """Words by their bare form, and names by what stands before them: title, article, quotation mark, another name."""
    ways: Counter[Choice] = Counter()
    last, last_end = "", -2
    for match in _FORM.finditer(text):
        word, start = match[0].replace("’", "'"), match.start()
        low = _unaccented(word).lower()
        if _inside_sentence(text, start):
            bare = bare_form(low)
            if len(bare) > 3:
                ways[f"word {bare}", word] += 1
            if last_end == start - 1 and min(len(last), len(low)) > 2 and "-" not in low:
                ways[f"word {last}{bare}", f"{last} {low}"] += 1
        last, last_end = low, match.end()
    for before, mark, name in _NAMED.findall(text[1:]):
        if (before or mark) and name not in _titles():
            ways[f"name {name}", _before(before, mark)] += 1
    return ways


def _inside_sentence(text: str, start: int) -> bool:
    """Whether a word is followed up on, so that a capital in it is a choice."""
    return start > 1 and text[start - 1] in " -" and (text[start - 2].isalnum() or text[start - 2] == ",")


@cache
def _titles() -> frozenset[str]:
    return frozenset(load_rules("split")["titles"]["words"].split())


def _before(before: str, mark: str) -> str:
    if mark:
        return "quoted"
    if before.rstrip(".") in _titles():
        return before
    if before.lower() == "the":
        return "the"
    return "name" if before[0].isupper() else "alone"


def _unaccented(word: str) -> str:
    if word.isascii():
        return word
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


@lru_cache(maxsize=50_000)
def bare_form(word: str) -> str:
    """A word without hyphens, in one of the spellings that it may have."""
    bare = word.replace("-", "")
    for rule in load_rules("split")["spellings"]:
        bare = re.sub(rule["pattern"], rule["to"], bare)
    return bare

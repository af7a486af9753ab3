"""Words, their stems and their weight: how alike the wording around two values is."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from tellings.model import Sentence, Span
from tellings.rules import load_rules

_WORD = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_ENDINGS = re.compile(
    r"(?:ations?|ances?|ences?|ments?|ness|edly|ingly|ings?|ities|ity|ions?|ents?|ants?|als?|ives?|ers?|ors?|ed|ies|ly|es|s)$"
)


@dataclass(frozen=True, slots=True)
class Word:
    """A word as it stands in a source, and its stem."""

    start: int
    end: int
    text: str
    stem: str


@cache
def stem(word: str) -> str:
    """A rough stem, so that "annexed" and "annexation", "wounded" and "wounds" meet; words of one `same` rule share theirs.

    >>> stem("Annexation") == stem("annexed")
    True
    """
    word = word.lower().replace("’", "'").removesuffix("'s")
    if word in _groups():
        return _groups()[word]
    while len(word) > 4:
        shorter = _ENDINGS.sub("", word)
        if shorter == word or len(shorter) < 4:
            break
        word = shorter
    word = word.rstrip("eiy") if len(word) > 4 else word
    return word[:-1] if len(word) > 4 and word[-1] == word[-2] else word


@cache
def _groups() -> dict[str, str]:
    return {word: f"={rule['name']}" for rule in load_rules("disagreements")["same"] for word in rule["words"].split()}


@cache
def _stop() -> frozenset[str]:
    words = load_rules("disagreements")["words"]
    return frozenset(words["stop"].split() + words["months"].split())


@lru_cache(maxsize=20_000)
def words_of(span: Span) -> tuple[Word, ...]:
    """Every word of a span, in order, at its place in the source."""
    found = _WORD.finditer(span.text)
    return tuple(Word(span.start + m.start(), span.start + m.end(), m.group(), stem(m.group())) for m in found)


def content(words: Iterable[Word]) -> list[Word]:
    """The words that say something of what is told: no function words, months or days."""
    return [w for w in words if _says(w.text)]


@lru_cache(maxsize=20_000)
def content_of(span: Span) -> tuple[Word, ...]:
    """The words of a span that say something of what is told."""
    return tuple(content(words_of(span)))


@cache
def _says(word: str) -> bool:
    return word.lower() not in _stop() and len(word) > 2


class Weights:
    """How much a stem tells two sentences of one dossier apart: the logarithm of how few of them have it, at most 1.

    A hundred sentences without the stem are counted besides, so that in a short dossier no word looks common.
    """

    def __init__(self, sentences: Sequence[Sentence]) -> None:
        total = len(sentences) + 100
        count = Counter(s for sentence in sentences for s in {w.stem for w in words_of(sentence.span)})
        self._weight = {s: max(0.0, math.log(total / n) / math.log(total)) for s, n in count.items()}
        self._order = {s: (-round(weight, 6), s) for s, weight in self._weight.items()}

    def __getitem__(self, stem_: str) -> float:
        return self._weight.get(stem_, 1.0)

    def shared(self, a: Iterable[Word], b: Iterable[Word]) -> tuple[float, tuple[str, ...]]:
        """The summed weight of the stems that both have, rounded, and one word for each, weightiest first."""
        theirs = {w.stem for w in b}
        mine = {w.stem: w.text for w in reversed(list(a)) if w.stem in theirs}
        if not mine:
            return 0.0, ()
        ranked = self.ranked(mine)
        return round(sum(self[s] for s in ranked), 3), tuple(mine[s] for s in ranked)

    def ranked(self, stems: Iterable[str]) -> list[str]:
        """Each of the stems once, the weightiest first."""
        return sorted(set(stems), key=lambda s: self._order.get(s, (-1.0, s)))


def words(common: Iterable[str]) -> str:
    """Words in a row as a reader writes them: “a”, “b” and “c”."""
    quoted = [f"“{word}”" for word in common]
    return " and ".join(filter(None, [", ".join(quoted[:-1]), *quoted[-1:]]))


def same_word(x: Word, y: Word) -> bool:
    """Whether two words are forms of one: "pause" and "paused", not "proceed" and "procession"."""
    a, b = sorted((x.text.lower(), y.text.lower()), key=len)
    length = max(4, len(a) - 2)
    return x.stem == y.stem and a[:length] == b[:length]

"""What a word is said of, by the tree of its sentence: "severe" of wounds, "slowly" of riding and of who rides."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from tellings.disagreements.context import Context
from tellings.disagreements.wording import Word, content, same_word, words_of
from tellings.language import Token
from tellings.model import Span

FADES = 0.85  # what is left of the weight of a common word with each step of the tree beyond the first
_PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "csubj"})  # what a verb or a quality is said of
_ALIKE = ({"ADJ", "ADV"}, {"VERB", "NOUN"}, {"PROPN", "NOUN"})  # parts of speech that can say the same


@dataclass(frozen=True, slots=True)
class Of:
    """A word that another is said of, and how many steps of the tree lie between."""

    word: Word
    steps: int


def said_of_one(context: Context, a: tuple[Span, Word], b: tuple[Span, Word]) -> tuple[float, str]:
    """How much says that two words, each with its sentence, are said of one thing: the weight of what both are said of."""
    here, there = (context.trees.get(sentence, ()) for sentence, _ in (a, b))
    if not _can_say_the_same(_tag(here, a), _tag(there, b)):
        return 0.0, ""
    scored = [
        (round(context.weights[x.word.stem] * FADES ** (x.steps + y.steps - 2), 3), x.word.text)
        for x in _said_of(here, a)
        for y in _said_of(there, b)
        if same_word(x.word, y.word)
    ]
    return max(scored, default=(0.0, ""))


def _can_say_the_same(one: str, other: str) -> bool:
    return one == other or any({one, other} <= tags for tags in _ALIKE)


def _at(tokens: Sequence[Token], sentence: Span, word: Word) -> int | None:
    start = word.start - sentence.start
    return next((i for i, t in enumerate(tokens) if t.start <= start < t.start + len(t.text)), None)


def _tag(tokens: Sequence[Token], placed: tuple[Span, Word]) -> str:
    at = _at(tokens, *placed)
    return "" if at is None else tokens[at].tag


def _said_of(tokens: Sequence[Token], placed: tuple[Span, Word]) -> Iterator[Of]:
    """The words of content that a word hangs on, and what these, or the word itself, are said of."""
    sentence, word = placed
    at = _at(tokens, sentence, word)
    if at is None:
        return
    above = tokens[at].head
    steps = (
        {above: 1, tokens[above].head: 2}
        | dict.fromkeys(_parts(tokens, at), 1)
        | dict.fromkeys(_parts(tokens, above), 2)
    )
    places = {tokens[i].start + sentence.start: step for i, step in steps.items() if i != at}
    for other in content(words_of(sentence)):
        if other.start in places and other.start != word.start:
            yield Of(other, places[other.start])


def _parts(tokens: Sequence[Token], verb: int) -> list[int]:
    return [i for i, t in enumerate(tokens) if t.head == verb and t.relation in _PARTS]

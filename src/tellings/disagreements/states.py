"""The words of an account that say how a thing is or that it is not: on which ends of scales they stand, and whether they are denied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tellings.disagreements.context import Context
from tellings.disagreements.deeds import light
from tellings.disagreements.denial import denied_tokens, supposed_tokens
from tellings.disagreements.opposites import Scale, ends
from tellings.disagreements.wording import Word, content, words_of
from tellings.model import Span
from tellings.rules import load_rules

_TAGS = frozenset({"ADJ", "ADV", "VERB", "NOUN"})


@dataclass(frozen=True, slots=True)
class State:
    """A word of a sentence, the number of its token, and the ends of the scales it stands on, turned round where it is denied."""

    sentence: Span
    at: int
    word: Word
    lemma: str
    tag: str
    ends: Mapping[Scale, float]
    denied: bool


def states_of(context: Context, account: str) -> Iterator[State]:
    """The words of an account's story that stand on a scale or can be denied, but for what is asked or only thought of."""
    for sentence in (s.span for s in context.sentences.of(account) if s.role == "narrative"):
        if sentence.text.endswith("?"):
            continue
        tokens = context.trees[sentence]
        denied, supposed = denied_tokens(tokens), supposed_tokens(tokens)
        words = {w.start: w for w in content(words_of(sentence))}
        for at, token in enumerate(tokens):
            word = words.get(sentence.start + token.start)
            if word and token.tag in _TAGS and at not in supposed and token.lemma not in _weightless():
                turn = -1.0 if at in denied else 1.0
                on = {scale: turn * end for scale, end in ends(token).items()}
                yield State(sentence, at, word, token.lemma, token.tag, on, at in denied)


@cache
def _weightless() -> frozenset[str]:
    return light() | frozenset(load_rules("framing")["denial"]["weak"].split())

"""The words of an account that say how a thing is or that it is not: on which ends of scales they stand, and whether they are denied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from tellings.disagreements.context import Context
from tellings.disagreements.denial import denied_tokens, supposed_tokens
from tellings.disagreements.opposites import Scale, ends
from tellings.disagreements.wording import Word, content_of, stem
from tellings.model import Span
from tellings.rules import load_rules

LONG = 5  # letters that a word must have without a part that denies it, so that "until" and "under" deny nothing
_TAGS = frozenset({"ADJ", "ADV", "VERB", "NOUN"})


@dataclass(frozen=True, slots=True)
class State:
    """A word of a sentence, the number of its token, and the ends of the scales it stands on, turned round where it is denied.

    `core` is what is said or denied of the thing: the word itself, or "resisting" of "unresisting", which denies it. `negative` is
    true where the core is denied by another word or by a part of this one, but not by both. `unsure` is true of a noun that has a
    part in what is denied: whether there was "the shock" that "was not felt" is not said.
    """

    sentence: Span
    at: int
    word: Word
    core: Word
    lemma: str
    tag: str
    ends: Mapping[Scale, float]
    denied: bool
    negative: bool
    unsure: bool


def states_of(context: Context, account: str) -> Iterator[State]:
    """The words of an account's story that stand on a scale or can be denied, but for what is asked or only thought of."""
    for sentence in (s.span for s in context.sentences.of(account) if s.role == "narrative"):
        if sentence.text.endswith("?"):
            continue
        tokens = context.trees[sentence]
        denied, supposed = denied_tokens(tokens), supposed_tokens(tokens)
        names = [n.span for n in context.names.inside(sentence) if n.kind != "title"]
        words = {w.start: w for w in content_of(sentence)}
        for at, token in enumerate(tokens):
            word = words.get(sentence.start + token.start)
            named = word and any(n.start <= word.start < n.end for n in names)
            if word and not named and token.tag in _TAGS and at not in supposed and token.lemma not in _weightless():
                turn = -1.0 if at in denied else 1.0
                on = {scale: turn * end for scale, end in ends(token).items()}
                core = _core(word)
                unsure = token.tag == "NOUN" and at not in denied and token.head in denied
                negative = (at in denied) != (core != word)
                yield State(sentence, at, word, core, token.lemma, token.tag, on, at in denied, negative, unsure)


def _core(word: Word) -> Word:
    """What is left of a word without a part that denies it."""
    lists, text = load_rules("framing")["tree_denial"], word.text
    for part in lists["prefixes"].split():
        if text.lower().startswith(part) and len(text) - len(part) >= LONG:
            return Word(word.start, word.end, text[len(part) :], stem(text[len(part) :]))
    for part in lists["suffixes"].split():
        if text.lower().endswith(part) and len(text) - len(part) >= LONG - 1:
            return Word(word.start, word.end, text[: -len(part)], stem(text[: -len(part)]))
    return word


@cache
def _weightless() -> frozenset[str]:
    return frozenset(
        " ".join((load_rules("framing")["denial"]["weak"], load_rules("framing")["tree_denial"]["weak"])).split()
    )

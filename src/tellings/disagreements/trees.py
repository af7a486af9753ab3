"""What a word is said of, by the tree of its sentence: "severe" of wounds, "slowly" of riding and of who rides."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tellings.disagreements.context import Context
from tellings.disagreements.deeds import light
from tellings.disagreements.kin import kinship
from tellings.disagreements.wording import Word, content, same_word, words_of
from tellings.language import Token
from tellings.model import Span

_WORD = re.compile(r"\w+")
FADES = 0.85  # what is left of the weight of a common word with each step of the tree beyond the first
NEAR = 0.55  # the cosine from which two nouns or verbs can stand for one thing
_PARTS = frozenset({"nsubj", "nsubj:pass", "obj", "csubj"})  # what a verb or a quality is said of
_BELOW = _PARTS | {"nmod", "obl", "amod", "compound"}  # what hangs on a word and says of what it is said


@dataclass(frozen=True, slots=True)
class Of:
    """A word that another is said of, how many steps of the tree lie between, and the entity that it names, if any."""

    word: Word
    lemma: str
    tag: str
    steps: int
    entity: str | None


def one_thing(context: Context, xs: Sequence[Of], ys: Sequence[Of]) -> tuple[float, str]:
    """The weight of the likeliest thing that both are, and its word: one word, one entity, or two words near in sense."""
    scored = [
        (round(weight * FADES ** (x.steps + y.steps - 2), 3), x.word.text)
        for x in xs
        for y in ys
        if (weight := _sameness(context, x, y))
    ]
    return max(scored, default=(0.0, ""))


def _sameness(context: Context, x: Of, y: Of) -> float:
    if x.entity and y.entity:
        return context.name_weight(x.entity) if x.entity == y.entity else 0.0
    if same_word(x.word, y.word):
        return context.weights[x.word.stem]
    if {x.lemma, y.lemma} & light():
        return 0.0
    near = kinship(x.lemma, y.lemma, (x.tag, y.tag), least=NEAR)
    return near and near * min(context.weights[x.word.stem], context.weights[y.word.stem])


def said_of(context: Context, sentence: Span, at: int) -> tuple[Of, ...]:
    """What the token `at` of a sentence is said of: the words it hangs on, those that hang on it, and what these are said of."""
    tokens = context.trees[sentence]
    above = tokens[at].head
    steps = {tokens[above].head: 2} | dict.fromkeys(_below(tokens, above, _PARTS), 2)
    steps |= {above: 1} | dict.fromkeys(_below(tokens, at, _BELOW), 1)
    named = {
        n.span.start + m.start() - sentence.start: n.entity
        for n in context.names.inside(sentence)
        for m in _WORD.finditer(n.span.text)
    }
    words = {w.start - sentence.start: w for w in words_of(sentence)}
    told = {w.start for w in content(words.values())}
    return tuple(
        Of(word, tokens[i].lemma.lower(), tokens[i].tag, step, named.get(tokens[i].start))
        for i, step in steps.items()
        if i != at and (word := words.get(tokens[i].start)) and (word.start in told or tokens[i].start in named)
    )


def _below(tokens: Sequence[Token], at: int, relations: frozenset[str]) -> list[int]:
    return [i for i, t in enumerate(tokens) if t.head == at and t.relation in relations]

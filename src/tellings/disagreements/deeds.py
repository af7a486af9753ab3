"""The same deed in two tellings: clauses whose verbs say the same, with one part that may differ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from tellings.align.vectors import Matrix, piece_vectors
from tellings.disagreements.clauses import Clause, Phrase
from tellings.disagreements.context import Context, once
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import Word, content_of
from tellings.language.wordpieces import pieces_of, plain
from tellings.model import Telling
from tellings.rules import load_rules

AGENT = 0.6  # the cosine from which a noun means persons or a body as the listed ones do
ALIKE = 0.5  # the cosine from which two words can stand for one another


@dataclass(frozen=True, slots=True)
class Match:
    """Two clauses that may tell one deed: `likeness` weighs the verbs and what the clauses have in common besides."""

    pair: Pair
    x: Clause
    y: Clause
    likeness: float
    common: tuple[str, ...]


def matches(context: Context, pair: Pair) -> list[Match]:
    """The clauses of two tellings that may tell one deed, likest first; each is matched once."""
    found = []
    for x in context.clauses(pair.a):
        for y in context.clauses(pair.b):
            verb = verb_likeness(context, x, y)
            if verb:
                score, common = context.weights.shared(_beside(x), _beside(y))
                found.append(Match(pair, x, y, round(verb + score, 3), common))
    found.sort(key=lambda m: (-m.likeness, m.x.verb.start, m.y.verb.start))
    taken: set[int] = set()
    kept = []
    for match in found:
        if not {match.x.verb.start, -1 - match.y.verb.start} & taken:
            taken |= {match.x.verb.start, -1 - match.y.verb.start}
            kept.append(match)
    return kept


def verb_likeness(context: Context, x: Clause, y: Clause) -> float:
    """How much says that two verbs tell the same: the weight of the stem they share, less where only their sense is near."""
    if {x.lemma, y.lemma} & light():
        return 0.0
    if x.verb.stem == y.verb.stem:
        return context.weights[x.verb.stem]
    near = cosine(x.lemma, y.lemma)
    return near * min(context.weights[x.verb.stem], context.weights[y.verb.stem]) if near >= ALIKE else 0.0


@lru_cache(maxsize=1)
def light() -> frozenset[str]:
    """Verbs that say nothing of the deed."""
    return frozenset(load_rules("disagreements")["words"]["light"].split())


def _beside(clause: Clause) -> Sequence[Word]:
    """The content words of a clause but its verb."""
    return [w for w in content_of(clause.quote) if w.start != clause.verb.start]


def told(phrase: Phrase) -> Sequence[Word]:
    """The words of a phrase that say who or what it is."""
    return content_of(phrase.span)


def acts(context: Context, phrase: Phrase) -> bool:
    """Whether a phrase means persons or a body that can act, and no thing: a name of one, or a noun near in sense to such nouns."""
    if any(n.span.start <= phrase.head.start < n.span.end for n in context.names.inside(phrase.span)):
        return True
    nouns = [w.text for w in told(phrase)] if phrase.head.text.lower() in _of_many() else [phrase.head.text]
    return any(noun.lower() in agents() or max(cosine(noun, agent) for agent in agents()) >= AGENT for noun in nouns)


@lru_cache(maxsize=1)
def _of_many() -> frozenset[str]:
    """Nouns that only say how many: whom "a number of persons" means is said by its last word."""
    return frozenset(load_rules("disagreements")["words"]["of_many"].split())


@lru_cache(maxsize=1)
def agents() -> frozenset[str]:
    """Nouns for persons and bodies that act."""
    return frozenset(load_rules("disagreements")["words"]["agents"].split())


def known(phrase: Phrase | None) -> bool:
    """Whether a phrase says by itself who or what is meant."""
    return phrase is not None and not phrase.pronoun and bool(told(phrase))


def same(context: Context, x: Phrase, y: Phrase) -> bool:
    """Whether two phrases can mean the same: a word or a name in common, also by a pronoun, or heads that are near in sense."""
    if {w.stem for w in told(x)} & {w.stem for w in told(y)}:
        return True
    here, there = ({n.entity for n in context.names.inside(p.span)} for p in (x, y))
    return bool(here & there) or (not x.pronoun and not y.pronoun and cosine(x.head.text, y.head.text) >= ALIKE)


def cosine(a: str, b: str) -> float:
    """How near two words are in sense, from -1 to 1."""
    one, two = _vector(plain(a)), _vector(plain(b))
    return 0.0 if one is None or two is None else round(float(one @ two), 3)


@lru_cache(maxsize=20_000)
def _vector(word: str) -> Matrix | None:
    pieces = pieces_of(word)
    if not pieces:
        return None
    total = piece_vectors(np.array(pieces, dtype=np.int64)).sum(axis=0)
    return np.asarray(total / np.linalg.norm(total))


@once
def on_scales(context: Context, telling: Telling) -> list[Clause]:
    """The clauses of a telling whose verb stands on a scale of opposites."""
    return [clause for clause in context.clauses(telling) if clause.lemma in _ends()]


def opposed(x: Clause, y: Clause) -> bool:
    """Whether the verbs of two clauses stand at opposite ends of a scale, with the same denial, or at one end with another."""
    ends = [_ends().get(c.lemma, {}) for c in (x, y)]
    turn = -1 if x.denied != y.denied else 1
    return any(ends[0][scale] * ends[1][scale] * turn < 0 for scale in ends[0].keys() & ends[1].keys())


@lru_cache(maxsize=1)
def _ends() -> dict[str, dict[int, int]]:
    """The verbs of every scale of opposites: lemma -> number of the scale -> which end."""
    found: dict[str, dict[int, int]] = {}
    for number, rule in enumerate(load_rules("disagreements")["opposed"]):
        for end, key in ((1, "one"), (-1, "other")):
            for lemma in rule[key].split():
                found.setdefault(lemma, {})[number] = end
    return found

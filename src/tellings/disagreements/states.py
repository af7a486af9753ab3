"""Opposed states of one thing, wherever two accounts tell of them: "badly" and "slightly" of one wound, a "drawn" fight and its "victor".

No event need join the sentences: the trees say that both words are said of one thing. A word is opposed to another on the
other end of a scale, and one that is denied to itself and to words on its own end.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import combinations

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.denial import denied_tokens, supposed_tokens
from tellings.disagreements.opposites import ends
from tellings.disagreements.trees import Of, one_thing, said_of
from tellings.disagreements.wording import Word, content, same_word, words_of
from tellings.model import Side, Span
from tellings.rules import load_rules

LEAST = 0.15  # what the one thing must weigh that both words are said of
PARTNERS = 2  # of each account: the likeliest words that a word is set against
Scale = tuple[str, int]


@dataclass(frozen=True, slots=True)
class State:
    """A word of a sentence: the ends of scales it stands on, turned round where it is denied, and what it is said of."""

    sentence: Span
    word: Word
    ends: Mapping[Scale, float]
    denied: bool
    of: tuple[Of, ...]


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two states of one thing that cannot both be: the scale, or the stem of the word that one denies, and what they are said of."""

    x: State
    y: State
    on: Scale | str
    sure: float
    link: float
    thing: str


def find(context: Context) -> list[Draft]:
    """What two accounts say of one thing by opposed words, or one says and the other denies."""
    told = {a.id: list(_states(context, a.id)) for a in context.accounts}
    return [
        _draft(context, found, told)
        for a, b in combinations(told, 2)
        for found in _likeliest(_between(context, told[a], told[b]))
    ]


def _states(context: Context, account: str) -> Iterator[State]:
    """The words of an account's story that stand on a scale or are denied, but for what is asked or only thought of."""
    weak = frozenset(load_rules("framing")["denial"]["weak"].split())
    for sentence in (s.span for s in context.sentences.of(account) if s.role == "narrative" and s.span.text[-1] != "?"):
        tokens = context.trees[sentence]
        denied, supposed = denied_tokens(tokens), supposed_tokens(tokens)
        words = {w.start: w for w in content(words_of(sentence))}
        for at, token in enumerate(tokens):
            word = words.get(sentence.start + token.start)
            if word and token.tag in ("ADJ", "ADV", "VERB", "NOUN") and at not in supposed and token.lemma not in weak:
                turn = -1.0 if at in denied else 1.0
                on = {scale: turn * end for scale, end in ends(token).items()}
                yield State(sentence, word, on, at in denied, said_of(context, sentence, at))


def _between(context: Context, ours: Iterable[State], theirs: Iterable[State]) -> Iterator[Opposed]:
    """Every two states of two accounts that are opposed and said of one thing."""
    on: dict[Scale, list[State]] = defaultdict(list)
    named: dict[str, list[State]] = defaultdict(list)
    for state in theirs:
        named[state.word.stem].append(state)
        for scale in state.ends:
            on[scale].append(state)
    for x in ours:
        opposed: dict[int, tuple[State, Scale | str, float]] = {
            id(y): (y, scale, min(abs(end), abs(y.ends[scale])))
            for scale, end in x.ends.items()
            for y in on[scale]
            if end * y.ends[scale] < 0 and not (x.denied and y.denied)
        }
        opposed |= {
            id(y): (y, x.word.stem, 1.0)
            for y in named[x.word.stem]
            if x.denied != y.denied and same_word(x.word, y.word)
        }
        for y, what, sure in opposed.values():
            link, thing = one_thing(context, x.of, y.of)
            if link >= LEAST:
                yield Opposed(x, y, what, sure, link, thing)


def _likeliest(found: Iterable[Opposed]) -> Iterator[Opposed]:
    """The opposed states with the strongest link: each word is set against PARTNERS at most."""
    taken: dict[tuple[str, int], int] = defaultdict(int)
    for pair in sorted(found, key=lambda p: (-p.link * p.sure, p.x.word.start, p.y.word.start)):
        places = [(s.sentence.account, s.word.start) for s in (pair.x, pair.y)]
        if all(taken[place] < PARTNERS for place in places):
            for place in places:
                taken[place] += 1
            yield pair


def _draft(context: Context, found: Opposed, told: Mapping[str, list[State]]) -> Draft:
    x, y = found.x, found.y
    both = _knows_both(x, y, told) + _knows_both(y, x, told)
    of = f"both of “{found.thing}”"
    denier, other = (x, y) if x.denied else (y, x)
    denies = denier.denied
    return Draft(
        "framing",
        "contradiction" if denies else "tension",
        (_side(context, x), _side(context, y)),
        f"One denies “{denier.word.text}”, the other says “{other.word.text}”, {of}."
        if denies
        else f"One says “{x.word.text}”, the other “{y.word.text}”, {of}.",
        Grounds(found.link, against=both, weight=found.sure),
        "denied_state" if denies else "opposed_states",
        key=f"state {found.on} {found.thing.lower()}",
    )


def _knows_both(mine: State, theirs: State, told: Mapping[str, list[State]]) -> bool:
    """Whether my account says of the same thing, too, what the other's state says of it."""
    things = {o.word.stem for o in theirs.of} & {o.word.stem for o in mine.of}
    return any(
        s.word.stem == theirs.word.stem and s.denied == theirs.denied and things & {o.word.stem for o in s.of}
        for s in told[mine.sentence.account]
    )


def _side(context: Context, state: State) -> Side:
    word = state.word
    return side(context.quote(Span(state.sentence.account, word.start, word.end, word.text)), word.text)

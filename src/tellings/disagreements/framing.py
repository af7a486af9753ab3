"""The same thing under opposed words: "badly" and "slightly" of one wound, a "drawn" fight and its "victor", a shot and not a shot.

A word is opposed to those on the other end of a scale, and one that is denied to itself, to words near to it in sense and to
those on its own end. Two such words are of one thing where the trees say so, in whichever sentences they stand; where the trees
do not, they may be in two sentences that are compared.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.denial import near
from tellings.disagreements.kin import kinship
from tellings.disagreements.opposites import Scale
from tellings.disagreements.pairs import Pair
from tellings.disagreements.states import State, states_of
from tellings.disagreements.trees import Of, one_thing, said_of
from tellings.disagreements.wording import content_of, same_word, words
from tellings.model import Side, Span

LINK = 0.15  # the least weight of the thing that two words are both said of
NAMED = 0.4  # the same for two names, plain and harsh, that are given to it
BESIDE = 0.3  # the least weight of the words in common around two opposed words that no tree links
RARE = 0.5  # the least weight of a word that one denies and the other says, where no tree links the two
SENSE = 0.6  # the cosine from which a word says what another one, that is denied, would have said
PARTNERS = 2  # of each account: the likeliest words that a word is set against


@dataclass(frozen=True, slots=True)
class Opposed:
    """Two states that cannot both be of one thing: by which scale or denied word, and how sure it is that they are opposed.

    `denied` is true where one of them is a denial.
    `link` weighs the thing that the trees say both are said of, nought where there is none; `around` the words in common beside them.
    """

    x: State
    y: State
    on: Scale | str
    denied: bool
    sure: float
    link: float
    around: float
    of: tuple[str, ...]
    events: tuple[str, ...]

    @property
    def evidence(self) -> float:
        """What says that both are of one thing."""
        return round(self.link + self.around, 3)


def find(context: Context) -> list[Draft]:
    """What two accounts say of one thing by opposed words, or one says and the other denies."""
    told = {a.id: list(states_of(context, a.id)) for a in context.accounts}
    spelled = {account: _by_stem(states) for account, states in told.items()}
    compared = _compared(context)
    return [
        _draft(context, found, spelled)
        for a, b in combinations(told, 2)
        for found in _likeliest(_Between(context, told[a], told[b], compared[a, b]).opposed())
    ]


def _by_stem(states: Iterable[State]) -> Mapping[str, Sequence[State]]:
    found: defaultdict[str, list[State]] = defaultdict(list)
    for state in states:
        found[state.word.stem].append(state)
    return found


def _compared(context: Context) -> Mapping[tuple[str, str], Mapping[tuple[Span, Span], Pair]]:
    """For each two accounts, the earlier first, the sentences that are compared, with the pair of tellings that has them."""
    order = {a.id: i for i, a in enumerate(context.accounts)}
    found: defaultdict[tuple[str, str], dict[tuple[Span, Span], Pair]] = defaultdict(dict)
    for pair in context.every_pair:
        a, b = sorted((pair.a, pair.b), key=lambda t: order[t.account])
        for both in product(context.sentences_of(a), context.sentences_of(b)):
            found[a.account, b.account].setdefault(both, pair)
    return found


class _Between:
    """The states of two accounts, ready to be set against one another."""

    def __init__(
        self,
        context: Context,
        ours: Sequence[State],
        theirs: Sequence[State],
        compared: Mapping[tuple[Span, Span], Pair],
    ) -> None:
        self.context = context
        self.ours = ours
        self.compared = compared
        self._on: dict[Scale, list[State]] = defaultdict(list)
        self._named: dict[tuple[str, bool], list[State]] = defaultdict(list)
        self._denied = [y for y in theirs if y.denied]
        for y in theirs:
            self._named[y.core.stem, y.negative].append(y)
            for scale in y.ends:
                self._on[scale].append(y)
        self._inside: dict[tuple[Span, bool], list[State]] = defaultdict(list)
        for state in (*ours, *theirs):
            if not state.unsure:
                self._inside[state.sentence, state.negative].append(state)
        self._of: dict[tuple[Span, int], tuple[Of, ...]] = {}

    def opposed(self) -> Iterator[Opposed]:
        """Every two opposed states that are of one thing, as far as can be seen."""
        for x in self.ours:
            opposed: dict[int, tuple[State, Scale | str, float]] = {
                id(y): (y, scale, min(abs(end), abs(y.ends[scale])))
                for scale, end in x.ends.items()
                for y in self._on[scale]
                if end * y.ends[scale] < 0 and not (x.denied and y.denied)
            }
            opposed |= {
                id(y): (y, x.core.stem, 1.0)
                for y in self._named[x.core.stem, not x.negative]
                if not (x.unsure or y.unsure) and same_word(x.core, y.core)
            }
            for y, on, sure in opposed.values():
                yield from self._of_one_thing(x, y, on, sure)
        yield from self._in_other_words()

    def _in_other_words(self) -> Iterator[Opposed]:
        """What one denies and the other says by a word near to it in sense, in sentences that are compared."""
        for (one, other), negative in product(self.compared, (True, False)):
            ours, theirs = self._inside.get((one, negative), ()), self._inside.get((other, not negative), ())
            for x, y in product(ours, theirs):
                if x.core.stem != y.core.stem and "NOUN" in (x.tag, y.tag):
                    alike = kinship(x.lemma, y.lemma, (x.tag, y.tag), least=SENSE)
                    if alike:
                        yield from self._of_one_thing(x, y, (x if x.negative else y).core.stem, alike)

    def _of_one_thing(self, x: State, y: State, on: Scale | str, sure: float) -> Iterator[Opposed]:
        named = on[0] == "name"
        link, thing = one_thing(self.context, self._said_of(x), self._said_of(y))
        pair = self.compared.get((x.sentence, y.sentence))
        bare = (
            x.tag == y.tag == "NOUN" and on == x.core.stem == y.core.stem
        )  # "no bell" and "the bell", wherever they stand
        if link < (NAMED if named else LINK) and (named or not (pair or bare)):
            return
        weights = self.context.weights
        around, beside = weights.shared(*(near(content_of(s.sentence), s.word, 5) for s in (x, y)))
        rare = min(weights[s.word.stem] for s in (x, y))
        denied = isinstance(on, str) or x.denied or y.denied
        if link >= LINK or (rare >= RARE if denied else around >= BESIDE):
            of = tuple(dict.fromkeys(filter(None, (thing if link >= LINK else "", *beside))))[:2]
            yield Opposed(x, y, on, denied, sure, link, around + sure * rare * denied, of, pair.events if pair else ())

    def _said_of(self, state: State) -> tuple[Of, ...]:
        key = state.sentence, state.at
        if key not in self._of:
            self._of[key] = said_of(self.context, *key)
        return self._of[key]


def _likeliest(found: Iterable[Opposed]) -> Iterator[Opposed]:
    """The opposed states of most evidence: two sentences have one, and each word is set against PARTNERS at most."""
    taken: dict[object, int] = defaultdict(int)
    for pair in sorted(found, key=lambda p: (-p.evidence * p.sure, p.x.word.start, p.y.word.start)):
        both = (pair.x.sentence, pair.y.sentence)
        if not taken[both] and all(taken[s.sentence.account, s.word.start] < PARTNERS for s in (pair.x, pair.y)):
            taken[both] = 1
            for state in (pair.x, pair.y):
                taken[state.sentence.account, state.word.start] += 1
            yield pair


def _draft(context: Context, found: Opposed, told: Mapping[str, Mapping[str, Sequence[State]]]) -> Draft:
    x, y = found.x, found.y
    of = f", both of {words(found.of)}" if found.of else ""
    denier, other = (x, y) if (x.negative if isinstance(found.on, str) else x.denied) else (y, x)
    rules = ("denied", "denied_state") if found.denied else ("opposed_words", "opposed_states")
    return Draft(
        "framing",
        "contradiction" if found.denied else "tension",
        (_side(context, x), _side(context, y)),
        f"One denies “{denier.core.text}”, the other says “{other.word.text}”{of}."
        if found.denied
        else f"One says “{x.word.text}”, the other “{y.word.text}”{of}.",
        Grounds(found.evidence, against=_knows_both(x, y, told) + _knows_both(y, x, told), weight=found.sure),
        rules[bool(found.link)],
        found.events,
        f"{rules[0]} {found.on}",
    )


def _knows_both(mine: State, theirs: State, told: Mapping[str, Mapping[str, Sequence[State]]]) -> bool:
    """Whether my account has the other's word too, as the other has it, beside a word that both have beside theirs."""
    things = {w.stem for s in (mine, theirs) for w in near(content_of(s.sentence), s.word, 2)}
    return any(
        s.denied == theirs.denied and things & {w.stem for w in near(content_of(s.sentence), s.word, 2)}
        for s in told[mine.sentence.account].get(theirs.word.stem, ())
    )


def _side(context: Context, state: State) -> Side:
    word = state.word
    return side(context.quote(Span(state.sentence.account, word.start, word.end, word.text)), word.text)

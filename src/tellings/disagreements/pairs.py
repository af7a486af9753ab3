"""Which tellings may be compared: those that an event joins, those that nearly made one, and sentences alike in rare words."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from tellings.disagreements.wording import Weights, content_of
from tellings.model import Event, Join, Sentence, Span, Telling, content_id

LEAST_COMMON = 1.6  # what the words that two sentences share must weigh for them to be alike though no event joins them
LEAST_SHARE = 0.2  # and how much of all their words
FEW = 25  # sentences: a word that more of them have does not make two of them alike
PARTNERS = 2  # of each account: a telling's likeliest partners, which are compared though no event joins them,
FAIR = 0.03  # where the join is at least so likely; with it 170 of 238 disagreements of a reader are in reach, without it 92


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings of two accounts that are compared; `event` is empty where no event joins them."""

    event: str
    a: Telling
    b: Telling

    @property
    def events(self) -> tuple[str, ...]:
        """The event as a finding names it: none where no event joins the two."""
        return (self.event,) if self.event else ()


class Partners:
    """How likely each two tellings are to be of one happening, and how near each is to being the other's best partner."""

    def __init__(self, joins: Iterable[Join]) -> None:
        self._likely: dict[tuple[str, str], float] = {}
        ranked: defaultdict[tuple[str, str], list[tuple[float, int, str]]] = defaultdict(list)
        self._tellings: dict[str, Telling] = {}
        for join in joins:
            for one, other in ((join.a, join.b), (join.b, join.a)):
                self._tellings[one.id] = one
                self._likely[one.id, other.id] = join.probability
                ranked[one.id, other.account].append((-join.probability, other.spans[0].start, other.id))
        self._best = {key: -min(found)[0] for key, found in ranked.items()}
        self._rank = {
            (one, other): n for (one, _), found in ranked.items() for n, (_, _, other) in enumerate(sorted(found))
        }

    def likely(self, a: Telling, b: Telling) -> float | None:
        """How likely two tellings are to be of one happening; None where the aligner did not hand the pair on."""
        return self._likely.get((a.id, b.id))

    def ranks(self, a: Telling, b: Telling) -> tuple[int, int]:
        """Which of the partners in the other's account each is, the likelier first; 0 is the best."""
        last = len(self._rank)
        here, there = self._rank.get((a.id, b.id), last), self._rank.get((b.id, a.id), last)
        return min(here, there), max(here, there)

    def best(self, telling: Telling, account: str) -> float:
        """How likely a telling is to be of one happening with any of an account; 0 where the aligner handed none on."""
        return self._best.get((telling.id, account), 0.0)

    def fair(self) -> Iterator[tuple[Telling, Telling]]:
        """The pairs that are worth comparing though no event joins them, in order."""
        for one, other in sorted(self._likely):
            a, b = self._tellings[one], self._tellings[other]
            if a.account < b.account and self._likely[one, other] >= FAIR and self.ranks(a, b)[0] < PARTNERS:
                yield a, b


def joined_pairs(events: Iterable[Event]) -> Iterator[Pair]:
    """Every two tellings of one event that stand in two accounts."""
    for event in events:
        for a, b in combinations(event.tellings, 2):
            if a.account != b.account:
                yield Pair(event.id, a, b)


def alike(sentences: Sequence[Sentence], weights: Weights) -> Iterator[Pair]:
    """Sentences of two accounts that say much the same in rare words.

    They may ask the same question and answer it otherwise, which makes them look unlike to an aligner.
    """
    told = [s.span for s in sentences if s.role == "narrative"]
    weight = {s: {w.stem: weights[w.stem] for w in content_of(s)} for s in told}
    for x, y in sorted(_sharing(weight)):
        common = sum(weight[x][stem] for stem in weight[x].keys() & weight[y].keys())
        if common >= LEAST_COMMON and common >= LEAST_SHARE * math.sqrt(
            sum(weight[x].values()) * sum(weight[y].values())
        ):
            yield Pair("", _alone(x), _alone(y))


def _sharing(weight: Mapping[Span, Mapping[str, float]]) -> set[tuple[Span, Span]]:
    """The sentences of two accounts that share a word which few sentences have."""
    having: dict[str, list[Span]] = defaultdict(list)
    for sentence, stems in weight.items():
        for stem in stems:
            having[stem].append(sentence)
    rare = [found for found in having.values() if 1 < len(found) <= FEW]
    return {(x, y) for found in rare for x, y in combinations(sorted(found), 2) if x.account != y.account}


def _alone(sentence: Span) -> Telling:
    return Telling(content_id("t", sentence.account, sentence.start), sentence.account, (sentence,))

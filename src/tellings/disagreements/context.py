"""What every kind looks at: the findings by place, the pairs of tellings that may differ, and how a finding is made."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations, product
from typing import Generic, Protocol, TypeVar

from tellings.disagreements.clauses import Clause, clauses
from tellings.disagreements.quantity import unit_of
from tellings.disagreements.wording import Weights, content, words_of
from tellings.language import Token, parse
from tellings.model import Account, Event, Findings, Shared, Side, Span, Telling, content_id
from tellings.rules import load_rules


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Placed)
_BREAKS = re.compile(r"[;:()\u2013\u2014\n]|, | - |--")
LEAST_COMMON = 1.6  # what the words that two sentences share must weigh for them to be alike though no event joins them
LEAST_SHARE = 0.2  # and how much of all their words
FEW = 25  # sentences: a word that more of them have does not make two of them alike
BARE = 16  # characters of a clause besides a value that are too few to be read
REACH = 48  # characters that a quotation goes beyond its value on either side, unless the clause ends before


class Index(Generic[T]):
    """Findings by account and place."""

    def __init__(self, items: Iterable[T]) -> None:
        by_account: dict[str, list[T]] = defaultdict(list)
        for item in items:
            by_account[item.span.account].append(item)
        self._items = {a: sorted(found, key=lambda i: (i.span.start, -i.span.end)) for a, found in by_account.items()}
        self._starts = {a: [i.span.start for i in found] for a, found in self._items.items()}

    def of(self, account: str) -> list[T]:
        """All findings of an account, in order."""
        return self._items.get(account, [])

    def at(self, span: Span) -> T | None:
        """The finding that a span begins in."""
        number = bisect_left(self._starts.get(span.account, []), span.start + 1) - 1
        found = self.of(span.account)[number] if number >= 0 else None
        return found if found and span.start < found.span.end else None

    def inside(self, span: Span) -> list[T]:
        """The findings that begin inside a span, in order."""
        starts = self._starts.get(span.account, [])
        return self.of(span.account)[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two tellings of one event by two accounts, and how likely both belong there."""

    event: str
    a: Telling
    b: Telling
    probability: float

    @property
    def events(self) -> tuple[str, ...]:
        """The event as a finding names it: none where no event joins the two."""
        return (self.event,) if self.event else ()


class Context:
    """The findings of all accounts, ready to be looked up by place."""

    def __init__(
        self, accounts: Sequence[Account], findings: Findings, events: Sequence[Event], shared: Sequence[Shared]
    ) -> None:
        self.accounts = tuple(accounts)
        self.findings = findings
        self.events = tuple(events)
        self.shared = tuple(shared)
        self.weights = Weights(findings.sentences)
        self.told = sum(len(s.span.text.split()) for s in findings.sentences)
        self.title = {a.id: a.title for a in accounts}
        self.times = Index(findings.times)
        self.figures = Index(findings.figures)
        self.names = Index(findings.names)
        self.sentences = Index(findings.sentences)
        self.attributions = {a.id: [x for x in findings.attributions if x.content.account == a.id] for a in accounts}
        self._known = {a.id: {n.entity for n in self.names.of(a.id)} for a in accounts}
        self._units = Counter(unit_of(f)[0] for f in findings.figures)

    def unit_weight(self, unit: str) -> float:
        """How rare a unit is among the figures of the dossier, from 0 to 1."""
        total = max(2, len(self.findings.figures))
        return max(0.0, 1 - math.log(max(1, self._units[unit])) / math.log(total))

    def sentence(self, span: Span) -> Span:
        """The sentence that a span begins in, or the span itself where there is none."""
        found = self.sentences.at(span)
        return found.span if found else span

    @cached_property
    def trees(self) -> dict[Span, tuple[Token, ...]]:
        """The tokens of every sentence that is compared with another; their offsets count from its beginning."""
        told = sorted({s for t in self._compared() for s in self.sentences_of(t)})
        return dict(zip(told, parse(s.text for s in told), strict=True))

    @cached_property
    def _clauses(self) -> dict[Span, list[Clause]]:
        return {s: clauses(s, tokens) for s, tokens in self.trees.items()}

    def _compared(self) -> Iterator[Telling]:
        for pair in (*self.pairs(), *self.alike):
            yield from (pair.a, pair.b)

    def clauses(self, telling: Telling) -> list[Clause]:
        """The clauses of a telling that is compared with another."""
        return [c for s in self.sentences_of(telling) for c in self._clauses[s]]

    def governor(self, span: Span) -> Token | None:
        """The verb that a stretch hangs on, by the tree of its sentence: what a date says the time of."""
        sentence = self.sentence(span)
        tokens = self.trees.get(sentence, ())
        start, end = span.start - sentence.start, span.end - sentence.start
        at = next(
            (i for i, t in enumerate(tokens) if start <= t.start < end and not start <= tokens[t.head].start < end),
            None,
        )
        while at is not None and tokens[at].tag != "VERB" and tokens[at].head != at:
            at = tokens[at].head
        return tokens[at] if at is not None and tokens[at].tag == "VERB" else None

    def in_date(self, span: Span) -> bool:
        """Whether a span stands inside a date or an hour, and not inside a length of time."""
        sentence = self.sentence(span)
        times = [t for t in self.times.inside(sentence) if t.type in ("DATE", "TIME")]
        return any(t.span.start <= span.start and span.end <= t.span.end for t in times)

    def sentences_of(self, telling: Telling) -> list[Span]:
        """The sentences of a telling, or its spans where they are shorter than a sentence."""
        return [s.span for span in telling.spans for s in self.sentences.inside(span)] or list(telling.spans)

    def pairs(self) -> Iterator[Pair]:
        """Every two tellings of one event that stand in two accounts."""
        for event in self.events:
            for a, b in combinations(event.tellings, 2):
                if a.account != b.account:
                    yield Pair(event.id, a, b, round(min(a.probability, b.probability), 3))

    def differ_in_names(self, a: Span, b: Span) -> bool:
        """Whether two sentences are of two subjects: each names what the other's account knows, but does not name here, or all else."""
        here, there = ({n.entity for n in self.names.inside(self.sentence(s))} for s in (a, b))
        if here and there and not here & there:
            return True
        return bool((here - there) & self._known[b.account] and (there - here) & self._known[a.account])

    @cached_property
    def alike(self) -> tuple[Pair, ...]:
        """Sentences of two accounts that no event joins and that yet say much the same in rare words.

        They may ask the same question and answer it otherwise, which makes them look unlike to an aligner.
        """
        told = [s.span for s in self.findings.sentences if s.role == "narrative"]
        weight = {s: {w.stem: self.weights[w.stem] for w in content(words_of(s))} for s in told}
        joined = {
            frozenset(both)
            for pair in self.pairs()
            for both in product(self.sentences_of(pair.a), self.sentences_of(pair.b))
        }
        found = []
        for x, y in sorted(_sharing(weight)):
            if frozenset((x, y)) in joined:
                continue
            common = sum(weight[x][stem] for stem in weight[x].keys() & weight[y].keys())
            if common >= LEAST_COMMON and common >= LEAST_SHARE * math.sqrt(
                sum(weight[x].values()) * sum(weight[y].values())
            ):
                found.append(Pair("", _alone(x), _alone(y), round(min(0.6, 0.1 * common + 0.1), 3)))
        return tuple(found)

    def quote(self, value: Span, reach: int = REACH) -> Span:
        """The words around a value that a reader needs: its clause, or its neighbours too where the clause is next to nothing."""
        clause = self.clause(value, reach)
        if len(clause.text) - len(value.text) >= BARE:
            return clause
        sentence = self.sentence(value)
        return self._around(sentence, value, (sentence.start, sentence.end), reach)

    def clause(self, value: Span, reach: int = REACH) -> Span:
        """The words around a value: to the end of its clause, but no further than `reach` characters, at whole words."""
        sentence = self.sentence(value)
        first, last = value.start - sentence.start, min(value.end, sentence.end) - sentence.start
        before = max((m.end() for m in _BREAKS.finditer(sentence.text, 0, first)), default=0)
        after = min((m.start() for m in _BREAKS.finditer(sentence.text, last)), default=len(sentence.text))
        return self._around(sentence, value, (sentence.start + before, sentence.start + after), reach)

    def _around(self, sentence: Span, value: Span, bounds: tuple[int, int], reach: int) -> Span:
        """The stretch of a sentence from bound to bound, no further than `reach` from a value, at whole words."""
        text, first, last = sentence.text, value.start - sentence.start, min(value.end, sentence.end) - sentence.start
        before, after = (bound - sentence.start for bound in bounds)
        left = before if first - before <= reach else text.rfind(" ", 0, first - reach) + 1
        right = after if after - last <= reach else text.find(" ", last + reach)
        right = after if right < 0 or right > after else right
        return part(sentence, sentence.start + max(left, before), sentence.start + right)


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


def part(span: Span, start: int, end: int) -> Span:
    """The stretch of a span from `start` to `end`, offsets of the source, without blanks at its ends."""
    text = span.text[start - span.start : end - span.start]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    return Span(span.account, start + lead, start + lead + len(text), text)


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding in the making: `note` says in words what the sides' quotations do not say by themselves.

    Drafts with one `key` about one event are one finding. Without a key they are where each side differs from the others or says the same.
    """

    kind: str
    degree: str
    sides: tuple[Side, ...]
    note: str
    probability: float
    found_by: str
    events: tuple[str, ...] = ()
    key: str = ""


def likelihood(pair: Pair, evidence: float) -> float:
    """How likely a pair tells the same, with the `evidence` that a value of both means the same: 1 for one rare word in common."""
    odds = pair.probability / max(1e-6, 1 - pair.probability) * math.exp(0.6 * (evidence - 1))
    return odds / (1 + odds)


def likely(rule: str, pair: Pair, evidence: float, *, against: float = 0.0) -> float:
    """How likely a finding of a rule holds: a logistic sum of the join and of the `evidence` that both speak of one thing.

    `evidence` is the weight of the words that both sides have in common, `against` what speaks for two things. The weights of
    each rule stand in the rule file, with how they were found.
    """
    weight = {r["rule"]: r for r in load_rules("disagreements")["likely"]}[rule]
    sure = min(max(pair.probability, 0.02), 0.95)
    odds = math.log(sure / (1 - sure))
    total = weight["always"] + weight["evidence"] * evidence + weight["join"] * odds - weight["against"] * against
    return 1 / (1 + math.exp(-round(total, 6)))


def side(quote: Span, says: str) -> Side:
    """A side with its quotation and what it says in short."""
    return Side(quote.account, quote, says)

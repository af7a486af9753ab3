"""What every kind looks at: the findings by place, the pairs of tellings that may differ, and how a finding is made."""

from __future__ import annotations

import math
import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, wraps
from itertools import product, takewhile
from typing import Any, Generic, Protocol, TypeVar

from tellings.disagreements.clauses import Clause, clauses
from tellings.disagreements.pairs import Pair, Partners, alike, joined_pairs
from tellings.disagreements.quantity import unit_of
from tellings.disagreements.wording import Weights
from tellings.language import Token, parse
from tellings.model import Account, Event, Findings, Join, Shared, Side, Span, Telling


class _Placed(Protocol):
    @property
    def span(self) -> Span: ...


T = TypeVar("T", bound=_Placed)
R = TypeVar("R")
_BREAKS = re.compile(r"[;:()\u2013\u2014\n]|, | - |--")
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
        number = self.before(span)
        found = self.of(span.account)[number] if number >= 0 else None
        return found if found and span.start < found.span.end else None

    def before(self, span: Span) -> int:
        """The number of the last finding of the account that begins no later than a span, -1 where none does."""
        return bisect_left(self._starts.get(span.account, []), span.start + 1) - 1

    def inside(self, span: Span) -> list[T]:
        """The findings that begin inside a span, in order."""
        starts = self._starts.get(span.account, [])
        return self.of(span.account)[bisect_left(starts, span.start) : bisect_left(starts, span.end)]


class Context:
    """The findings of all accounts, ready to be looked up by place."""

    def __init__(
        self,
        accounts: Sequence[Account],
        findings: Findings,
        events: Sequence[Event],
        shared: Sequence[Shared],
        *,
        joins: Sequence[Join] = (),
    ) -> None:
        self.accounts = tuple(accounts)
        self.findings = findings
        self.events = tuple(events)
        self.event = {e.id: e for e in events}
        self.shared_by: defaultdict[frozenset[str], list[Shared]] = defaultdict(list)
        for passage in shared:
            self.shared_by[frozenset((passage.a.account, passage.b.account))].append(passage)
        self.partners = Partners(joins)
        self._joined = tuple(joined_pairs(self.events))
        self.weights = Weights(findings.sentences)
        self.told = sum(len(s.span.text.split()) for s in findings.sentences)
        self.title = {a.id: a.title for a in accounts}
        self.times = Index(findings.times)
        self.figures = Index(findings.figures)
        self.names = Index(findings.names)
        self.sentences = Index(findings.sentences)
        self.attributions = {a.id: [x for x in findings.attributions if x.content.account == a.id] for a in accounts}
        self._known = {a.id: {n.entity for n in self.names.of(a.id)} for a in accounts}
        self._tellings: defaultdict[str, list[Telling]] = defaultdict(list)
        for telling in findings.tellings:
            self._tellings[telling.account].append(telling)
        self._named = Counter(n.entity for n in findings.names)
        self._units = Counter(unit_of(f)[0] for f in findings.figures)
        self._sentences_of: dict[tuple[Span, ...], list[Span]] = {}
        self.readings: dict[tuple[object, tuple[Span, ...]], Any] = {}

    def unit_weight(self, unit: str) -> float:
        """How rare a unit is among the figures of the dossier, from 0 to 1."""
        total = max(2, len(self.findings.figures))
        return max(0.0, 1 - math.log(max(1, self._units[unit])) / math.log(total))

    def name_weight(self, entity: str) -> float:
        """How seldom an entity is named, as a word is weighed: from 0 to 1."""
        total = len(self.findings.sentences) + 100
        return max(0.0, math.log(total / max(1, self._named[entity])) / math.log(total))

    def sentence(self, span: Span) -> Span:
        """The sentence that a span begins in, or the span itself where there is none."""
        found = self.sentences.at(span)
        return found.span if found else span

    @cached_property
    def trees(self) -> dict[Span, tuple[Token, ...]]:
        """The tokens of every sentence of the stories, and of all that is compared; their offsets count from its beginning."""
        told = sorted(
            {s for t in self._compared() for s in self.sentences_of(t)}
            | {s.span for s in self.findings.sentences if s.role == "narrative"}
        )
        return dict(zip(told, parse(s.text for s in told), strict=True))

    @cached_property
    def _clauses(self) -> dict[Span, list[Clause]]:
        return {s: clauses(s, tokens) for s, tokens in self.trees.items()}

    def _compared(self) -> Iterator[Telling]:
        for pair in self.every_pair:
            yield from (pair.a, pair.b)

    def clauses(self, telling: Telling) -> list[Clause]:
        """The clauses of a telling that is compared with another."""
        return [c for s in self.sentences_of(telling) for c in self._clauses[s]]

    def clauses_of(self, sentence: Span) -> list[Clause]:
        """The clauses of a sentence; none where it is compared with no other."""
        return self._clauses.get(sentence, [])

    def telling(self, span: Span) -> Telling | None:
        """The telling, before any join, that has most of a span."""
        own = self._tellings.get(span.account, [])
        last = bisect_left(own, span.end, key=lambda t: t.spans[0].start)
        told = [*takewhile(lambda t: span.start < t.spans[-1].end, reversed(own[:last]))][::-1]
        return max(told, key=lambda t: min(t.spans[-1].end, span.end) - max(t.spans[0].start, span.start), default=None)

    def around(self, span: Span, reach: int) -> list[Span]:
        """The sentence that a span begins in, and those within `reach` of it on either side."""
        told, at = self.sentences.of(span.account), self.sentences.before(span)
        return [s.span for s in told[max(0, at - reach) : at + reach + 1]]

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
        key = telling.spans
        if key not in self._sentences_of:
            found = [s.span for span in telling.spans for s in self.sentences.inside(span)]
            self._sentences_of[key] = found or list(telling.spans)
        return self._sentences_of[key]

    def pairs(self) -> tuple[Pair, ...]:
        """Every two tellings of one event that stand in two accounts."""
        return self._joined

    @cached_property
    def every_pair(self) -> tuple[Pair, ...]:
        """The pairs of `pairs`, those that nearly made an event, and sentences that are alike in rare words.

        Most of the others are of two happenings: only a rule with evidence of its own that both speak of one thing may look at them.
        """
        found = list(self._joined)
        known = {both for pair in found for both in self._sentence_pairs(pair)}
        others = (*(Pair("", a, b) for a, b in self.partners.fair()), *alike(self.findings.sentences, self.weights))
        for pair in others:
            both = self._sentence_pairs(pair)
            if not both <= known:
                known |= both
                found.append(pair)
        return tuple(found)

    def _sentence_pairs(self, pair: Pair) -> set[frozenset[Span]]:
        return {frozenset(both) for both in product(self.sentences_of(pair.a), self.sentences_of(pair.b))}

    def differ_in_names(self, a: Span, b: Span) -> bool:
        """Whether two sentences are of two subjects: each names what the other's account knows, but does not name here, or all else."""
        here, there = ({n.entity for n in self.names.inside(self.sentence(s))} for s in (a, b))
        return bool(here and there and not here & there) or self.crossed(a, b)

    def crossed(self, a: Span, b: Span) -> bool:
        """Whether each of two sentences names what the other's account knows but does not name here: two treaties, two towns."""
        here, there = ({n.entity for n in self.names.inside(self.sentence(s))} for s in (a, b))
        return bool((here - there) & self._known[b.account] and (there - here) & self._known[a.account])

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


def once(read: Callable[[Context, Telling], R]) -> Callable[[Context, Telling], R]:
    """A reading of a telling that is made once, however many pairs its words stand in."""

    @wraps(read)
    def kept(context: Context, telling: Telling) -> R:
        key = (read, telling.spans)
        if key not in context.readings:
            context.readings[key] = read(context, telling)
        found: R = context.readings[key]
        return found

    return kept


def part(span: Span, start: int, end: int) -> Span:
    """The stretch of a span from `start` to `end`, offsets of the source, without blanks at its ends."""
    text = span.text[start - span.start : end - span.start]
    lead = len(text) - len(text.lstrip())
    text = text.strip()
    return Span(span.account, start + lead, start + lead + len(text), text)


@dataclass(frozen=True, slots=True)
class Grounds:
    """What a rule knows for and against its finding. How likely that makes it, no rule says: it is fitted (`probability.py`).

    `evidence` says that both sides speak of one thing, in units of one rare word in common. `against` counts the reasons to think
    that two things are meant, or that it is no difference, each about 1. `weight` says how much differs: how often a word was
    used, how many details lack. `settled` is true where it is never shown: something explains it away, or only words differ. `whole` is
    true where it does not matter whether two sentences tell of one happening: a name and its title, a habit of all an account.
    `signs` are features that only this kind of finding has, by name.

    What can be seen of any two sides without the rule - how likely their sentences are joined, whether they share names, days,
    verbs - is looked up for all rules alike (`features.py`). So a new rule makes Drafts with a name of its own in `found_by` and
    with these grounds, and is done: until weights are fitted again (`make findings`) it gets those of its kind.
    """

    evidence: float = 0.0
    against: float = 0.0
    weight: float = 0.0
    settled: bool = False
    whole: bool = False
    signs: tuple[tuple[str, float], ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A finding in the making: `note` says in words what the sides' quotations do not say by themselves.

    Drafts with one `key` about one event are one finding. Without a key they are where each side differs from the others or says the same.
    """

    kind: str
    degree: str
    sides: tuple[Side, ...]
    note: str
    grounds: Grounds
    found_by: str
    events: tuple[str, ...] = ()
    key: str = ""


def side(quote: Span, says: str) -> Side:
    """A side with its quotation and what it says in short."""
    return Side(quote.account, quote, says)

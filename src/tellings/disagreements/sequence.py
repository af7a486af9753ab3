"""Two happenings that one account tells in one order and another in the other."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, product

from tellings.disagreements.context import Context, Draft, Grounds, part, side
from tellings.disagreements.wording import Word, content_of, words
from tellings.model import Event, Side, Span, Telling
from tellings.rules import patterns

NEAR = 6  # sentences that two happenings are told apart at most, to be told one after the other
LEAST_LIKENESS = 0.8  # what the words in common of "first" here and "last" there must weigh
LEAST_COMPARED = 0.6  # and where the aligner thinks the two sentences tell one happening
_NOT_TOLD = frozenset({"planned", "demanded", "denied", "asked", "hypothetical", "remark"})


@dataclass(frozen=True, slots=True)
class Order:
    """A sentence that says in words what came first and what came last, and the word that says so."""

    sentence: Span
    cue: Span
    first: Sequence[Word]
    last: Sequence[Word]


def find(context: Context) -> list[Draft]:
    """Orders said in words that contradict one another, and events told the other way round."""
    return [*_said(context), *_told(context)]


def _said(context: Context) -> Iterator[Draft]:
    """Of two accounts or of one: "after the vote they marched" against "they marched before the vote"."""
    orders = [o for s in context.findings.sentences if s.role == "narrative" for o in orders_in(s.span)]
    compared = {
        frozenset(both): pair
        for pair in context.every_pair
        for both in product(context.sentences_of(pair.a), context.sentences_of(pair.b))
    }
    for x, y in _crossed(orders):
        pair = compared.get(frozenset((x.sentence, y.sentence)))
        turned = [context.weights.shared(a, b) for a, b in ((x.first, y.last), (x.last, y.first))]
        straight = [context.weights.shared(a, b)[0] for a, b in ((x.first, y.first), (x.last, y.last))]
        least = min(score for score, _ in turned)
        enough = least >= (LEAST_COMPARED if pair else LEAST_LIKENESS)
        if x.sentence != y.sentence and enough and max(straight) < least:
            yield Draft(
                "sequence",
                "contradiction",
                tuple(side(o.sentence, f"“{o.cue.text}”") for o in (x, y)),
                f"What comes first in one comes last in the other: {words(c[0] for _, c in turned)}.",
                Grounds(least),
                "order_said",
                pair.events if pair else (),
            )


def _crossed(orders: Sequence[Order]) -> Iterator[tuple[Order, Order]]:
    """The pairs in which words of what comes first in the one come last in the other, and the other way round."""
    first: defaultdict[str, set[int]] = defaultdict(set)
    last: defaultdict[str, set[int]] = defaultdict(set)
    for number, order in enumerate(orders):
        for found, said in ((first, order.first), (last, order.last)):
            for word in said:
                found[word.stem].add(number)
    for number, x in enumerate(orders):
        turned = set().union(*(last[w.stem] for w in x.first)) & set().union(*(first[w.stem] for w in x.last))
        yield from ((x, orders[other]) for other in sorted(turned) if other > number)


def orders_in(sentence: Span) -> list[Order]:
    """What a sentence says came first and last: the words before and after a "before" or an "after", up to its clause's end."""
    found = []
    for pattern, rule in patterns("disagreements", "order"):
        for match in pattern.finditer(sentence.text):
            start, end = (sentence.start + at for at in match.span())
            cue = Span(sentence.account, start, end, match.group())
            left, right = part(sentence, sentence.start, start), part(sentence, end, sentence.end)
            if not left.text:  # "After the vote, they marched": what follows the comma is the main clause
                comma = right.text.find(",")
                if comma < 0:
                    continue
                left, right = part(right, right.start + comma, right.end), part(right, right.start, right.start + comma)
            main, other = content_of(left), content_of(right)
            if main and other:
                found.append(Order(sentence, cue, *((main, other) if rule["order"] == "before" else (other, main))))
    return found


def _told(context: Context) -> Iterator[Draft]:
    """Two events that two accounts tell close together, in opposite order."""
    events = [e for e in context.events if len({t.account for t in e.tellings}) > 1]
    told: defaultdict[tuple[int, int], dict[str, list[Telling]]] = defaultdict(dict)
    for account in sorted(a.id for a in context.accounts):
        for one, two, tellings in _one_after_the_other(context, account, events):
            told[one, two][account] = tellings
    for one, two in sorted(both for both in told if both[0] < both[1] and both[::-1] in told):
        for here, there in product(told[one, two].values(), told[two, one].values()):
            if cues := [cue for tellings in (here, there) if (cue := _cue(context, tellings[1]))]:
                yield _turned(context, (events[one], events[two]), here, there, cues)


def _one_after_the_other(
    context: Context, account: str, events: Sequence[Event]
) -> Iterator[tuple[int, int, list[Telling]]]:
    """The numbers of two events that an account tells once each, the second not far after the first, with its two tellings."""
    number = {s.span: s.number for s in context.sentences.of(account)}
    told: list[tuple[int, int, int, Telling]] = []
    for at, event in enumerate(events):
        tellings = [t for t in event.tellings if t.account == account]
        places = [number[s] for t in tellings for s in context.sentences_of(t) if s in number]
        if len(tellings) == 1 and places and not _NOT_TOLD & set(tellings[0].marks):
            told.append((min(places), max(places), at, tellings[0]))
    told.sort(key=lambda found: found[:3])
    for n, (_, last, one, telling) in enumerate(told):
        for first, _, two, later in islice(told, n + 1, None):
            if first > last + NEAR:
                break
            if first > last:
                yield one, two, [telling, later]


def _turned(
    context: Context, events: tuple[Event, Event], here: list[Telling], there: list[Telling], cues: list[str]
) -> Draft:
    return Draft(
        "sequence",
        "tension",
        (*_in_order(context, here), *_in_order(context, there)),
        f"The two events are told in opposite order; the later one with {words(dict.fromkeys(cues))}.",
        Grounds(),
        "order_told",
        tuple(e.id for e in events),
    )


def _in_order(context: Context, tellings: list[Telling]) -> list[Side]:
    return [
        side(context.sentences_of(t)[0], said) for t, said in zip(tellings, ("told first", "told next"), strict=True)
    ]


def _cue(context: Context, telling: Telling) -> str | None:
    """The word at the beginning of a telling that puts it after what was told before."""
    text = context.sentences_of(telling)[0].text
    return next(
        (m.group().strip() for pattern, _ in patterns("disagreements", "then") if (m := pattern.search(text))), None
    )

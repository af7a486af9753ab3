"""Who did it, and what became of whom: a deed done by another, a fate told otherwise."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.disagreements.clauses import Clause, Phrase
from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.deeds import Match, acts, known, matches, on_scales, opposed, same, told
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import same_word, words
from tellings.model import Span


def find(context: Context) -> list[Draft]:
    """Deeds of one event that are done by somebody else, and persons of whom opposed ends are told."""
    return [draft for pair in context.every_pair for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    if pair.event:
        for match in matches(context, pair):
            yield from _of_match(context, match)
    yield from _fates(context, pair)


def _of_match(context: Context, match: Match) -> Iterator[Draft]:
    x, y = match.x, match.y
    if x.denied == y.denied and x.doer and y.doer and _apart(context, x.doer, y.doer) and not _crossed(context, x, y):
        yield _differ(context, match, x.doer, y.doer)


def _apart(context: Context, x: Phrase, y: Phrase) -> bool:
    return known(x) and known(y) and not same(context, x, y)


def _crossed(context: Context, x: Clause, y: Clause) -> bool:
    """Whether the doer of one clause is who is acted on in the other: they tell two halves of one exchange, or one is misread."""
    pairs = ((x.doer, y.undergoer), (y.doer, x.undergoer))
    return any(a and b and same(context, a, b) for a, b in pairs)


def _differ(context: Context, match: Match, x: Phrase, y: Phrase) -> Draft:
    persons = acts(context, x) + acts(context, y)
    deed = words(dict.fromkeys([match.x.verb.text, match.y.verb.text]))
    also = f" Both also speak of {words(match.common[:2])}." if match.common else ""
    return Draft(
        "actor",
        "tension",
        (side(_quote(context, match.x, x), x.span.text), side(_quote(context, match.y, y), y.span.text)),
        f"The deed is {deed}; it is done by “{x.span.text}” in one and “{y.span.text}” in the other.{also}",
        Grounds(match.likeness, against=2 - persons),
        "doer_differs",
        match.pair.events,
    )


def _quote(context: Context, clause: Clause, phrase: Phrase) -> Span:
    start, end = min(clause.verb.start, phrase.span.start), max(clause.verb.end, phrase.span.end)
    sentence = clause.sentence
    return context.quote(
        Span(sentence.account, start, end, sentence.text[start - sentence.start : end - sentence.start])
    )


def _fates(context: Context, pair: Pair) -> Iterator[Draft]:
    """The same subject with opposed verbs: killed here, escaped there."""
    for x in on_scales(context, pair.a):
        for y in on_scales(context, pair.b):
            if not opposed(x, y):
                continue
            who = next(
                ((a, b) for a in _subjects(x) for b in _subjects(y) if _named_alike(context, a, b)),
                None,
            )
            if who:
                common = context.weights.shared(told(who[0]), told(who[1]))[0]
                yield Draft(
                    "actor",
                    "contradiction",
                    (side(_quote(context, x, who[0]), x.verb.text), side(_quote(context, y, who[1]), y.verb.text)),
                    f"Of “{who[0].span.text}” one says “{x.verb.text}” and the other “{y.verb.text}”.",
                    Grounds(common),
                    "fate_differs",
                    pair.events,
                )


def _subjects(clause: Clause) -> list[Phrase]:
    """Whom a verb tells of: who is acted on, or who acts where nobody is."""
    return [p for p in (clause.undergoer or clause.doer,) if p]


def _named_alike(context: Context, x: Phrase, y: Phrase) -> bool:
    return (known(x) and known(y) and same_word(x.head, y.head)) or bool(
        {n.entity for n in context.names.inside(x.span)} & {n.entity for n in context.names.inside(y.span)}
    )

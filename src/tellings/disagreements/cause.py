"""Another reason given for the same happening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tellings.disagreements.context import Context, Draft, Pair, side
from tellings.disagreements.wording import Word, content, words, words_of
from tellings.model import Span, Telling
from tellings.rules import patterns


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its quotation, its own words, and the words of the sentence that tell what it is the reason of."""

    quote: Span
    reason: list[Word]
    told: list[Word]


def find(context: Context) -> list[Draft]:
    """Aligned tellings that both give a reason, in other words."""
    return [draft for pair in context.pairs() for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    both = list(product(_reasons(context, pair.a), _reasons(context, pair.b)))
    if not both:
        return
    scored = [
        (context.weights.shared(x.told, y.told)[0] - 2 * context.weights.shared(x.reason, y.reason)[0], x, y)
        for x, y in both
    ]
    score, x, y = max(scored, key=lambda s: s[0])
    if score > 0:
        _, common = context.weights.shared(x.told, y.told)
        yield Draft(
            "cause",
            "tension",
            (side(x.quote, "the reason given"), side(y.quote, "the reason given")),
            f"Each gives a reason of its own; both speak of {words(common[:2])}.",
            pair.probability * min(0.45, 0.15 + 0.1 * score),
            "reasons_differ",
            (pair.event,),
            "reasons",
        )


def _reasons(context: Context, telling: Telling) -> Iterator[Reason]:
    """The reasons that a telling gives."""
    for sentence in context.sentences_of(telling):
        for pattern, _ in patterns("disagreements", "reason"):
            for match in pattern.finditer(sentence.text):
                quote = context.quote(
                    Span(sentence.account, sentence.start + match.start(), sentence.start + match.end(), match.group()),
                    70,
                )
                reason = [w for w in content(words_of(quote)) if w.start >= sentence.start + match.end()]
                told = [w for w in content(words_of(sentence)) if w not in reason]
                yield Reason(quote, reason, told)

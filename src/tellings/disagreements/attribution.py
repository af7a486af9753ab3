"""What one account states as a fact and another hangs on talk."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.disagreements.context import Context, Draft, Pair, part, side
from tellings.disagreements.wording import content, words, words_of
from tellings.model import Span, Telling
from tellings.rules import patterns


def find(context: Context) -> list[Draft]:
    """Aligned tellings of which one is told as a rumour and the other in the account's own voice."""
    return [draft for pair in context.pairs() for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)):
        hearsay, plain = _hearsay(context, one), _hearsay(context, other)
        if not hearsay or plain or {"reported", "hedged", "asked", "denied"} & set(other.marks):
            continue
        said, rest = hearsay[0]
        told = max(
            context.sentences_of(other),
            key=lambda s: context.weights.shared(content(words_of(rest)), content(words_of(s)))[0],
        )
        score, common = context.weights.shared(content(words_of(rest)), content(words_of(told)))
        if score >= 1.0:
            yield Draft(
                "attribution",
                "tension",
                (side(rest, said), side(told, "told as a fact")),
                f"One hangs it on “{said}”, the other tells it as a fact; both speak of {words(common[:2])}.",
                pair.probability * min(0.7, 0.2 + 0.12 * score),
                "told_as_rumour",
                (pair.event,),
            )


def _hearsay(context: Context, telling: Telling) -> list[tuple[str, Span]]:
    """The words of a telling that hang it on talk, each with the rest of its sentence from there on."""
    found = []
    for sentence in context.sentences_of(telling):
        for pattern, _ in patterns("framing", "hearsay"):
            if match := pattern.search(sentence.text):
                found.append(
                    (
                        match.group(),
                        part(
                            sentence,
                            sentence.start + match.start(),
                            min(sentence.end, sentence.start + match.start() + 140),
                        ),
                    )
                )
    return found

"""Another reason, or another aim, given for the same happening."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, part, side
from tellings.disagreements.pairs import Pair
from tellings.disagreements.pieces import pieces
from tellings.disagreements.wording import Word, content, words, words_of
from tellings.language import Token
from tellings.model import Span, Telling
from tellings.rules import patterns

LONGEST = 140  # characters of a reason that are quoted
MOST = 2  # reasons of two tellings that are set against one another


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its quotation, the words that mark it, its own words, and those of the sentence that it is the reason of.

    `said` is false where the words only hint at a reason.
    """

    quote: Span
    marked: str
    reason: list[Word]
    told: list[Word]
    said: bool


def find(context: Context) -> list[Draft]:
    """Aligned tellings that both give a reason, in other words."""
    return [draft for pair in context.every_pair for draft in _of_pair(context, pair)]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    """The reasons that have most in what they explain and least in themselves."""
    scored = [
        (context.weights.shared(x.told, y.told)[0] - 2 * context.weights.shared(x.reason, y.reason)[0], x, y)
        for x, y in product(reasons(context, pair.a), reasons(context, pair.b))
        if x.said or y.said
    ]
    best = sorted((s for s in scored if s[0] >= 0), key=lambda s: (-s[0], s[1].quote.start, s[2].quote.start))
    for score, x, y in best[:MOST]:
        _, common = context.weights.shared(x.told, y.told)
        both = f"; both speak of {words(common[:2])}" if common else ""
        yield Draft(
            "cause",
            "tension",
            (side(x.quote, f"the reason: “{x.marked}”"), side(y.quote, f"the reason: “{y.marked}”")),
            f"Each gives a reason of its own{both}.",
            Grounds(score, against=not (x.said and y.said)),
            "reasons_differ",
            pair.events,
            f"reasons {x.quote.start} {y.quote.start}",
        )


def reasons(context: Context, telling: Telling) -> Iterator[Reason]:
    """The reasons and aims that a telling gives: after the words that mark one, and in the clauses of purpose of its trees."""
    for sentence in context.sentences_of(telling):
        marked = [
            (m.start(), m.end(), m.group(), table == "reason")
            for table in ("reason", "motive")
            for p, _ in patterns("disagreements", table)
            for m in p.finditer(sentence.text)
        ]
        marked += [m for m in _aims(context.trees.get(sentence, ())) if not any(a <= m[0] < b for a, b, *_ in marked)]
        for start, end, mark, said in sorted(marked):
            quote = _quote(sentence, start, end)
            reason = [w for w in content(words_of(quote)) if w.start >= sentence.start + end]
            told = [w for w in content(words_of(sentence)) if w not in reason]
            if reason and told:
                yield Reason(quote, " ".join(mark.split()), reason, told, said)


def _aims(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int, str, bool]]:
    """Where a "to" begins a clause that says to what end a verb was done: "he came to see her", not "he wanted to see her"."""
    for i, token in enumerate(tokens):
        verb = tokens[token.head] if token.head >= 0 else token
        purpose = token.text.lower() == "to" and token.relation == "mark" and verb.relation == "advcl"
        if purpose and verb.head < i < token.head and tokens[verb.head].tag == "VERB":
            yield token.start, token.start + len(token.text), "to", True


def _quote(sentence: Span, start: int, end: int) -> Span:
    """A reason from its mark to the end of its clause; where the mark ends the clause, the clause before it."""
    piece = next((p for p in pieces(sentence) if p.start <= sentence.start + start < p.end), sentence)
    first = max(piece.start, sentence.start + start - LONGEST // 4)
    first = sentence.start + (
        sentence.text.rfind(" ", 0, first - sentence.start) + 1 if first > piece.start else first - sentence.start
    )
    last = min(max(piece.end, sentence.start + end), first + LONGEST)
    cut = sentence.text.find(" ", last - sentence.start)
    return part(sentence, first, sentence.end if cut < 0 else sentence.start + cut)

"""Another reason, or another aim, given for the same happening; an accident here and a design there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, once, part, side
from tellings.disagreements.pairs import Pair
from tellings.disagreements.pieces import pieces
from tellings.disagreements.wording import Word, content_of, words
from tellings.language import Token
from tellings.model import Span, Telling
from tellings.rules import load_rules, patterns

LONGEST = 140  # characters of a reason that are quoted
MOST = 2  # reasons of two tellings that are set against one another
FRONT = 3  # words before a mark that still begins its sentence
SAME = 0.5  # the part of the shorter of two reasons from which on, if both have it, they are one reason
LEAST = 0.3  # weight of the words in common that two reasons must explain where words mark neither as a reason


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason: its quotation, the words that mark it, its own words, and those of the sentence that it is the reason of.

    `said` is false where only the tree shows it: a clause of purpose, what somebody thought or feared, what had happened to him.
    """

    quote: Span
    marked: str
    reason: list[Word]
    told: list[Word]
    said: bool


def find(context: Context) -> list[Draft]:
    """Tellings that both give a reason, in other words, and those of which one tells an accident and the other a design."""
    return [draft for pair in context.every_pair for draft in (*_of_pair(context, pair), *_designed(context, pair))]


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    """The reasons that words mark first, and of these those that have most in what they explain and least in themselves."""
    found = []
    for x, y in product(reasons(context, pair.a), reasons(context, pair.b)):
        told, common = context.weights.shared(x.told, y.told)
        alike = context.weights.shared(x.reason, y.reason)[0]
        may = (x.said and y.said) or (pair.event and (x.said or y.said or told >= LEAST))
        if may and alike < SAME * min(_weight(context, x), _weight(context, y)):
            found.append((round(x.said + y.said + min(told, 3.0) - alike, 3), told, alike, common, x, y))
    found.sort(key=lambda f: (-f[0], f[4].quote.start, f[5].quote.start))
    for _, told, alike, common, x, y in found[:MOST]:
        about = f"; both speak of {words(common[:2])}" if common else ""
        yield Draft(
            "cause",
            "tension",
            (side(x.quote, f"the reason: “{x.marked}”"), side(y.quote, f"the reason: “{y.marked}”")),
            f"Each gives a reason of its own{about}.",
            Grounds(told, against=alike, weight=x.said + y.said),
            "reasons_differ",
            pair.events,
            f"reasons {x.quote.start} {y.quote.start}",
        )


def _weight(context: Context, reason: Reason) -> float:
    """What the words of a reason weigh together."""
    return sum(context.weights[stem] for stem in {w.stem for w in reason.reason})


@once
def reasons(context: Context, telling: Telling) -> list[Reason]:
    """The reasons and aims that a telling gives: where words mark one, and where its trees show one."""
    found = []
    for sentence in context.sentences_of(telling):
        marked = [(*m.span(), True, False) for m in _matches("reason", sentence)]
        marked += [(*m.span(), True, True) for m in _matches("effect", sentence)]
        shown = [(start, end, False, False) for start, end in _shown(context.trees.get(sentence, ()))]
        marked += [m for m in shown if not any(a <= m[0] < b for a, b, *_ in marked)]
        for start, end, said, before in sorted(marked):
            quote = _quote(sentence, start, end)
            reason = _own(sentence, quote, start, end, before=before)
            told = [w for w in content_of(sentence) if w not in reason]
            if reason and told:
                found.append(Reason(quote, " ".join(sentence.text[start:end].split()), reason, told, said))
    return found


def _matches(table: str, sentence: Span) -> Iterator[re.Match[str]]:
    for pattern, _ in patterns("disagreements", table):
        yield from pattern.finditer(sentence.text)


def _own(sentence: Span, quote: Span, start: int, end: int, *, before: bool) -> list[Word]:
    """The words of a reason: those after its mark, or all before it where the mark leads from a cause to its effect."""
    if before:
        return [w for w in content_of(sentence) if w.end <= sentence.start + start]
    return [w for w in content_of(quote) if w.start >= sentence.start + end]


def _shown(tokens: tuple[Token, ...]) -> Iterator[tuple[int, int]]:
    """Where the tree shows a reason: "he came to see her"; "fearing for his life he hid"; "having been refused, he left"."""
    for i, token in enumerate(tokens):
        verb = tokens[token.head] if token.head >= 0 else token
        aim = token.text.lower() == "to" and token.relation == "mark" and verb.relation == "advcl"
        aim = aim and verb.head < i < token.head and tokens[verb.head].tag == "VERB" and not _asks(tokens, verb.head)
        free = token.relation == "advcl" or (token.relation == "acl" and tokens[i - 1].text == ",")
        if aim or (free and token.fine in ("VBG", "VBN") and _explains(tokens, i)):
            yield token.start, token.start + len(token.text)


def _asks(tokens: tuple[Token, ...], verb: int) -> bool:
    """Whether somebody asks or offers something there: "a demand was made to open the gates" says what is asked, not to what end."""
    asked = load_rules("disagreements")["words"]["asked"].split()
    return any(t.head == verb and t.relation in ("nsubj", "nsubj:pass", "obj") and t.lemma in asked for t in tokens)


def _explains(tokens: tuple[Token, ...], participle: int) -> bool:
    """Whether a participle without a conjunction tells what moved somebody: a verb of the mind, or what he had done or suffered."""
    below = [t for i, t in enumerate(tokens) if t.head == participle and i != participle]
    perfect = any(t.text.lower() in ("having", "being") for t in below)
    mind = tokens[participle].lemma in load_rules("disagreements")["words"]["mind"].split()
    return (perfect or mind) and not any(t.relation == "mark" for t in below)


def _quote(sentence: Span, start: int, end: int) -> Span:
    """A reason from its mark to the end of its clause; where the mark ends the clause, the clause before it."""
    piece = next((p for p in pieces(sentence) if p.start <= sentence.start + start < p.end), sentence)
    first = max(piece.start, sentence.start + start - LONGEST // 4)
    if first > piece.start:
        first = sentence.start + sentence.text.rfind(" ", 0, first - sentence.start) + 1
    last = min(max(piece.end, sentence.start + end), first + LONGEST)
    if (
        sentence.text.count(" ", 0, start) <= FRONT
    ):  # "Because it rained, they left": what follows the comma is no reason
        comma = sentence.text.find(",", end)
        last = min(last, sentence.start + comma) if comma >= 0 else last
    cut = sentence.text.find(" ", last - sentence.start)
    return part(sentence, first, sentence.end if cut < 0 else sentence.start + cut)


def _designed(context: Context, pair: Pair) -> Iterator[Draft]:
    """One event told as an accident or a mistake here, and as meant there."""
    for one, other in ((pair.a, pair.b), (pair.b, pair.a)) if pair.event else ():
        chance, design = _first(context, one, "chance"), _first(context, other, "design")
        if chance and design and not _first(context, other, "chance"):
            yield Draft(
                "cause",
                "tension",
                (side(context.quote(chance), chance.text), side(context.quote(design), design.text)),
                f"One speaks of “{chance.text}”, the other of “{design.text}”.",
                Grounds(),
                "accident_or_design",
                pair.events,
            )


def _first(context: Context, telling: Telling, table: str) -> Span | None:
    """The first words of a telling that a table of patterns knows."""
    for sentence in context.sentences_of(telling):
        for match in _matches(table, sentence):
            start = sentence.start + match.start()
            return Span(sentence.account, start, start + len(match.group()), match.group())
    return None

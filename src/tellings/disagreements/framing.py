"""The same happening under opposed words: opposed qualities, and what one account says and another denies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from tellings.disagreements.context import Context, Draft, Pair, likelihood, side
from tellings.disagreements.denial import denied, near
from tellings.disagreements.loaded import opposites
from tellings.disagreements.wording import Word, content, same_word, words, words_of
from tellings.model import Span, Telling
from tellings.rules import load_rules


@dataclass(frozen=True, slots=True)
class Said:
    """A telling's content words, and which of them it denies (start of the word -> start of the denying word)."""

    words: list[Word]
    denied: dict[int, int]


def find(context: Context) -> list[Draft]:
    """Aligned tellings that describe one thing by opposed words."""
    return [draft for pair in context.pairs() for draft in (*_opposites(context, pair), *_denials(context, pair))]


def _said(context: Context, telling: Telling) -> Said:
    sentences = context.sentences_of(telling)
    under: dict[int, int] = {}
    for sentence in sentences:
        under |= denied(sentence)
    return Said([w for s in sentences for w in content(words_of(s))], under)


def _opposites(context: Context, pair: Pair) -> Iterator[Draft]:
    """Words on the two ends of one scale, each beside the same other word."""
    a, b = _said(context, pair.a), _said(context, pair.b)
    best: dict[int, tuple[float, Word, Word, tuple[str, ...]]] = {}
    for x, y in product([w for w in a.words if opposites(w.text)], [w for w in b.words if opposites(w.text)]):
        for one, other in product(opposites(x.text), opposites(y.text)):
            opposed = one.scale == other.scale and one.end != other.end
            if not opposed or x.start in a.denied or y.start in b.denied:
                continue
            score, common = context.weights.shared(near(a.words, x, 3), near(b.words, y, 3))
            if score > best.get(one.scale, (0.0,))[0]:
                best[one.scale] = (score, x, y, common)
    for scale, (score, x, y, common) in best.items():
        if score >= 0.3:
            yield Draft(
                "framing",
                "tension",
                (_side(context, pair.a.account, x), _side(context, pair.b.account, y)),
                f"One says “{x.text}”, the other “{y.text}”, both of {words(common[:2])}.",
                likelihood(pair, 1.5 * score) * min(0.9, 0.35 + 0.3 * score),
                "opposed_words",
                (pair.event,),
                f"opposed {scale}",
            )


def _denials(context: Context, pair: Pair) -> Iterator[Draft]:
    """A word that one denies and the other says of the same thing."""
    a, b = _said(context, pair.a), _said(context, pair.b)
    weak = frozenset(load_rules("framing")["denial"]["weak"].split())
    best: tuple[float, float, Word, Word] | None = None
    for x, y in product(a.words, b.words):
        one_denies = (x.start in a.denied) != (y.start in b.denied)
        if (
            not one_denies
            or not same_word(x, y)
            or x.text.lower() in weak
            or (x if x.start in a.denied else y).text.istitle()
        ):
            continue
        around, _ = context.weights.shared(near(a.words, x, 5), near(b.words, y, 5))
        score = context.weights[x.stem] + around
        if context.weights[x.stem] >= 0.5 and (best is None or score > best[0]):
            best = (score, around, x, y)
    if best:
        score, around, x, y = best
        yield Draft(
            "framing",
            "contradiction",
            (_side(context, pair.a.account, x), _side(context, pair.b.account, y)),
            f"One denies “{x.text if x.start in a.denied else y.text}”, the other says it.",
            likelihood(pair, score) * min(0.75, 0.02 + 0.35 * score) * (1.0 if around >= 0.3 else 0.6),
            "denied",
            (pair.event,),
            f"denied {x.stem}",
        )


def _side(context: Context, account: str, word: Word):  # type: ignore[no-untyped-def]
    return side(context.quote(Span(account, word.start, word.end, word.text)), word.text)

"""The same happening under opposed words: opposed qualities, and what one account says and another denies."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.denial import denied, near
from tellings.disagreements.loaded import Pole, opposites
from tellings.disagreements.pairs import Pair
from tellings.disagreements.trees import said_of_one
from tellings.disagreements.wording import Word, content, same_word, stem, words, words_of
from tellings.model import Side, Span
from tellings.rules import load_rules

LEAST = 0.3  # weight of the words in common around two opposed words that no word links


def find(context: Context) -> list[Draft]:
    """Aligned tellings that describe one thing by opposed words."""
    return [draft for pair in context.every_pair for draft in (*_opposites(context, pair), *_denials(context, pair))]


def _opposites(context: Context, pair: Pair) -> Iterator[Draft]:
    """Words on the two ends of one scale that are said of the same thing, or at least beside the same word."""
    best: dict[int, tuple[float, Draft]] = {}
    for one, other in product(context.sentences_of(pair.a), context.sentences_of(pair.b)):
        for x, y, scale in _opposed(one, other):
            if draft := _opposite(context, pair, (one, x), (other, y), scale):
                best[scale] = max(best.get(scale, (0.0, draft)), (_balance(draft), draft), key=lambda b: b[0])
    yield from (draft for _, draft in best.values())


def _balance(draft: Draft) -> float:
    """What speaks for a draft, less what speaks against it."""
    return round(draft.grounds.evidence - draft.grounds.against, 3)


def _opposed(one: Span, other: Span) -> Iterator[tuple[Word, Word, int]]:
    """The words of two sentences that neither denies and that stand on the two ends of one scale, with its number."""
    if one.text.endswith("?") or other.text.endswith("?"):
        return
    under, there = denied(one), denied(other)
    for x, y in product(content(words_of(one)), content(words_of(other))):
        if x.start not in under and y.start not in there:
            ends = {(p.scale, 1 - p.end) for p in opposites(x.text)} & {(p.scale, p.end) for p in opposites(y.text)}
            yield from ((x, y, scale) for scale, _ in sorted(ends))


def _opposite(context: Context, pair: Pair, a: tuple[Span, Word], b: tuple[Span, Word], scale: int) -> Draft | None:
    link, common = said_of_one(context, a, b)
    around, beside = context.weights.shared(
        near(content(words_of(a[0])), a[1], 4), near(content(words_of(b[0])), b[1], 4)
    )
    if not link and around < LEAST:
        return None
    two_things = _says_both(context, a, b, scale, common) if link else context.differ_in_names(a[0], b[0])
    told = {"planned" in t.marks or "hypothetical" in t.marks for t in (pair.a, pair.b)}
    both = (common, *(w for w in beside if w != common))[:2] if link else beside[:2]
    return Draft(
        "framing",
        "tension",
        (_side(context, pair.a.account, a[1]), _side(context, pair.b.account, b[1])),
        f"One says “{a[1].text}”, the other “{b[1].text}”, both of {words(both)}.",
        Grounds(link + around, against=(not link) + two_things + 0.5 * (len(told) > 1)),
        "opposed_words",
        pair.events,
        f"opposed {scale}",
    )


def _says_both(context: Context, a: tuple[Span, Word], b: tuple[Span, Word], scale: int, common: str) -> bool:
    """Whether one of the two accounts says the other's word too, or its like, right beside the common word: it knows both."""
    return any(
        _beside(context, mine.account, {p for p in opposites(theirs.text) if p.scale == scale}, stem(common))
        for (mine, _), (_, theirs) in ((a, b), (b, a))
    )


def _beside(context: Context, account: str, poles: set[Pole], common: str) -> bool:
    """Whether an account has a word of these ends of scales, not denied, next to a word with this stem."""
    for sentence in (s.span for s in context.sentences.of(account)):
        said = content(words_of(sentence))
        loaded = [w for w in said if poles & set(opposites(w.text))] if any(w.stem == common for w in said) else []
        under = denied(sentence) if loaded else {}
        if any(w.stem == common for word in loaded if word.start not in under for w in near(said, word, 1)):
            return True
    return False


def _denials(context: Context, pair: Pair) -> Iterator[Draft]:
    """A word that one denies and the other says of the same thing."""
    found = [
        draft
        for one, other in product(context.sentences_of(pair.a), context.sentences_of(pair.b))
        for x, y, by in _denied_here(one, other)
        if (draft := _denial(context, pair, (one, x), (other, y), by))
    ]
    yield from sorted(found, key=lambda d: -_balance(d))[:1]


def _denied_here(one: Span, other: Span) -> Iterator[tuple[Word, Word, Word]]:
    """The words that two sentences have in common and that one of them denies, and which of the two it is."""
    weak = frozenset(load_rules("framing")["denial"]["weak"].split())
    under, there = denied(one), denied(other)
    if not under and not there:
        return
    for x, y in product(content(words_of(one)), content(words_of(other))):
        by = x if x.start in under else y
        one_denies = (x.start in under) != (y.start in there)
        if one_denies and same_word(x, y) and x.text.lower() not in weak and not by.text.istitle():
            yield x, y, by


def _denial(context: Context, pair: Pair, a: tuple[Span, Word], b: tuple[Span, Word], by: Word) -> Draft | None:
    weight = context.weights[a[1].stem]
    around, _ = context.weights.shared(near(content(words_of(a[0])), a[1], 5), near(content(words_of(b[0])), b[1], 5))
    if weight < 0.5:
        return None
    link, common = said_of_one(context, a, b)
    beside = f", both of “{common}”" if link else ""
    return Draft(
        "framing",
        "contradiction",
        (_side(context, pair.a.account, a[1]), _side(context, pair.b.account, b[1])),
        f"One denies “{by.text}”, the other says it{beside}.",
        Grounds(weight + around, against=not link),
        "denied",
        pair.events,
        f"denied {a[1].stem}",
    )


def _side(context: Context, account: str, word: Word) -> Side:
    return side(context.quote(Span(account, word.start, word.end, word.text)), word.text)

"""What a later body or person calls the events, against what other accounts, or other holders, call them."""

from __future__ import annotations

from collections.abc import Iterator

from tellings.disagreements.context import Context, Draft, side
from tellings.disagreements.denial import denied
from tellings.disagreements.loaded import Pole, names
from tellings.disagreements.wording import Word, content, words_of
from tellings.model import Position, Side, Span

LEAST = 0.5  # weight of the words in common that show a position and a sentence to speak of one thing


def find(context: Context) -> list[Draft]:
    """A loaded name in a position and one from the other end of its scale: in another position, or in another account's own voice."""
    return [
        draft
        for position in context.findings.positions
        for word, pole in _harshest(position.span)
        if (draft := _against(context, position, word, pole))
    ]


def _harshest(span: Span) -> list[tuple[Word, Pole]]:
    """The loaded words of a position; of a scale on both ends of which it has words, the harsh one."""
    found = list(_loaded(span))
    harsh = {p.scale for _, p in found if p.end}
    return [(w, p) for w, p in found if p.end or p.scale not in harsh]


def _loaded(span: Span) -> Iterator[tuple[Word, Pole]]:
    """The first word of each end of a scale that a sentence does not deny."""
    under = denied(span)
    seen: set[Pole] = set()
    for word in content(words_of(span)):
        for pole in names(word.text):
            if pole not in seen and word.start not in under:
                seen.add(pole)
                yield word, pole


def _against(context: Context, position: Position, word: Word, pole: Pole) -> Draft | None:
    """The position against the sentence of each other account that is most like it and keeps to the other end of the scale."""
    facing = Pole(pole.scale, 1 - pole.end)
    held = {p.span for p in context.findings.positions}
    said = content(words_of(position.span))
    best: dict[str, tuple[float, Side]] = {}
    for account in context.accounts:
        for sentence in (s.span for s in context.sentences.of(account.id)):
            ends = {p: w for w, p in _loaded(sentence)}
            if facing not in ends or pole in ends or (account.id == position.span.account and sentence not in held):
                continue
            score, _ = context.weights.shared(said, content(words_of(sentence)))
            if score >= LEAST and score > best.get(account.id, (0.0,))[0]:
                w = ends[facing]
                best[account.id] = (score, side(context.quote(Span(account.id, w.start, w.end, w.text)), w.text))
    if not best:
        return None
    quote = context.quote(Span(position.span.account, word.start, word.end, word.text))
    others = tuple(said for _, said in best.values())
    listed = " and ".join(f"“{s.says}”" for s in others)
    score = max(score for score, _ in best.values())
    return Draft(
        "framing",
        "framing",
        (side(quote, f"{position.holder}: {word.text}"), *others),
        f"{position.holder} (as {context.title[position.span.account]} reports) says “{word.text}”, the others {listed}.",
        min(0.45, 0.2 + 0.1 * score),
        "position_against",
        key=f"position {position.span.start} {pole.scale}",
    )

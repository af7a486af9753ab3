"""What a later body or person calls the events, against what other accounts, or other holders, call them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from tellings.disagreements.context import Context, Draft, Grounds, side
from tellings.disagreements.denial import denied
from tellings.disagreements.loaded import Pole, names
from tellings.disagreements.wording import Word, content_of
from tellings.model import Position, Side, Span

LEAST = 0.5  # weight of the words in common that show a position and a sentence to speak of one thing


def find(context: Context) -> list[Draft]:
    """A loaded name in a position and one from the other end of its scale: in another position, or in another account's own voice."""
    named = [(p, word, pole) for p in context.findings.positions for word, pole in _harshest(p.span)]
    if not named:
        return []
    sentences = [s.span for account in context.accounts for s in context.sentences.of(account.id)]
    ends = {sentence: {pole: word for word, pole in _loaded(sentence)} for sentence in sentences}
    return [draft for p, word, pole in named if (draft := _against(context, p, word, pole, ends))]


def _harshest(span: Span) -> list[tuple[Word, Pole]]:
    """The loaded words of a position; of a scale on both ends of which it has words, the harsh one."""
    found = list(_loaded(span))
    harsh = {p.scale for _, p in found if p.end}
    return [(w, p) for w, p in found if p.end or p.scale not in harsh]


def _loaded(span: Span) -> Iterator[tuple[Word, Pole]]:
    """The first word of each end of a scale that a sentence does not deny."""
    under = denied(span)
    seen: set[Pole] = set()
    for word in content_of(span):
        for pole in names(word.text):
            if pole not in seen and word.start not in under:
                seen.add(pole)
                yield word, pole


def _against(
    context: Context, position: Position, word: Word, pole: Pole, ends: Mapping[Span, Mapping[Pole, Word]]
) -> Draft | None:
    """The position against the sentence of each other account that is most like it and keeps to the other end of the scale.

    `ends` has the loaded words of every sentence, by the end of the scale that they stand on.
    """
    facing = Pole(pole.scale, 1 - pole.end)
    held = {p.span for p in context.findings.positions}
    said = content_of(position.span)
    best: dict[str, tuple[float, Side]] = {}
    for sentence, words in ends.items():
        account = sentence.account
        if facing not in words or pole in words or (account == position.span.account and sentence not in held):
            continue
        score, _ = context.weights.shared(said, content_of(sentence))
        if score >= LEAST and score > best.get(account, (0.0,))[0]:
            w = words[facing]
            best[account] = (score, side(context.quote(Span(account, w.start, w.end, w.text)), w.text))
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
        Grounds(score),
        "position_against",
        key=f"position {position.span.start} {pole.scale}",
    )

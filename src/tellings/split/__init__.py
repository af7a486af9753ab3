"""Sources -> accounts, and the blocks that are no narrative.

A source may hold several accounts pasted one after another. It is cut where the evidence for a new hand adds up to enough,
each cut says why it was made, and where the evidence is not enough the text stays whole and the user is told of the place.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from pathlib import PurePath

from tellings.model import Account, Source, content_id
from tellings.read import Declared
from tellings.split.blocks import find_blocks
from tellings.split.decide import MOST, Cut, find_cuts
from tellings.split.paragraphs import Paragraph, find_paragraphs
from tellings.split.published import find_date
from tellings.split.told import told_accounts

__all__ = ["find_date", "split_source"]

_TITLE = 120  # characters; a longer title block is no title of a column
_OPENING_WORDS = 6


def split_source(source: Source, *, declared: Sequence[Declared] = ()) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    """The accounts of a source, and notices about cuts that were weighed and not made.

    What the user declares goes before everything else: a file named as one account is not cut, and one with first or last
    words begins or ends there. Raises DossierError where such words do not stand in the source, or two stretches overlap.
    """
    told = told_accounts(source, [d for d in declared if d.by == "user"])
    if told:
        return told, ()
    paragraphs = find_paragraphs(source.text)
    cuts, unsure = find_cuts(source.text, paragraphs)
    if cuts:
        return _cut_accounts(source, paragraphs, cuts), ()
    notices = [_notice(source, paragraphs, cut) for cut in unsure]
    if len(paragraphs) > MOST:
        notices.append(
            f"{source.name}: too long to look for several accounts in it; a dossier.toml can say where they lie"
        )
    return (_whole(source, paragraphs, declared),), tuple(notices)


def _whole(source: Source, paragraphs: Sequence[Paragraph], declared: Sequence[Declared]) -> Account:
    """The one account of a source, with what the file says of itself."""
    known = declared[0] if declared else Declared(source.id)
    date, because = find_date(source, known, 0, len(source.text))
    return Account(
        content_id("a", source.sha256, 0, len(source.text)),
        source.id,
        0,
        len(source.text),
        known.title or PurePath(source.name).stem,
        known.author,
        date,
        cut_because="the whole file: nothing speaks for more than one account",
        blocks=find_blocks(paragraphs),
        date_because=because,
    )


def _cut_accounts(source: Source, paragraphs: Sequence[Paragraph], cuts: Sequence[Cut]) -> tuple[Account, ...]:
    bounds = [0, *(cut.paragraph for cut in cuts), len(paragraphs)]
    reasons = ["the file begins here", *(cut.because for cut in cuts)]
    pieces = (paragraphs[first:last] for first, last in pairwise(bounds))
    return tuple(_piece(source, piece, because) for piece, because in zip(pieces, reasons, strict=True))


def _piece(source: Source, paragraphs: Sequence[Paragraph], because: str) -> Account:
    start, end = paragraphs[0].start, paragraphs[-1].end
    blocks = find_blocks(paragraphs)
    titles = [source.text[b.start : b.end] for b in blocks if b.role == "title" and b.end - b.start <= _TITLE]
    titled = {b.start for b in blocks}
    told = next((p for p in paragraphs if p.start not in titled), paragraphs[0])
    opening = " ".join(told.text.split(maxsplit=_OPENING_WORDS)[:_OPENING_WORDS])
    title = titles[0] if titles else f"{opening} …"
    date, date_because = find_date(source, Declared(source.id), start, end)
    return Account(
        content_id("a", source.sha256, start, end),
        source.id,
        start,
        end,
        title,
        date=date,
        cut_because=because,
        blocks=blocks,
        date_because=date_because,
    )


def _notice(source: Source, paragraphs: Sequence[Paragraph], cut: Cut) -> str:
    words = " ".join(paragraphs[cut.paragraph].text[:50].split())
    return (
        f"{source.name}: unsure whether another account begins at “{words}” ({cut.because}); not cut. "
        "A dossier.toml with `from` can say so."
    )

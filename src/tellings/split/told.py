"""Accounts whose bounds the user gives: whole files, and stretches by their first and last words."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import PurePath

from tellings.errors import DossierError
from tellings.model import Account, Source, content_id
from tellings.read import Declared
from tellings.split.blocks import find_blocks
from tellings.split.paragraphs import find_paragraphs
from tellings.split.published import find_date


def told_accounts(source: Source, told: Sequence[Declared]) -> tuple[Account, ...]:
    """The accounts that the user declares in a source, in the order of the text; none where nothing is declared.

    A stretch without last words goes on to the next one, and one without first words begins where the last one ends. What
    is said of a whole file several times is put together, the later word counting.

    Raises DossierError where words do not stand in the source, or two stretches overlap.
    """
    bounded = [d for d in told if d.first_words or d.last_words]
    whole = [d for d in told if d not in bounded]
    if not bounded:
        return (_account(source, _together(whole), 0, len(source.text)),) if whole else ()
    return tuple(_account(source, d, start, end) for d, start, end in _stretches(source, bounded))


def _together(told: Sequence[Declared]) -> Declared:
    known = told[0]
    for later in told[1:]:
        said = {f: getattr(later, f) for f in ("title", "author", "date", "side") if getattr(later, f)}
        known = replace(known, **said)
    return known


def _stretches(source: Source, told: Sequence[Declared]) -> list[tuple[Declared, int, int]]:
    found = []
    for d in told:
        start = _find(source, d.first_words, "from")[0] if d.first_words else None
        end = _find(source, d.last_words, "to", start or 0)[1] if d.last_words else None
        found.append((d, start, end))
    found.sort(key=lambda f: f[1] if f[1] is not None else f[2] or 0)
    before = [0, *(end for _, _, end in found)]
    after = [*(start for _, start, _ in found), len(source.text)][1:]
    closed = [
        (d, (b or 0) if start is None else start, (len(source.text) if a is None else a) if end is None else end)
        for (d, start, end), b, a in zip(found, before, after, strict=False)
    ]
    for (_, _, end), (d, start, _) in pairwise(closed):
        if start < end:
            raise DossierError(
                f"{source.name}: two accounts overlap at {d.first_words or d.last_words!r}; see from and to"
            )
    return closed


def _find(source: Source, words: str, key: str, start: int = 0) -> tuple[int, int]:
    """Where the words stand first from `start` on, whatever blanks and line ends lie between them."""
    found = re.compile(r"\s+".join(map(re.escape, words.split()))).search(source.text, start)
    if found is None:
        raise DossierError(
            f"{source.name}: the words of `{key}` do not stand there: {words!r}; copy them from the file to the letter"
        )
    return found.span()


def _account(source: Source, known: Declared, start: int, end: int) -> Account:
    inside = [p for p in find_paragraphs(source.text) if start <= p.start and p.end <= end]
    date, because = find_date(source, known, start, end)
    return Account(
        content_id("a", source.sha256, start, end),
        source.id,
        start,
        end,
        known.title or PurePath(source.name).stem,
        known.author,
        date,
        known.side,
        "you said so",
        find_blocks(inside),
        because,
    )

"""Sources -> accounts, and the blocks that are no narrative."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.model import Account, Source, content_id
from tellings.read import Declared


def split_source(source: Source, *, declared: Sequence[Declared] = ()) -> tuple[tuple[Account, ...], tuple[str, ...]]:
    """The accounts of a source, and notices about cuts that were not made."""
    del declared
    end = len(source.text)
    account = Account(content_id("a", source.sha256, 0, end), source.id, 0, end, source.name, cut_because="the whole file")
    return (account,), ()

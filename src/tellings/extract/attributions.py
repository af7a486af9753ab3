"""On whose word a thing is said."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.language import Analysis
from tellings.model import Account, Attribution, Name, Sentence, Source


def find_attributions(
    source: Source, account: Account, analysis: Analysis, sentences: Sequence[Sentence], names: Sequence[Name]
) -> list[Attribution]:
    """The attributed statements of an account, in order."""
    return []

"""What an account tells, happening by happening, each with its time by the story's own clock."""

from __future__ import annotations

from collections.abc import Sequence

from tellings.language import Analysis
from tellings.model import Account, Attribution, Name, Sentence, Telling, Time, content_id


def find_tellings(
    account: Account,
    sentences: Sequence[Sentence],
    analysis: Analysis,
    times: Sequence[Time],
    names: Sequence[Name],
    attributions: Sequence[Attribution],
) -> list[Telling]:
    """One telling for each narrative sentence."""
    found = []
    for sentence in sentences:
        if sentence.role != "narrative":
            continue
        span = sentence.span
        when = next((t for t in times if t.edtf and span.start <= t.span.start < span.end), None)
        who = tuple(dict.fromkeys(n.entity for n in names if span.start <= n.span.start < span.end))
        found.append(
            Telling(
                content_id("t", account.id, span.start, span.end),
                account.id,
                (span,),
                when.edtf if when else None,
                when.earliest if when else None,
                when.latest if when else None,
                f"it says {when.span.text!r}" if when else "",
                who,
            )
        )
    return found

"""Names and the entities they stand for, over all accounts."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from tellings.language import Analysis
from tellings.model import Account, Entity, Name, Sentence, Source, Span, content_id

_CAPITALISED = re.compile(r"(?<!^)\b[A-Z][\w'-]+(?: [A-Z][\w'-]+)*")


def find_names(
    sources: Sequence[Source],
    accounts: Sequence[Account],
    analyses: Sequence[Analysis],
    sentences: Mapping[str, Sequence[Sentence]],
) -> tuple[list[Entity], list[Name]]:
    """The names of all accounts, and one entity for each."""
    names, entities = [], {}
    for account in accounts:
        for sentence in sentences[account.id]:
            for match in _CAPITALISED.finditer(sentence.span.text):
                start = sentence.span.start + match.start()
                entity = content_id("n", match.group())
                entities.setdefault(entity, Entity(entity, match.group(), "other"))
                span = Span(account.id, start, start + len(match.group()), match.group())
                names.append(Name(span, "other", entity, "rule:capitals"))
    return list(entities.values()), names

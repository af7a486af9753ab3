"""Names and the entities they stand for, over all accounts.

Kinds are person, place, organisation, people and other. A form has one kind in all accounts: what most of its places say.
Entities are never made of two persons on a guess; each says in `reasons` why its names were put together.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellings.extract.aliases import find_aliases
from tellings.extract.entities import join_mentions
from tellings.extract.kinds import agree_on_kinds
from tellings.extract.mentions import Mention, find_mentions
from tellings.extract.runs import Habits
from tellings.language import Analysis
from tellings.model import Account, Entity, Name, Sentence, Source, Span


def find_names(
    sources: Sequence[Source],
    accounts: Sequence[Account],
    analyses: Sequence[Analysis],
    sentences: Mapping[str, Sequence[Sentence]],
) -> tuple[list[Entity], list[Name]]:
    """The entities of all accounts in order of first mention, and the names in order of account and place."""
    texts = {source.id: source.text for source in sources}
    habits = Habits.of(analyses)
    mentions = [
        mention
        for account, analysis in zip(accounts, analyses, strict=True)
        for mention in find_mentions(texts[account.source], account.id, analysis, habits)
    ]
    text_of = {account.id: texts[account.source] for account in accounts}
    mentions = agree_on_kinds(mentions, text_of)
    mentions = [m for m in mentions if not (m.common and m.kind == "other")]
    bounds = {account.id: [(s.span.start, s.span.end) for s in sentences[account.id]] for account in accounts}
    entities = join_mentions(mentions, bounds, find_aliases(mentions, text_of))
    entity_of = {id(m): entity.id for entity, found in entities for m in found}
    return [entity for entity, _ in entities], [_name(m, entity_of[id(m)]) for m in mentions]


def _name(mention: Mention, entity: str) -> Name:
    span = Span(mention.account, mention.start, mention.end, mention.text)
    return Name(span, mention.kind, entity, mention.found_by)

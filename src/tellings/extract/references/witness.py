"""The witness: who says "I" and "we". Outside of quotations the account's teller, in one the speaker who is named for it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from tellings.extract.persons import PersonName, parse_name, same_given
from tellings.extract.references.reading import Reading, Reference
from tellings.language import Token
from tellings.model import Account, Attribution, Entity, Name, content_id
from tellings.rules import load_rules


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    rules = load_rules("references")["witness"]
    return frozenset(rules["singular"]), frozenset(rules["plural"])


@cache
def _introduced() -> re.Pattern[str]:
    return re.compile(load_rules("references")["witness"]["introduced"])


def find_teller(reading: Reading, account: Account, entities: Iterable[Entity]) -> Entity | None:
    """The witness of an account told in the first person: who gives a name, the author where one is known, or somebody unnamed."""
    known = {e.id: e for e in entities}
    named = next((n for n in reading.names if _introduces(reading, n)), None)
    if named:
        return known[named.entity]
    if not _has_witness(reading):
        return None
    author = parse_name(account.author) if account.author else None
    bearers = [e for e in known.values() if e.kind == "person" and author and author.given and _is_called(e, author)]
    if len(bearers) == 1:
        return bearers[0]
    label = account.author or f"the witness of “{account.title}”"
    return Entity(content_id("n", "witness", account.id), label, "person")


def _is_called(entity: Entity, author: PersonName) -> bool:
    name = parse_name(entity.label)
    return name.surname == author.surname and bool(name.given) and same_given(name, author)


def _introduces(reading: Reading, name: Name) -> bool:
    """Whether the teller gives this as his name: "I, Anna Hale, ..."."""
    before = reading.text[max(reading.start, name.span.start - 30) : name.span.start]
    return reading.is_person(name) and not reading.quoted(name.span.start) and bool(_introduced().search(before))


def _has_witness(reading: Reading) -> bool:
    """Whether "I" or "we" did something in the past, more than once, outside of quotations."""
    deeds = 0
    for token, *following in zip(reading.tokens, reading.tokens[1:], reading.tokens[2:], strict=False):
        if token.text in ("I", "We", "we") and not reading.quoted(token.start):
            deeds += any(t.fine == "VBD" for t in following)
    return deeds >= int(load_rules("references")["witness"]["often"])


def find_first_persons(
    reading: Reading, attributions: Sequence[Attribution], speakers: Mapping[str, str], teller: str
) -> Iterator[Reference]:
    """Every "I", "me", "my" of a named speaker in his quotation, and, with "we", of the teller outside of quotations.

    `speakers` are the entities of attributions that have one, by id; `teller` is the entity of the account's witness.
    """
    singular, plural = _words()
    own_words = (a for a in attributions if a.mode == "direct" or a.found_by == "rule:speaker")
    said = sorted((a.content.start, a.content.end, a.id) for a in own_words)
    starts = [start for start, _, _ in said]
    for token in reading.tokens:
        lower = token.text.lower()
        if (lower not in singular and lower not in plural) or (lower == "i" and token.text != "I"):
            continue
        at = bisect_right(starts, token.start) - 1
        content = said[at] if at >= 0 and said[at][1] > token.start else None
        if content and content[2] in speakers:
            if lower in singular or speakers[content[2]] == teller:
                yield _reference(token, speakers[content[2]], "the speaker of the quotation")
        elif not content and teller and not reading.quoted(token.start):
            yield _reference(token, teller, "the witness who tells the account")


def _reference(token: Token, entity: str, who: str) -> Reference:
    return Reference(token.start, token.end, "pronoun", entity, "rule:witness", f'"{token.text.lower()}" is {who}')

"""Titles that the account ties to a name: "the Ruritanian president" after "Strong, president of Ruritania"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.extract.references.reading import Reading, Reference
from tellings.model import Name
from tellings.rules import load_rules

_OF = re.compile(r" (?:of|for) (?:the )?")
_APPOSITION_ENDS = re.compile(r"\s*(?:[,.;:)]|and\b|who\b)")
_JOINTS = ("-", "’", "'")
_NAME_FOLLOWS = re.compile(r"(?:,? | of | \()[A-Z]")


@dataclass(frozen=True, slots=True)
class _Title:
    """A title, its words small, the entity it is a title of, or ""; `start` and `whole` hold the land before it and after it."""

    start: int
    at: int
    end: int
    whole: int
    words: str
    of: str


@dataclass(frozen=True, slots=True)
class _Tie:
    """A title that the text gives to a person."""

    title: _Title
    person: Name


@cache
def _words() -> tuple[frozenset[str], frozenset[str]]:
    rules = load_rules("references")["title"]
    return frozenset(rules["heads"]), frozenset(rules["before"])


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = load_rules("references")["title"]
    return re.compile(rules["predicate"], re.IGNORECASE), re.compile(rules["after_name"])


def find_titles(reading: Reading) -> Iterator[Reference]:
    """The titles with "the", or with a land before them, that stand for one person of the account."""
    titles = [_read(reading, start, end) for start, end in _places(reading)]
    ties: list[_Tie] = []
    called: list[tuple[int, str]] = []
    tied = {title.start: tie for title in titles if (tie := _tie(reading, title))}
    for title in titles:
        if title.start in tied:
            ties.append(tied[title.start])
        elif _stands_alone(reading, title) and (bearer := _bearer(reading, title, ties, called)):
            called.append((title.at, bearer.person.entity))
            words = reading.text[title.start : title.whole]
            reason = f'"{" ".join(words.split())}": the account calls "{bearer.person.span.text}" so'
            yield Reference(title.at, title.end, "title", bearer.person.entity, "rule:title_of", reason)


def _places(reading: Reading) -> Iterator[tuple[int, int]]:
    """Where the titles of an account stand, with the words that make them more precise: "vice president"."""
    heads, before = _words()
    for at, token in enumerate(reading.tokens):
        if token.text.lower() in heads and reading.text[token.end : token.end + 1] not in _JOINTS:
            first = at
            while first > 0 and _leads_on(reading, first, before):
                first -= 1
            yield reading.tokens[first].start, token.end


def _leads_on(reading: Reading, at: int, before: frozenset[str]) -> bool:
    """Whether the token before one belongs to its title, or is the hyphen after one that does."""
    ahead = reading.tokens[at - 1]
    beside = reading.tokens[at].start - ahead.end <= 1
    return beside and (
        ahead.text.lower() in before or (ahead.text == "-" and at > 1 and _leads_on(reading, at - 1, before))
    )


def _read(reading: Reading, at: int, end: int) -> _Title:
    """A title with the land or name that it belongs to: "Ruritanian president", "president of Ruritania"."""
    text, start, of, whole = reading.text, at, "", end
    before = reading.name_ending(start - 1) if text[start - 1 : start] == " " else None
    possessive = reading.name_ending(start - 3) if text[start - 3 : start] in ("'s ", "’s ") else None
    if before and before.kind == "people":
        start, of = before.span.start, before.entity
    elif possessive and not reading.is_person(possessive):
        start, of = possessive.span.start, possessive.entity
    after = _OF.match(text, end)
    name = reading.name_starting(after.end()) if after else None
    if name and not reading.is_person(name):
        of, whole = name.entity, name.span.end
    return _Title(start, at, end, whole, text[at:end].lower().replace("-", " "), of)


def _tie(reading: Reading, title: _Title) -> _Tie | None:
    """The person to whom the text gives a title where it stands, if it does."""
    text = reading.text
    gap = re.compile(r"\.? ").match(text, title.whole)
    named = reading.name_starting(gap.end()) if gap else None
    if named and reading.is_person(named):
        return _Tie(title, named)
    if text[title.whole : title.whole + 2] == ", " and (named := reading.name_starting(title.whole + 2)):
        definite = text[max(0, title.start - 4) : title.start].lower().endswith("the ")
        if reading.is_person(named) and definite and _APPOSITION_ENDS.match(text, named.span.end):
            return _Tie(title, named)
    for name in reversed(reading.names_in(title.start - 60, title.start)):
        if reading.is_person(name) and name.kind == "person":
            linked = _patterns()[1].fullmatch(text, name.span.end, title.start)
            return _Tie(title, name) if linked and not _NAME_FOLLOWS.match(text, title.whole) else None
    return None


def _stands_alone(reading: Reading, title: _Title) -> bool:
    """Whether a title refers to its bearer: with "the" or a possessor, no name beside it, and not said of anybody."""
    text = reading.text
    article = text[max(reading.start, title.start - 4) : title.start].lower() == "the "
    possessed = text[title.start : title.end].find("’s ") > 0 or "'s " in text[title.start : title.end]
    begin = title.start - 4 if article else title.start
    if not (article or possessed) or _NAME_FOLLOWS.match(text, title.whole) or reading.quoted(title.start):
        return False
    return not _patterns()[0].search(text[max(reading.start, begin - 40) : begin])


def _bearer(reading: Reading, title: _Title, ties: Sequence[_Tie], called: Sequence[tuple[int, str]]) -> _Tie | None:
    """The tie of the one person who can be meant: of the same land, or where none is said, named or `called` shortly before."""
    fitting = [t for t in ties if _fits(t.title.words, title.words) and (not title.of or t.title.of == title.of)]
    if not title.of:
        sentence = reading.sentence_at(title.start)
        first = reading.sentences[max(0, sentence - load_rules("references")["title"]["reach"])][0]
        near = {name.entity for name in reading.names_in(first, title.start)}
        near |= {entity for at, entity in called if at >= first}
        fitting = [t for t in fitting if t.person.entity in near]
    bearers = {t.person.entity for t in fitting}
    return fitting[-1] if len(bearers) == 1 else None


def _fits(tied: str, said: str) -> bool:
    """Whether a title can be another one said shorter or more fully: "foreign minister" and "minister"."""
    return tied == said or tied.endswith(" " + said) or said.endswith(" " + tied)

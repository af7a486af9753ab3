"""Pronouns of persons where one person alone can be meant, and "the former", "the latter" after a pair.

A pronoun stands for the one person named before it in its sentence, or, where none is, for the subject of the sentence
before. Nothing is said where a second person, named or not ("the guard"), could be meant, or man and woman do not fit.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from tellings.extract.references.reading import Reading, Reference
from tellings.language import Token
from tellings.model import Name
from tellings.rules import load_rules

_AND = re.compile(r",? (?:and|or|nor|as well as) (?:the )?")
_MAIN = ("root", "conj", "parataxis")


@dataclass(frozen=True, slots=True)
class _Person:
    """Somebody a pronoun can stand for: the entity of a named person, "" of another."""

    at: int
    entity: str
    sex: str
    subject: bool
    label: str


@cache
def _rules() -> Mapping[str, frozenset[str]]:
    rules = load_rules("references")
    return {name: frozenset(words) for name, words in rules["pronoun"].items()} | {
        "heads": frozenset(rules["title"]["heads"]),
    }


@cache
def _pair_words() -> tuple[re.Pattern[str], re.Pattern[str]]:
    return re.compile(load_rules("references")["pair"]["former"]), re.compile(
        load_rules("references")["pair"]["latter"]
    )


def find_pronouns(reading: Reading, sexes: Mapping[str, str]) -> Iterator[Reference]:
    """The pronouns of the third person, sentence by sentence. `sexes` gives "m" or "w" by entity, where known."""
    before: list[_Person] = []
    for number, (start, end) in enumerate(reading.sentences):
        here: list[_Person] = []
        named = _named(reading, start, end, sexes)
        for at in reading.tokens_in(start, end):
            token = reading.tokens[at]
            if token.start in named:
                here.append(named[token.start])
            elif reading.quoted(token.start):
                continue
            elif sex := _sex_of_pronoun(token):
                meant = _antecedent(here, before, sex, subject=_is_subject(reading, at))
                here.append(
                    _Person(
                        token.start,
                        meant.entity if meant else "",
                        sex,
                        _is_subject(reading, at),
                        meant.label if meant else "",
                    )
                )
                if meant:
                    yield Reference(
                        token.start,
                        token.end,
                        "pronoun",
                        meant.entity,
                        "rule:pronoun",
                        f'"{token.text.lower()}" for "{meant.label}"',
                    )
            elif _is_other_person(token):
                here.append(_Person(token.start, "", _sex_of_noun(token), _is_subject(reading, at), ""))
        yield from _of_pair(reading, start, end, reading.sentences[number - 1][0] if number else start)
        before = here


def _named(reading: Reading, start: int, end: int, sexes: Mapping[str, str]) -> dict[int, _Person]:
    """The persons named in a sentence, by where their names begin; a name that nothing explains may be one's, too."""
    found = {}
    for name in reading.names_in(start, end):
        at, person = name.span.start, reading.is_person(name)
        bare = name.kind == "other" and reading.text[max(start, at - 4) : at].lower() != "the "
        if (person or bare) and not reading.quoted(at):
            entity, sex = (name.entity, sexes.get(name.entity, "")) if person else ("", "")
            subject = _is_subject(reading, reading.head_of(at, name.span.end))
            found[at] = _Person(at, entity, sex, subject, name.span.text)
    return found


def _sex_of_pronoun(token: Token) -> str:
    lower = token.text.lower()
    return "m" if lower in _rules()["he"] else "w" if lower in _rules()["she"] else ""


def _is_other_person(token: Token) -> bool:
    """Whether a noun, or a word like "who", speaks of somebody without a name."""
    return token.tag == "NOUN" and (token.lemma in _rules()["persons"] or token.lemma in _rules()["heads"])


def _sex_of_noun(token: Token) -> str:
    return "w" if token.lemma in _rules()["women"] else "m" if token.lemma in _rules()["men"] else ""


def _is_subject(reading: Reading, at: int) -> bool:
    """Whether a token is the subject of a main clause."""
    token = reading.tokens[at]
    return token.relation.startswith("nsubj") and token.head >= 0 and reading.tokens[token.head].relation in _MAIN


def _antecedent(here: Iterable[_Person], before: Iterable[_Person], sex: str, *, subject: bool) -> _Person | None:
    """The one person who can be meant, or None."""
    fitting = [p for p in here if _may_be(p, sex)]
    if not fitting:
        fitting = [p for p in before if _may_be(p, sex)]
        if not any(p.subject for p in fitting) or not subject:
            return None
    persons = {p.entity for p in fitting}
    return fitting[-1] if len(persons) == 1 and "" not in persons else None


def _may_be(person: _Person, sex: str) -> bool:
    """Whether a person may be meant by "he" or "she": "she" only where a woman is known to be spoken of."""
    return person.sex == sex or (not person.sex and (sex == "m" or not person.entity))


def _of_pair(reading: Reading, start: int, end: int, earlier: int) -> Iterator[Reference]:
    """What "the former" and "the latter" stand for: the last two names of one kind that "and" joins before them."""
    for place, pattern in enumerate(_pair_words()):
        for match in pattern.finditer(reading.text, start, end):
            pair = _pair(reading, earlier, match.start())
            if pair and not _has_noun(reading, match.end(), end):
                reason = f'"{match.group()}" of "{pair[0].span.text}" and "{pair[1].span.text}"'
                yield Reference(match.start(), match.end(), "pronoun", pair[place].entity, "rule:former_latter", reason)


def _has_noun(reading: Reading, at: int, end: int) -> bool:
    """Whether "the former" belongs to a noun after it: "the former mayor"."""
    after = reading.tokens_in(at, end)
    return bool(after) and reading.tokens[after[0]].tag in ("NOUN", "ADJ", "PROPN")


def _pair(reading: Reading, start: int, end: int) -> tuple[Name, Name] | None:
    names = [n for n in reading.names_in(start, end) if not reading.quoted(n.span.start)]
    pairs = [
        (a, b)
        for a, b in pairwise(names)
        if a.kind == b.kind and a.entity != b.entity and _AND.fullmatch(reading.text, a.span.end, b.span.start)
    ]
    kinds = {n.entity for n in names if pairs and n.kind == pairs[0][0].kind}
    return pairs[0] if len(pairs) == 1 and len(kinds) == 2 else None

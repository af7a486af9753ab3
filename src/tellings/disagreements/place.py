"""Where it happened, or where somebody went: another place after the same verb and preposition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellings.disagreements.clauses import Clause, Phrase
from tellings.disagreements.context import Context, Draft, Grounds, once, part, side
from tellings.disagreements.deeds import ALIKE, Match, agents, cosine, known, matches, same
from tellings.disagreements.denial import denied
from tellings.disagreements.matching import names_in_common
from tellings.disagreements.pairs import Pair
from tellings.disagreements.wording import Word, content, words, words_of
from tellings.model import Name, Span, Telling
from tellings.rules import load_rules

_PREPOSITION = re.compile(r"(?:^|\s)([a-z]+)(?: (?:the|a|an))? $")
_THEN = re.compile(r",?(?: ?and)?(?: ?then)?(?: ?later)?")
WHERE = 0.5  # the cosine from which a noun means a place as the listed ones do
_REACH = 3  # words before a preposition among which its verb stands


@dataclass(frozen=True, slots=True)
class Where:
    """A name after a preposition, and the stem of the word before it."""

    name: Name
    verb: str


def find(context: Context) -> list[Draft]:
    """Aligned tellings that give one deed another place, or one more."""
    named = [draft for pair in context.every_pair for draft in _of_pair(context, pair)]
    return named + [
        d for pair in context.pairs() for match in matches(context, pair) for d in _of_match(context, match)
    ]


@once
def wheres(context: Context, telling: Telling) -> Mapping[tuple[str, str], list[Where]]:
    """The places of a telling by the stem of their verb and the sense of their preposition: to, from, at."""
    found: dict[tuple[str, str], list[Where]] = defaultdict(list)
    senses = _senses()
    last: tuple[Name, tuple[str, str], str] | None = None
    for name in (n for span in telling.spans for n in context.names.inside(span) if n.kind in ("place", "other")):
        sentence = context.sentence(name.span)
        preposition = _PREPOSITION.search(sentence.text[: name.span.start - sentence.start])
        if not preposition or preposition[1] not in senses:
            continue
        sense, end = senses[preposition[1]], sentence.start + preposition.start(1)
        between = part(sentence, last[0].span.end, end).text if last else ""
        if last and last[1][1] == sense and between and _THEN.fullmatch(between):
            key, verb = last[1], last[2]
        else:
            verbs = [w for w in content(words_of(part(sentence, sentence.start, end))[-_REACH:]) if w.text.islower()]
            if not verbs or _is_noun(context, sentence, verbs[-1]) or verbs[-1].start in denied(sentence):
                continue
            key, verb = (verbs[-1].stem, sense), verbs[-1].text
            if found[key]:  # "at the mill near the river": the second only says where the first is
                continue
        last = (name, key, verb)
        found[key].append(Where(name, verb))
    return found


def _senses() -> dict[str, str]:
    """The prepositions of places, each with what it says: to, from, at."""
    return {word: sense for sense, said in load_rules("disagreements")["prepositions"].items() for word in said.split()}


def _is_noun(context: Context, sentence: Span, word: Word) -> bool:
    """Whether a word is a noun in the tree of its sentence: "orders from" tells of no journey."""
    start = word.start - sentence.start
    return any(t.start == start and t.tag == "NOUN" for t in context.trees.get(sentence, ()))


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    ours, theirs = wheres(context, pair.a), wheres(context, pair.b)
    for key in sorted(ours.keys() & theirs.keys()):
        here, there = ({w.name.entity for w in found[key]} for found in (ours, theirs))
        x, y = ours[key][0], theirs[key][0]
        spelled = {w.name.span.text for w in ours[key]} & {w.name.span.text for w in theirs[key]}
        if here == there or (here & there and not (here < there or there < here)) or (spelled and not here & there):
            continue
        apart = not here & there
        odd = [w.name.span.text for w in (*ours[key], *theirs[key]) if w.name.entity in here ^ there]
        yield Draft(
            "place",
            "tension" if apart else "missing_detail",
            (side(context.quote(x.name.span), x.name.span.text), side(context.quote(y.name.span), y.name.span.text)),
            f"Both say “{x.verb}”; only one says {words(dict.fromkeys(odd))}.",
            Grounds(context.weights[key[0]] + names_in_common(context, x.name.span, y.name.span)),
            "place_differs",
            pair.events,
        )


def _of_match(context: Context, match: Match) -> Iterator[Draft]:
    """Two places of one deed of one doer; where the prepositions say another thing of them, only the join speaks for it."""
    if match.x.denied != match.y.denied or not _of_one(context, match):
        return
    ours, theirs = (_places(context, clause) for clause in (match.x, match.y))
    if any(_one_place(context, a, b) for a, _ in ours for b, _ in theirs):
        return
    both = [(x, y, True) for x, one in ours for y, other in theirs if one == other]
    across = [(x, y, False) for x, one in ours for y, other in theirs if "from" not in (one, other)]
    for x, y, one_sense in (both or across)[:1]:
        yield Draft(
            "place",
            "tension",
            tuple(side(context.quote(_with_verb(c, p)), p.span.text) for c, p in ((match.x, x), (match.y, y))),
            f"The deed is {words(dict.fromkeys([match.x.verb.text, match.y.verb.text]))}; the place is “{x.span.text}” in one and "
            f"“{y.span.text}” in the other.",
            Grounds(match.likeness, against=not one_sense),
            "place_of_deed",
            match.pair.events,
        )


def _places(context: Context, clause: Clause) -> list[tuple[Phrase, str]]:
    """The places of a clause, each with the sense of its preposition."""
    senses = _senses()
    return [(p, senses[p.case]) for p in clause.others if p.case in senses and _is_place(context, p)]


def _one_place(context: Context, x: Phrase, y: Phrase) -> bool:
    """Whether two places can be one: heads that mean the same. "The stern of the barge" and "the shore by the barge" are two."""
    if x.head.stem == y.head.stem or cosine(x.head.text, y.head.text) >= ALIKE:
        return True
    return (x.proper or y.proper) and same(context, x, y)


def _of_one(context: Context, match: Match) -> bool:
    """Whether nothing says that the two deeds are of two doers or done to two things."""
    parts = ((match.x.doer, match.y.doer), (match.x.undergoer, match.y.undergoer))
    return not any(a and b and known(a) and known(b) and not same(context, a, b) for a, b in parts)


def _is_place(context: Context, phrase: Phrase) -> bool:
    """Whether a phrase after a preposition can be a place: it is no time, no person and no bare pronoun."""
    times = context.times.of(phrase.span.account)
    if not known(phrase) or any(t.span.start < phrase.span.end and phrase.span.start < t.span.end for t in times):
        return False
    kinds = {n.kind for n in context.names.inside(phrase.span)}
    noun = phrase.head.text.lower()
    where = load_rules("disagreements")["words"]["wheres"].split()
    if kinds & {"person", "organisation", "people"} or (noun in agents() and noun not in where):
        return False
    return bool(kinds & {"place", "other"}) or max(cosine(noun, other) for other in where) >= WHERE


def _with_verb(clause: Clause, phrase: Phrase) -> Span:
    sentence = clause.sentence
    return part(sentence, min(clause.verb.start, phrase.span.start), max(clause.verb.end, phrase.span.end))

"""Where it happened, or where somebody went: another place after the same verb and preposition."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellings.disagreements.context import Context, Draft, Pair, part, side
from tellings.disagreements.wording import content, words, words_of
from tellings.model import Name, Telling
from tellings.rules import load_rules

_PREPOSITION = re.compile(r"(?:^|\s)([a-z]+)(?: (?:the|a|an))? $")
_THEN = re.compile(r",?(?: ?and)?(?: ?then)?(?: ?later)?")
_REACH = 3  # words before a preposition among which its verb stands


@dataclass(frozen=True, slots=True)
class Where:
    """A name after a preposition, and the stem of the word before it."""

    name: Name
    verb: str


def find(context: Context) -> list[Draft]:
    """Aligned tellings that give one deed another place, or one more."""
    return [draft for pair in context.pairs() for draft in _of_pair(context, pair)]


def wheres(context: Context, telling: Telling) -> Mapping[tuple[str, str], list[Where]]:
    """The places of a telling by the stem of their verb and the sense of their preposition: to, from, at."""
    found: dict[tuple[str, str], list[Where]] = defaultdict(list)
    senses = {
        word: sense for sense, said in load_rules("disagreements")["prepositions"].items() for word in said.split()
    }
    last: tuple[Name, tuple[str, str], str] | None = None
    for name in (n for span in telling.spans for n in context.names.inside(span) if n.kind in ("place", "other")):
        sentence = context.sentence(name.span)
        preposition = _PREPOSITION.search(sentence.text[: name.span.start - sentence.start])
        if not preposition or preposition[1] not in senses:
            continue
        sense, end = senses[preposition[1]], sentence.start + preposition.start(1)
        if last and last[1][1] == sense and _THEN.fullmatch(part(sentence, last[0].span.end, end).text):
            key, verb = last[1], last[2]
        else:
            verbs = [w for w in content(words_of(part(sentence, sentence.start, end))[-_REACH:]) if w.text.islower()]
            if not verbs:
                continue
            key, verb = (verbs[-1].stem, sense), verbs[-1].text
        last = (name, key, verb)
        found[key].append(Where(name, verb))
    return found


def _of_pair(context: Context, pair: Pair) -> Iterator[Draft]:
    ours, theirs = wheres(context, pair.a), wheres(context, pair.b)
    for key in sorted(ours.keys() & theirs.keys()):
        here, there = ({w.name.entity for w in found[key]} for found in (ours, theirs))
        x, y = ours[key][0], theirs[key][0]
        if here == there or (here & there and not (here < there or there < here)):
            continue
        apart = not here & there
        odd = [w.name.span.text for w in (*ours[key], *theirs[key]) if w.name.entity in here ^ there]
        yield Draft(
            "place",
            "tension" if apart else "missing_detail",
            (side(context.quote(x.name.span), x.name.span.text), side(context.quote(y.name.span), y.name.span.text)),
            f"Both say “{x.verb}”; only one says {words(dict.fromkeys(odd))}.",
            pair.probability * (0.3 + 0.3 * context.weights[key[0]]),
            "place_differs",
            (pair.event,),
        )

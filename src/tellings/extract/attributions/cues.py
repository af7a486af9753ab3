"""Which words of a sentence are reporting verbs in use, and not nouns, adjectives or other senses."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from tellings.extract.attributions.lexicon import Sense, listed, senses
from tellings.extract.attributions.passage import ONLY_PRONOUNS, Passage
from tellings.rules import load_rules

_CLAUSE_WORDS = frozenset(
    {"that", "whether", "how", "why", "what", "if", "who", "he", "she", "they", "it", "there", "we", "i", "you"}
)
_NOUNS_IN_LY = frozenset({"family", "ally", "italy", "assembly", "july", "supply", "monopoly", "anomaly", "sicily"})
_MODALS = frozenset({"will", "would", "can", "could", "should", "may", "might", "must", "do", "does", "did"})
_LIGHT = frozenset({"also", "now", "then", "still", "never", "often"})
_PLURALS = frozenset(
    {"they", "we", "i", "you", "who", "others", "many", "some", "most", "people", "police", "men", "women"}
)
_BEFORE_ING = frozenset({"by", "and", "while", "after", "without", "before", "when"})
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})

_LONGEST_SUBJECT = 6

CLITIC = re.compile(r"(he|she|it|they|we|i|you|who|that|there)['’](?:s|ve|d|ll|re|m)\Z")


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb: the words from its first auxiliary (`first`), the verb (`at`) and its last word (`last`)."""

    first: int
    at: int
    last: int
    sense: Sense
    passive: bool


def find_cues(passage: Passage) -> Iterator[list[Cue]]:
    """For each reporting verb of a sentence, the senses in which it may stand there, the likelier first."""
    for at, word in enumerate(passage.words):
        found = [cue for sense in senses().get(word.lower, ()) if (cue := _cue(passage, at, sense))]
        if found:
            yield found


def _cue(p: Passage, at: int, sense: Sense) -> Cue | None:
    last = at + len(sense.tail)
    if tuple(w.lower for w in p.words[at + 1 : last + 1]) != sense.tail:
        return None
    first = at
    while first > 0 and p.gap(first - 1) == "" and _is_auxiliary(p.words[first - 1].lower):
        first -= 1
    if 0 < first < at and p.words[first - 1].lower == "most" and p.words[first].lower.endswith("ly"):
        first -= 1
    passive = sense.form in ("past", "participle") and any(
        w.lower in listed("auxiliaries", "passive") for w in p.words[first:at]
    )
    cue = Cue(first, at, last, sense, passive)
    return cue if _is_verb(p, cue) and _has_what_it_needs(p, cue) else None


def _is_auxiliary(word: str) -> bool:
    adverb = word.endswith("ly") and word not in _NOUNS_IN_LY
    return adverb or word in listed("auxiliaries") or word.endswith(("n't", "n’t"))


def _is_verb(p: Passage, cue: Cue) -> bool:
    """Whether the form is a verb here, by the words before it."""
    auxiliaries = [w.lower for w in p.words[cue.first : cue.at]]
    before = p.words[cue.first - 1].lower if cue.first else ""
    close = cue.first > 0 and p.gap(cue.first - 1) == ""
    word = p.words[cue.at].text
    if cue.first > 0 and word[0].isupper() and not word.isupper():
        return False
    if p.tags.get(p.words[cue.at].start, "VERB") not in _VERBAL or (close and not auxiliaries and _opens_noun(before)):
        return False
    return _form_fits(p, cue, auxiliaries, before if close else "")


def _opens_noun(before: str) -> bool:
    """Whether a noun, and no verb, follows this word: an article, a possessive."""
    article = before in listed("boundaries", "determiners") - listed("boundaries", "pronouns")
    return article or (before.endswith(("'s", "’s")) and not CLITIC.match(before))


def _form_fits(p: Passage, cue: Cue, auxiliaries: Sequence[str], before: str) -> bool:
    sense, pronoun = cue.sense, before in ONLY_PRONOUNS
    be = any(a in listed("auxiliaries", "passive") for a in auxiliaries)
    noun_like = sense.lemma in listed("noun_like") and not auxiliaries
    if sense.form == "adjective":
        return be
    if sense.form == "base":
        clause = p.unbroken(cue.last, 1) == ["that"]
        return pronoun if noun_like and not clause else _plural_or_modal(auxiliaries, before)
    if sense.form == "s":
        name = cue.first > 0 and p.words[cue.first - 1].text[0].isupper() and not before.endswith("s")
        return all(a.endswith("ly") or a in _LIGHT for a in auxiliaries) and (not noun_like or pronoun or name)
    if sense.form == "participle":
        return bool(auxiliaries)
    if sense.form == "ing":
        return not before or be or before in listed("documents") or before in _BEFORE_ING
    return True


def _plural_or_modal(auxiliaries: Sequence[str], before: str) -> bool:
    """Whether the base form of a verb may stand after these words."""
    if "to" in auxiliaries:
        return False
    if any(a in _MODALS or a.endswith(("n't", "n’t")) for a in auxiliaries):
        return True
    if CLITIC.match(before):
        return before.endswith(("ll", "d"))
    return before in _PLURALS or (before.endswith("s") and not before.endswith(("ss", "us", "is", "'s", "’s")))


@cache
def _beyond() -> dict[str, list[str]]:
    return dict(load_rules("attributions")["beyond"])


def _after_quote(p: Passage, cue: Cue) -> bool:
    """Whether a quotation stands before the verb, or before a subject of a few words: "“Who is it?” the miller asked"."""
    begin = cue.first
    while begin > 0 and cue.first - begin < _LONGEST_SUBJECT and p.gap(begin - 1) == "":
        begin -= 1
    return any(p.quote_before(p.words[at].start) for at in {cue.at, begin})


def _has_what_it_needs(p: Passage, cue: Cue) -> bool:
    """Whether what must follow the verb follows it; a quotation or a colon always will do."""
    sense, following = cue.sense, p.unbroken(cue.last, 16)
    if (sense.lemma, sense.form) == ("state", "s"):
        return following[:1] == ["that"] or p.gap(cue.last).startswith(":")
    bodily = bool(following) and following[0] in _beyond().get(sense.lemma, ()) and "that" not in following
    if (sense.needs == "any" and not bodily) or p.gap(cue.last).startswith(":"):
        return True
    if p.quote_after(cue.last, naming=sense.lemma in listed("naming")) or _after_quote(p, cue):
        return True
    if sense.needs == "as":
        return "as" in following
    clause = bool(following) and (following[0] in _CLAUSE_WORDS or "that" in following[:6])
    return (clause and sense.needs in ("that", "to")) or (sense.needs == "to" and "to" in following[:10])

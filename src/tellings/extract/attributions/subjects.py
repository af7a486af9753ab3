"""The subject of a reporting verb: the phrase before it, across appositions, brackets, clauses and adverbials of time."""

from __future__ import annotations

from tellings.extract.attributions.cues import CLITIC, Cue
from tellings.extract.attributions.lexicon import listed
from tellings.extract.attributions.passage import DASHES, Passage, Word

_LONGEST_APPOSITION = 30
_LONGEST_CLAUSE = 14
_LONGEST_BRACKET = 9
_MARKS = "()'’ "
_TIME_PREPOSITIONS = ("on", "in", "of", "at")

Stretch = tuple[int, int]


def find_subject(p: Passage, cue: Cue) -> Stretch | None:
    """Where the subject stands: before the verb, or the last speaker of the sentence where the verb shares it."""
    if cue.first == 0:
        return _after_opening(p, cue)
    if cue.sense.form == "ing" and not _is_progressive(p, cue):
        return _of_participle(p, cue.first)
    if p.words[cue.first - 1].lower in ("and", "but", "or", "then"):
        return p.speaker or _sentence_subject(p, cue.first)
    between = p.gap(cue.first - 1)
    if between in (",", *DASHES):
        return before_comma(p, cue.first - 1)
    if between.startswith(")"):
        return _before_bracket(p, cue.first - 1)
    beside = between in ("", "'", "’") and not p.quote_before(p.words[cue.first].start)
    return _adjacent(p, cue.first) if beside else None


def _of_participle(p: Passage, first: int) -> Stretch | None:
    """Who says what a participle reports: a document right before it ("a note saying"), or whoever spoke last."""
    if p.gap(first - 1) == "" and p.words[first - 1].lower in listed("documents"):
        return _phrase(p, first - 1)
    return p.speaker or _sentence_subject(p, first)


def _is_progressive(p: Passage, cue: Cue) -> bool:
    return any(w.lower in listed("auxiliaries", "passive") for w in p.words[cue.first : cue.at])


def _adjacent(p: Passage, first: int) -> Stretch | None:
    """A subject with nothing between it and the verb."""
    before = p.words[first - 1]
    clitic = CLITIC.match(before.lower)
    if clitic:
        return before.start, before.start + len(clitic[1])
    if before.lower in ("who", "which", "that"):
        return _relative(p, first - 1)
    return _antecedent_of_clause(p, first) or _phrase_before(p, first - 1)


def _phrase(p: Passage, last: int) -> Stretch | None:
    begin = p.phrase_left(last)
    return p.stretch(begin, last) if begin is not None else None


def _after_opening(p: Passage, cue: Cue) -> Stretch | None:
    """The subject after a verb at the head of a sentence: "Said the miller: ..."."""
    if cue.sense.form != "past" or p.gap(cue.last) != "":
        return None
    end = p.phrase_right(cue.last + 1)
    return p.stretch(cue.last + 1, end) if end is not None and p.gap(end)[:1] in (",", ":") else None


def _phrase_before(p: Passage, last: int) -> Stretch | None:
    """The noun phrase that ends with word `last`, with what a preposition ties to it; adverbials of time are left out."""
    end = _before_time(p, last)
    while 0 < end < last and p.words[end].lower in listed("auxiliaries"):
        end -= 1
    begin = p.phrase_left(end)
    for _ in range(4):
        if begin is None or begin < 2 or p.words[begin - 1].lower not in listed("prepositions"):
            break
        earlier = p.phrase_left(begin - 2) if p.gap(begin - 1) == p.gap(begin - 2) == "" else None
        if earlier is None:
            break
        begin = earlier
    if begin is None or (begin > 0 and p.words[begin - 1].lower == "if"):
        return None
    return p.stretch(begin, end)


def _before_time(p: Passage, last: int) -> int:
    """The word before an adverbial of time that stands between subject and verb: "the council on 3 May declared"."""
    while last > 0 and p.words[last].lower in listed("adverbs") and p.gap(last - 1) == "":
        last -= 1
    begin = last
    while begin > 0 and last - begin < 4 and _is_time(p.words[begin]):
        begin -= 1
    if 0 < begin < last and p.words[begin].lower in _TIME_PREPOSITIONS:
        return begin - 1
    return begin if begin < last and p.words[begin + 1].lower in ("this", "last", "next", "that") else last


def _is_time(word: Word) -> bool:
    return word.text[0].isdigit() or (word.lower in listed("time") and word.lower not in _TIME_PREPOSITIONS)


def _before_bracket(p: Passage, last: int) -> Stretch | None:
    """The phrase before a bracket that ends with word `last`: "Ann Lee (North) said"."""
    openings = (n for n in range(last, max(0, last - _LONGEST_BRACKET), -1) if p.gap(n - 1).endswith("("))
    opening = next(openings, None)
    begin = p.phrase_left(opening - 1) if opening else None
    if begin is None:
        return None
    closing = p.text.find(")", p.words[last].end, p.words[last].end + 3)
    return p.words[begin].start, closing + 1 if closing > 0 else p.words[last].end


def _antecedent_of_clause(p: Passage, first: int) -> Stretch | None:
    """The phrase before a relative clause without commas: "A clerk who was there that day said"."""
    n = first - 1
    while n > 1 and first - n < _LONGEST_CLAUSE and p.gap(n - 1) == "" and p.words[n].lower != "who":
        n -= 1
    if p.words[n].lower != "who" or first - n < 3 or n == 0 or p.gap(n - 1) != "":
        return None
    begin = p.phrase_left(n - 1)
    return p.stretch(begin, first - 1) if begin is not None else None


def _sentence_subject(p: Passage, limit: int) -> Stretch | None:
    """The noun phrase that opens the sentence, for a verb without a speaker of its own."""
    begin, opener = 0, p.words[0].lower
    if opener in listed("openers") or opener in listed("time") - {"the"} or opener.endswith(("ing", "ly")):
        begin = next((n + 1 for n in range(min(limit, 40)) if p.gap(n) == ","), limit)
    end = p.phrase_right(begin)
    return p.stretch(begin, min(end, limit - 1)) if end is not None and begin < limit else None


def before_comma(p: Passage, last: int) -> Stretch | None:
    """The whole subject that ends, with an apposition, at word `last`: "Ann Lee, head of the mill, said"."""
    if last > 0 and p.words[last].lower in listed("openers") and p.gap(last - 1) == ",":
        return _adjacent(p, last)
    begin = last
    while begin > 0 and last - begin < _LONGEST_APPOSITION and p.gap(begin - 1).strip(_MARKS) in ("", ",", *DASHES):
        if p.words[begin - 1].lower in ("that", "but", "because", "when"):
            break
        begin -= 1
    if p.words[begin].lower in listed("openers") or p.words[begin].lower in listed("time"):
        begin = next((n + 1 for n in range(begin, last) if p.gap(n) == ","), begin)
    named = p.words[begin].text[0].isupper() or p.words[begin].lower in listed("boundaries", "determiners")
    return p.stretch(begin, last) if begin < last and named else None


def _relative(p: Passage, at: int) -> Stretch | None:
    """A relative pronoun with the noun phrase that it stands for."""
    begin = p.phrase_left(at - 1) if at > 0 and p.gap(at - 1) in ("", ",") else None
    if begin is not None:
        return p.stretch(begin, at)
    return p.stretch(at, at) if p.words[at].lower == "who" else None

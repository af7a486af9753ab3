"""What reporting verbs report: "X said that ...", "'...', said X", "..., X added", "was praised by X"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellings.extract.attributions.cues import Cue, find_cues
from tellings.extract.attributions.found import Found
from tellings.extract.attributions.lexicon import listed
from tellings.extract.attributions.passage import ONLY_PRONOUNS, Passage, Quotes, words_of
from tellings.extract.attributions.subjects import Stretch, before_comma, find_subject
from tellings.extract.quotes import Quote

# A content is never longer than this, so that a text without stops stays linear.
_LONGEST = 3000
_FIRST_PERSON = frozenset({"i", "we", "you"})


def find_verbs(
    text: str, sentences: Sequence[tuple[int, int]], quotes: Sequence[Quote], *, tags: Mapping[int, str]
) -> list[Found]:
    """The statements reported by a verb, sentence by sentence. `tags` gives parts of speech by offset, where known."""
    index = Quotes.of(quotes)
    found: list[Found] = []
    for start, end in sentences:
        passage = Passage(text, words_of(text, start, end), start, end, index, tags)
        for cues in find_cues(passage):
            statement = next((f for cue in cues if (f := _statement(passage, cue))), None)
            if statement:
                found.append(statement)
    return found


def _statement(p: Passage, cue: Cue) -> Found | None:
    """The statement that a verb reports, or None; its speaker is remembered for the verbs after it."""
    if cue.passive:
        return _passive(p, cue)
    found = _inverted(p, cue) or _plain(p, cue)
    if found and cue.sense.form != "ing":
        p.speaker = found.source
    return found


def _found(p: Passage, cue: Cue, source: Stretch, content: Stretch) -> Found:
    return Found(source, p.stretch(cue.at, cue.last), content, f"verb_{cue.sense.strength}")


def _plain(p: Passage, cue: Cue) -> Found | None:
    """The subject before the verb, the content after it or before its subject."""
    source = find_subject(p, cue)
    if source is None or _is_own_thought(p, cue, source):
        return None
    content = _content(p, cue, source)
    if content:
        return _found(p, cue, source, content)
    closing = _closing(p, cue)
    return _found(p, cue, *closing) if closing else None


def _is_own_thought(p: Passage, cue: Cue, source: Stretch) -> bool:
    """What "I" think is no report, nor what "you" say, nor what a quoted speaker says of himself."""
    pronoun = p.text[slice(*source)].lower()
    if pronoun not in _FIRST_PERSON:
        return False
    return cue.sense.strength != "say" or pronoun == "you" or p.quotes.inside(p.words[cue.at].start)


def _passive(p: Passage, cue: Cue) -> Found | None:
    """The source after "by": "The plan was praised by the council"."""
    if cue.sense.strength == "say" or cue.first == 0 or p.unbroken(cue.last, 1) != ["by"]:
        return None
    end, subject = p.phrase_right(cue.last + 2), before_comma(p, cue.first - 1)
    if end is None or subject is None:
        return None
    whole = p.stretch(cue.first, cue.last + 1)
    return Found(p.stretch(cue.last + 2, end), whole, subject, f"verb_{cue.sense.strength}")


def _inverted(p: Passage, cue: Cue) -> Found | None:
    """The subject after the verb, what was said before it: "'...', said the miller"."""
    if cue.first != cue.at or cue.sense.form not in ("past", "s") or cue.sense.strength == "hold":
        return None
    if cue.sense.lemma == "tell" or _clause_follows(p, cue.last + 1):
        return None
    quote = p.quote_before(p.words[cue.at].start)
    comma = cue.first > 0 and p.gap(cue.first - 1) == ","
    if (not quote and not (comma and cue.sense.strength == "say")) or p.gap(cue.last) != "":
        return None
    end = p.phrase_right(cue.last + 1)
    if end is None or (not quote and not _ends_here(p, cue.last + 1, end)):
        return None
    content = (quote.start, quote.end) if quote else _left_content(p, p.words[cue.at].start)
    return _found(p, cue, p.stretch(cue.last + 1, end), content) if content else None


def _clause_follows(p: Passage, first: int) -> bool:
    """Whether a pronoun after the verb is the subject of what was said: "..., said he had no time"."""
    if first >= len(p.words) or p.words[first].lower not in ONLY_PRONOUNS or p.gap(first) != "":
        return False
    return first + 1 < len(p.words) and p.tags.get(p.words[first + 1].start) in ("VERB", "AUX")


def _ends_here(p: Passage, first: int, last: int) -> bool:
    """Whether a named subject after the verb is followed by a stop or a relative clause."""
    named = p.words[first].text[0].isupper() or p.words[first].lower in listed("boundaries", "determiners")
    return named and (p.gap(last)[:1] in (",", ".", ";") or p.unbroken(last, 1) == ["who"])


def _content(p: Passage, cue: Cue, source: Stretch) -> Stretch | None:
    """What the verb reports: a quotation beside it, the clause after it, or the clause before its subject."""
    finite = cue.sense.form != "ing"
    before = p.quote_before(source[0]) if finite and source[1] <= p.words[cue.first].start else None
    if before and not _goes_on(p, cue, before):
        return before.start, before.end
    quote = p.quote_after(cue.last, naming=cue.sense.lemma in listed("naming"))
    if quote:
        return quote.start, quote.end
    left = _left_content(p, source[0]) if finite and _trails(p, cue, source) else None
    return left or _right_content(p, cue)


def _goes_on(p: Passage, cue: Cue, quote: Quote) -> bool:
    """Whether the verb says something after it, so that the quotation before belongs to what went before."""
    following = p.unbroken(cue.last, 4)
    whole = quote.span.text[-1] in ".?!…" or quote.start > p.start
    long = len(following) == 4 and following[0] not in listed("trailing")
    return whole and long and cue.sense.lemma not in listed("addressed")


def _closing(p: Passage, cue: Cue) -> tuple[Stretch, Stretch] | None:
    """Speaker and content at the end of a sentence: "..., people who know the town said."."""
    if p.gap(cue.last)[:1] not in (".", ";"):
        return None
    comma = next((n for n in range(cue.first - 1, max(0, cue.first - 13), -1) if p.gap(n - 1) == ","), None)
    if comma and any(w.lower in ("what", "but", "and", "which", "as") for w in p.words[comma : cue.first]):
        return None
    content = _left_content(p, p.words[comma].start) if comma else None
    return (p.stretch(comma, cue.first - 1), content) if comma and content else None


def _trails(p: Passage, cue: Cue, source: Stretch) -> bool:
    """Whether "..., X said" closes what stands before it."""
    if source[0] <= p.start or not p.text[max(p.start, source[0] - 3) : source[0]].rstrip().endswith((",", "—", "–")):
        return False
    opener = p.words[0].lower in listed("openers") or p.words[0].lower.endswith("ing")
    if p.gap(cue.last)[:1] in (",", ".", ";"):
        return not opener or p.gap(cue.last) != "," or len(p.text[p.start : source[0]].split()) > 7
    following = p.unbroken(cue.last, 10)
    if "that" in following or not following or following[0] not in listed("trailing"):
        return False
    return not opener or len(p.words) - cue.last < 6


def _left_content(p: Passage, stop: int) -> Stretch | None:
    """The sentence up to `stop`, at least three words."""
    end = stop
    while end > p.start and (p.text[end - 1].isspace() or p.text[end - 1] in ",—–-"):
        end -= 1
    begin = max(p.start, end - _LONGEST)
    return (begin, end) if len(p.text[begin : min(end, begin + 60)].split()) > 2 else None


def _right_content(p: Passage, cue: Cue) -> Stretch | None:
    """The rest of the sentence after the verb, from "that" on where there is one."""
    following = p.unbroken(cue.last, 8)
    first = cue.last + 1 + (following.index("that") if "that" in following else 0)
    if first >= len(p.words):
        return None
    start = p.words[first].start
    end = min(p.end, start + _LONGEST)
    while end > start and (p.text[end - 1].isspace() or p.text[end - 1] in ".,;:"):
        end -= 1
    return (start, end) if end > start else None

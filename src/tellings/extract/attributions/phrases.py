"""Attributions without a reporting verb: "according to X", "it is known that", rumours, a speaker before a colon, Q and A."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from tellings.extract.attributions.found import Found
from tellings.extract.attributions.passage import Passage, Quotes, words_of
from tellings.extract.quotes import Quote
from tellings.model import Account, Name
from tellings.rules import load_rules

_LONGEST = 3000
_LEAD = re.compile(r"[\s,;:–—-]*(?:that\b)?\s*", re.IGNORECASE)
_WINDOW = 140
_TO_QUOTE = re.compile(r"\s*[:.,]?\s*")
_LONGEST_SUBJECT = 8


def find_phrases(text: str, sentences: Sequence[tuple[int, int]], quotes: Sequence[Quote]) -> list[Found]:
    """The statements that a phrase attributes, sentence by sentence."""
    opened = {quote.start: quote for quote in quotes if quote.kind == "direct"}
    found: list[Found] = []
    for start, end in sentences:
        for rule, pattern in _patterns("phrase"):
            found += [f for m in pattern.finditer(text, start, end) if (f := _according(text, (start, end), m, rule))]
        for rule, pattern in (*_patterns("impersonal"), *_patterns("noun")):
            found += [f for m in pattern.finditer(text, start, end) if (f := _announced(text, end, m, rule))]
        for _, pattern in _patterns("announced"):
            found += [f for m in pattern.finditer(text, start, end) if (f := _before_quote(text, start, m, opened))]
    return found


def _before_quote(text: str, start: int, match: re.Match[str], opened: Mapping[int, Quote]) -> Found | None:
    """A subject and what it does, right before a quotation: "The miller was blunt: ..."."""
    gap = _TO_QUOTE.match(text, match.end())
    subject = text[start : match.start()].rstrip(" ,")
    begin = start + subject.rfind(", ") + 2 if ", " in subject else start
    named = 0 < len(text[begin : start + len(subject)].split()) <= _LONGEST_SUBJECT
    quote = opened.get(gap.end()) if gap and named else None
    if not quote or text[begin : start + len(subject)].lower() in _nobody():
        return None
    return Found((begin, start + len(subject)), match.span(), (quote.start, quote.end), "phrase_announced")


@cache
def _nobody() -> frozenset[str]:
    """What is clear or plain and says nothing: "it", "this"."""
    return frozenset({"it", "this", "that", "there", "what"})


@cache
def _patterns(kind: str) -> tuple[tuple[Any, re.Pattern[str]], ...]:
    return tuple((rule, re.compile(rule["cue"], re.IGNORECASE)) for rule in load_rules("attributions")[kind])


@cache
def _not_source(pattern: str) -> re.Pattern[str]:
    return re.compile(r"\s*" + pattern, re.IGNORECASE)


def _according(text: str, sentence: tuple[int, int], match: re.Match[str], rule: Any) -> Found | None:
    """A source named after its cue: what it says stands after a comma, or before the cue."""
    start, end = sentence
    if _not_source(rule["not_source"]).match(text, match.end(), end):
        return None
    stop = min(end, match.end() + _WINDOW)
    passage = Passage(text, words_of(text, match.end(), stop), match.end(), stop, Quotes.of(()), {})
    last = passage.phrase_right(0)
    if last is None:
        return None
    source = passage.stretch(0, last)
    opening = _opens(text, (start, match.start()), (source[1], end))
    comma = text.find(",", source[1], min(end, source[1] + 60)) if opening else -1
    if comma > 0 and text[source[1] : comma].strip() != "" and not any(c in text[source[1] : comma] for c in ".;:?!"):
        source = (source[0], comma)
    content = _after(text, source[1], end) if opening else _before(text, start, match.start())
    return Found(source, match.span(), content, f"phrase_{rule['name']}") if content else None


def _opens(text: str, left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Whether a phrase with its source stands before what it attributes: at the head of a sentence, or set in by commas."""
    before, after = text[left[0] : left[1]], text[right[0] : min(right[1], right[0] + _LONGEST)]
    words = len(before[:_LONGEST].split())
    set_in = after.startswith(",") and (words <= 7 or (before.rstrip().endswith(",") and len(after.split()) > words))
    return words <= 1 or set_in


def _announced(text: str, end: int, match: re.Match[str], rule: Any) -> Found | None:
    """A phrase whose content follows it; the source is a part of the phrase, or nobody."""
    content = _after(text, match.end(), end)
    named = next((name for name in ("source", "told") if match.re.groupindex.get(name) and match[name]), None)
    source = match.span(named) if named else None
    cue = (match.start(), match.start() + len(match.group().rstrip()))
    return Found(source, cue, content, f"phrase_{rule['name']}") if content else None


def _after(text: str, start: int, end: int) -> tuple[int, int] | None:
    lead = _LEAD.match(text, start, end)
    begin, stop = lead.end() if lead else start, min(end, start + _LONGEST)
    while stop > begin and (text[stop - 1].isspace() or text[stop - 1] in ".,;:"):
        stop -= 1
    return (begin, stop) if stop - begin > 2 else None


def _before(text: str, start: int, stop: int) -> tuple[int, int] | None:
    while stop > start and (text[stop - 1].isspace() or text[stop - 1] in ",–—-"):
        stop -= 1
    begin = max(start, stop - _LONGEST)
    return (begin, stop) if stop - begin > 2 else None


@cache
def _transcript() -> dict[str, re.Pattern[str]]:
    rules = load_rules("attributions")["transcript"]
    return {kind: re.compile(rules[kind], re.MULTILINE) for kind in ("question", "answer", "speaker")}


def questions(text: str, account: Account) -> list[tuple[int, int]]:
    """The lines of a transcript in which somebody asks: what they suppose is not the witness's claim."""
    return [
        (m.start(), _line_end(text, m.end(), account.end))
        for m in _transcript()["question"].finditer(text, account.start, account.end)
    ]


def answers(text: str, account: Account) -> dict[int, tuple[int, int]]:
    """The answers of a transcript by where their mark begins: where it ends, and where the words begin; none where nobody asks."""
    marks = _transcript()["answer"].finditer(text, account.start, account.end)
    return {m.start("source"): (m.end("source"), m.end()) for m in marks} if questions(text, account) else {}


def find_speakers(text: str, account: Account, names: Sequence[Name]) -> list[Found]:
    """What stands after a speaker's name and a colon at the head of a line, and the answers of a transcript.

    A single word before a colon is a speaker where it speaks again, is written in capitals or is a name.
    """
    found = []
    heads = list(_transcript()["speaker"].finditer(text, account.start, account.end))
    often = Counter(match["source"] for match in heads)
    named = {name.span.start for name in names}
    for match in heads:
        label = match["source"]
        known = " " in label or often[label] > 1 or label.isupper() or match.start("source") in named
        if known and label.lower() not in _not_names():
            content = _after(text, match.end(), _line_end(text, match.end(), account.end))
            if content:
                found.append(Found(match.span("source"), None, content, "speaker"))
    for start, (end, begin) in answers(text, account).items():
        content = _after(text, begin, _line_end(text, begin, account.end))
        if content:
            found.append(Found((start, end), None, content, "answer"))
    return found


@cache
def _not_names() -> frozenset[str]:
    return frozenset(load_rules("attributions")["transcript"]["not_names"])


def _line_end(text: str, at: int, end: int) -> int:
    stop = text.find("\n", at, end)
    return end if stop < 0 else stop

"""What stands in quotation marks, and what for: speech, a part of it, a title or name, distance, or a word as a word.

Marks are paired within a paragraph. Marks of different make may close each other, as they do in copied text; a mark that is
never closed runs to the end of its paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from tellings.model import Account, Source, Span
from tellings.rules import load_rules

_MARK = re.compile(r"[“”„‟«»\"]|``|''|‘‘|’’|(?<!\w)[‘'](?=[\w(])|(?<=[\w.,!?;:…])['’](?!\w)")
_BREAK = re.compile(r"\n[ \t\r]*\n\s*|\n")
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_STOP_INSIDE = re.compile(r"[.!?…][\"'”’)]*\s+\S")
_LONGEST_SINGLE = 400


@dataclass(frozen=True, slots=True)
class Quote:
    """A stretch in quotation marks: `span` without the marks, `start` and `end` with them.

    `kind` is direct (speech), partial (some words of another's speech), title (a title or name), word (a word as a word) or
    scare (the writer keeps a distance); `closed` is false where the closing mark is missing.
    """

    span: Span
    start: int
    end: int
    kind: str
    closed: bool


def find_quotes(source: Source, account: Account) -> list[Quote]:
    """The stretches of an account in quotation marks, in order, none inside another."""
    text = source.text
    ends = paragraph_ends(text, account.start, account.end)
    found = []
    for start, end, opening, closing in _pairs(text, account.start, account.end, ends):
        closed, inner = closing > 0, _trimmed(text, start + opening, end - closing)
        if inner:
            span = Span(account.id, *inner, text[slice(*inner)])
            found.append(Quote(span, start, end, _kind(text, account, (start, end), span, closed=closed), closed))
    return found


def paragraph_ends(text: str, start: int, end: int) -> list[int]:
    """Where the paragraphs of `text[start:end]` end. A single line break ends one too, unless the lines are wrapped."""
    breaks = list(_BREAK.finditer(text, start, end))
    single = [m for m in breaks if m.group() == "\n"]
    wrapped = sum(text[m.end() : m.end() + 1].islower() for m in single) * 4 > len(single)
    return [m.start() for m in breaks if not wrapped or m.group() != "\n"] + [end]


def _pairs(text: str, start: int, end: int, ends: Sequence[int]) -> list[tuple[int, int, int, int]]:
    """Opening and closing marks put together: (start, end, length of the opening mark, of the closing one: 0 for none)."""
    marks = list(_MARK.finditer(text, start, end))
    closers = [m.start() for m in marks if m.group() in ("”", "»")]
    pairs: list[tuple[int, int, int, int]] = []
    opened: re.Match[str] | None = None
    stop, inner = start, False
    for mark in marks:
        if opened and mark.start() >= stop:
            resumed = (
                _looks_closing(text, mark) and mark.start() < ends[min(bisect_left(ends, stop) + 1, len(ends) - 1)]
            )
            pairs += [_pair(opened, mark)] if resumed else _unclosed(opened, stop)
            opened = None
            if resumed:
                continue
        if opened is None:
            if _may_open(text, mark):
                opened, stop, inner = mark, ends[bisect_left(ends, mark.end())], False
        elif inner and _sign(mark) == '"':
            inner = False
        elif _opens_inside(text, opened, mark, closers, stop):
            inner = True
        elif _closes(text, opened, mark):
            pairs.append(_pair(opened, mark))
            opened = None
        elif _reopens(opened, mark):
            pairs += _unclosed(opened, mark.start())
            opened, stop = mark, ends[bisect_left(ends, mark.end())]
    return pairs + (_unclosed(opened, stop) if opened else [])


def _sign(mark: re.Match[str]) -> str:
    """The mark, two single ones as the double one that they stand for."""
    return '"' if mark.group() in ("''", "‘‘", "’’", "``") else mark.group()


def _pair(opened: re.Match[str], mark: re.Match[str]) -> tuple[int, int, int, int]:
    return opened.start(), mark.end(), len(opened.group()), len(mark.group())


def _unclosed(opened: re.Match[str], stop: int) -> list[tuple[int, int, int, int]]:
    """An opening mark without a closing one; a single mark alone is an apostrophe."""
    return [] if _sign(opened)[0] in "‘'" else [(opened.start(), stop, len(opened.group()), 0)]


def _may_open(text: str, mark: re.Match[str]) -> bool:
    before = text[mark.start() - 1 : mark.start()]
    sign = _sign(mark)
    if sign in ("”", "»", "’") or (sign == "'" and before.strip() and before not in "([-–—"):
        return False
    # A straight mark after a figure is inches, after a letter it closes what was opened elsewhere.
    return sign != '"' or not before.isalnum()


def _opens_inside(text: str, opened: re.Match[str], mark: re.Match[str], closers: Sequence[int], stop: int) -> bool:
    """A straight mark that opens a quotation inside a curved one, whose own end is still to come."""
    if _sign(opened) != "“" or _sign(mark) != '"' or not _looks_opening(text, mark):
        return False
    later = bisect_right(closers, mark.start())
    return later < len(closers) and closers[later] < stop


def _looks_opening(text: str, mark: re.Match[str]) -> bool:
    return not text[mark.start() - 1].strip() and text[mark.end() : mark.end() + 1].isalnum()


def _looks_closing(text: str, mark: re.Match[str]) -> bool:
    """A mark after a stop or comma and before a space, which closes what an earlier paragraph opened."""
    after = text[mark.end() : mark.end() + 1]
    return not after.strip() and text[max(0, mark.start() - 2) : mark.start()].rstrip()[-1:] in tuple(",.?!…")


def _closes(text: str, opened: re.Match[str], mark: re.Match[str]) -> bool:
    first, sign = _sign(opened)[0], _sign(mark)
    if first in "‘'":
        return sign in ("’", "'") and mark.start() - opened.end() <= _LONGEST_SINGLE
    if sign in ("”", "»"):
        return True
    return (sign == '"' and not _looks_opening(text, mark)) or (first == "„" and sign == "“")


def _reopens(opened: re.Match[str], mark: re.Match[str]) -> bool:
    """A straight or curved mark that opens while the same is open: the first was never closed."""
    return _sign(opened)[0] in '"“' and _sign(mark) in ('"', "“")


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return (start, end) if start < end else None


@cache
def _before() -> dict[str, re.Pattern[str]]:
    rules = load_rules("quotes")
    return {
        kind: re.compile(rf"(?:{rules[kind]['before']})[\s:,]*\Z", re.IGNORECASE)
        for kind in ("word", "title", "speech")
    }


@cache
def _after() -> re.Pattern[str]:
    return re.compile(load_rules("quotes")["speech"]["after"], re.IGNORECASE)


def _kind(text: str, account: Account, outer: tuple[int, int], span: Span, *, closed: bool) -> str:
    words = _WORD.findall(span.text[:2000])
    before = text[max(account.start, outer[0] - 60) : outer[0]]
    after = _after().match(text, outer[1], min(account.end, outer[1] + 80))
    speech = bool(after) or bool(_before()["speech"].search(before))
    sentence = bool(_STOP_INSIDE.search(span.text)) or span.text[-1] in ".!?…"
    if _before()["word"].search(before) and len(words) < 8:
        return "word"
    if _is_title(words, before) and not speech and not (sentence and len(words) > 4):
        return "title"
    if not closed or len(words) > 12 or _is_speech(span.text, len(words), speech=speech, sentence=sentence):
        return "direct"
    return "partial" if len(words) > 3 or speech else "scare"


def _is_speech(text: str, words: int, *, speech: bool, sentence: bool) -> bool:
    """Whether a short quotation is a whole utterance: a sentence, or what a speaker breaks off with a comma."""
    if speech and text[-1] == ",":
        return True
    capital = text[0].isupper()
    return words > 2 and ((sentence and (speech or capital or words > 6)) or (speech and capital))


def _is_title(words: Sequence[str], before: str) -> bool:
    """Its words are capitalised but for small ones, or what stands before says that a name follows."""
    if not words or not (words[0][0].isupper() or words[0][0].isdigit()):
        return False
    if _before()["title"].search(before):
        return True
    long = [w for w in words if len(w) > 3] or list(words)
    inside = bool(before.strip()) and before.rstrip()[-1] not in ".!?:,"
    return all(w[0].isupper() or w[0].isdigit() for w in long) and (inside or len(words) > 1) and len(words) < 12

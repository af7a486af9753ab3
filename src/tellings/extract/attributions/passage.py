"""The words of one sentence, with the quotations around it, and the noun phrases in it, found without a parser."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from tellings.extract.attributions.lexicon import listed, senses
from tellings.extract.quotes import Quote

_WORD = re.compile(r"[^\W_]+(?:['’.&/-][^\W_]+)*['’]?(?<!['’])|n['’]t\b")
_WEAK_KINDS = ("title", "scare", "word")
_LONGEST_PHRASE = 14
_FAR = 90

ONLY_PRONOUNS = frozenset({"he", "she", "they", "it", "i", "we", "you", "who", "which"})
DASHES = ("—", "–", "--", "-")


@dataclass(frozen=True, slots=True)
class Word:
    """A word with its offsets."""

    start: int
    end: int
    text: str
    lower: str


@dataclass(frozen=True, slots=True)
class Quotes:
    """The quotations of an account, to be asked for by place."""

    all: Sequence[Quote]
    starts: Sequence[int]
    ends: Sequence[int]

    @staticmethod
    def of(quotes: Sequence[Quote]) -> Quotes:
        """An index of quotations that stand in order."""
        return Quotes(quotes, [q.start for q in quotes], [q.end for q in quotes])

    def inside(self, at: int) -> bool:
        """Whether `at` stands in a quotation of speech."""
        i = bisect_right(self.starts, at) - 1
        return i >= 0 and self.ends[i] > at and self.all[i].kind in ("direct", "partial")


@dataclass(slots=True)
class Passage:
    """A sentence.

    It holds the text, its words, where it begins and ends, the quotations, the parts of speech by offset where they are
    known, and the last speaker named in it.
    """

    text: str
    words: list[Word]
    start: int
    end: int
    quotes: Quotes
    tags: Mapping[int, str]
    speaker: tuple[int, int] | None = None

    def gap(self, i: int) -> str:
        """What stands between word `i` and the next; the point of an abbreviation does not count; a point at the end."""
        if i + 1 >= len(self.words):
            return "."
        between = self.text[self.words[i].end : self.words[i + 1].start].strip()
        return between[1:].strip() if between[:1] == "." and _is_abbreviation(self.words[i], between) else between

    def stretch(self, first: int, last: int) -> tuple[int, int]:
        """The offsets of the words from `first` to `last`."""
        return self.words[first].start, self.words[last].end

    def unbroken(self, last: int, count: int) -> list[str]:
        """Up to `count` words after word `last` with nothing but space between them, in lower case."""
        found: list[str] = []
        while len(found) < count and last + len(found) + 1 < len(self.words) and self.gap(last + len(found)) == "":
            found.append(self.words[last + len(found) + 1].lower)
        return found

    def quote_before(self, at: int) -> Quote | None:
        """The quotation that ends right before `at`, a comma between them at most."""
        i = bisect_right(self.quotes.ends, at) - 1
        if i < 0 or at - self.quotes.ends[i] > 6:
            return None
        quote = self.quotes.all[i]
        if quote.kind in _WEAK_KINDS and quote.span.text[-1] not in ",!?":
            return None
        over = quote.span.text[-1] in ".…" and quote.start < self.start and at < self.end - 60
        return quote if not over and self.text[quote.end : at].strip(" \xa0,\n\t—–-") == "" else None

    def quote_after(self, last: int, *, naming: bool) -> Quote | None:
        """The quotation that follows word `last`, a few words between at most; after a colon it may open the next sentence."""
        at = self.words[last].end
        i = bisect_left(self.quotes.starts, at)
        if i == len(self.quotes.all) or self.quotes.starts[i] > at + _FAR:
            return None
        quote, between = self.quotes.all[i], self.text[at : self.quotes.starts[i]].rstrip()
        if quote.kind == "title" or (quote.kind == "scare" and not naming) or any(c in between for c in ".;?!"):
            return None
        if quote.start >= self.end and not between.endswith(":"):
            return None
        return quote if between.endswith((",", ":", "that")) or len(between.split()) <= (9 if naming else 2) else None

    def phrase_left(self, last: int) -> int | None:
        """The first word of the noun phrase that ends with word `last`, or None where none ends there."""
        lower = self.words[last].lower
        if lower in listed("boundaries", "pronouns"):
            return last
        if lower in listed("boundaries") or lower in listed("boundaries", "determiners"):
            return None
        i = last
        while i > 0 and last - i < _LONGEST_PHRASE and self.gap(i - 1) in ("", "'", "’"):
            step = self._step_left(i)
            if step == 0:
                break
            i = max(i - step, 0)
            if self._opens_phrase(i):
                break
        return i

    def _step_left(self, i: int) -> int:
        """How many words a noun phrase grows to the left of word `i`; 0 where it begins there."""
        words, before = self.words, self.words[i - 1].lower
        if before in listed("boundaries", "inside"):
            return 2 if i > 1 and self.gap(i - 2) == "" else 1
        if before in listed("boundaries", "person_prepositions") and i > 1 and is_person(words[i - 2]):
            return 2
        if before == "and" and i > 1 and words[i].text[0].isupper() and words[i - 2].text[0].isupper():
            return 2
        return 0 if before in listed("boundaries") or before in ONLY_PRONOUNS else 1

    def _opens_phrase(self, i: int) -> bool:
        """Whether word `i` is the article or the like that a phrase begins with."""
        if self.words[i].lower not in listed("boundaries", "determiners"):
            return False
        before = self.words[i - 1].lower if i else ""
        if before in ("of", "all", "both"):
            return False
        nested = i > 1 and before in listed("boundaries", "person_prepositions") and is_person(self.words[i - 2])
        return not nested or self.gap(i - 1) != ""

    def phrase_right(self, first: int) -> int | None:
        """The last word of the noun phrase that begins with word `first`; None where none does."""
        if first >= len(self.words):
            return None
        if self.words[first].lower in ONLY_PRONOUNS:
            return first
        i, seen = first, False
        while i < len(self.words) and i - first < _LONGEST_PHRASE and not self._ends_phrase(i, seen=seen):
            seen = seen or self.words[i].lower not in listed("boundaries", "determiners")
            i += 1
            if self.gap(i - 1) not in ("", "'", "’"):
                break
        return i - 1 if seen else None

    def _ends_phrase(self, i: int, *, seen: bool) -> bool:
        """Whether word `i` cannot belong to the noun phrase before it."""
        lower = self.words[i].lower
        if lower in listed("boundaries"):
            after_person = i > 0 and is_person(self.words[i - 1])
            return not seen or not (
                lower == "and" or (lower in listed("boundaries", "person_prepositions") and after_person)
            )
        if not seen or not self.words[i].text[0].islower():
            return False
        verb = any(sense.form == "past" for sense in senses().get(lower, ()))
        return verb or (lower.endswith("ed") and not self.words[i - 1].lower.endswith("ly"))


def is_person(word: Word) -> bool:
    """Whether a noun names a person, or a text that speaks for one."""
    return word.lower in listed("boundaries", "person_endings") or word.lower.endswith(("man", "woman"))


def words_of(text: str, start: int, end: int) -> list[Word]:
    """The words of `text[start:end]`."""
    return [Word(m.start(), m.end(), m.group(), m.group().lower()) for m in _WORD.finditer(text, start, end)]


def _is_abbreviation(word: Word, between: str) -> bool:
    if word.lower in listed("abbreviations") or len(word.text) == 1 or "." in word.text:
        return True
    return between[1:2] in (",", ")") and word.text[0].isupper()

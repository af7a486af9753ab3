"""Where the names of an account can be: stretches of capitalised words, and how the accounts write each word otherwise."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from tellings.extract.name_words import name_words
from tellings.language import Analysis, Token

INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_COMMON = frozenset({"NOUN", "VERB", "ADV", "NUM", "SYM", "INTJ", "AUX"})
_OPENERS = frozenset({"ADV", "CCONJ", "SCONJ"})
HYPHENS = ("-", "–")
_FEWEST_WORDS = 8  # of an account whose capitals are judged
_ENOUGH = 40  # small words of accounts in which a name would stand inside a sentence, too
_LONGEST_PART = 2  # letters of a small part of a name after a hyphen

Run = Sequence[Token]


@dataclass(frozen=True, slots=True)
class Habits:
    """How often all accounts write a word with a capital where no sentence begins (`large`), and how often small."""

    large: Counter[str]
    small: Counter[str]

    @classmethod
    def of(cls, analyses: Iterable[Analysis]) -> Habits:
        """The words of all accounts, counted."""
        large, small = Counter[str](), Counter[str]()
        for analysis in analyses:
            first, shouted = _first_words(analysis), _shouted(analysis)
            small.update(t.text for t in analysis.tokens if t.text.islower())
            large.update(
                t.text for t in analysis.tokens if t.start not in first and is_capital(t) and t.text not in shouted
            )
        return cls(large, small)


def _first_words(analysis: Analysis) -> set[int]:
    """Where the first word of each sentence begins, and of each quotation in it."""
    opening = {"“", '"', "‘", "(", "«", "[", "-", "—", "–", ":", "'", "``"}
    starts = {start for start, _ in analysis.sentences}
    found, after, end = set(), True, -1
    for token in analysis.tokens:
        after = after or token.start in starts
        if after and token.text not in opening:
            found.add(token.start)
        hyphen = token.text in HYPHENS and token.start == end
        after, end = token.text in opening and not hyphen, token.end
    return found


def _shouted(analysis: Analysis) -> set[str]:
    """Words of more than four letters that are all capitals: shouting, not naming."""
    return {t.text for t in analysis.tokens if len(t.text) > 4 and t.text.isupper()}


def is_caseless(analysis: Analysis) -> bool:
    """Whether capitals tell nothing: hardly a word of an account has one and small letters after it."""
    words = [t.text for t in analysis.tokens if len(t.text) > 1 and t.text.isalpha()]
    return len(words) >= _FEWEST_WORDS and sum(w[0].isupper() and w[1:].islower() for w in words) * 100 <= len(words)


def is_capital(token: Token) -> bool:
    """Whether a word is written like a name, and is none of those that are never part of one."""
    return token.text[0].isupper() and token.text.lower() not in name_words().words["no_name"]


def _is_noun(token: Token) -> bool:
    """Whether the tagger takes a capitalised word, acronyms aside, for a common one."""
    return token.tag in _COMMON and token.text[1:].islower()


@dataclass(frozen=True, slots=True)
class Page:
    """What is known of an account's words before its names are looked for."""

    text: str
    first: set[int]
    shouted: set[str]
    small: set[str]
    habits: Habits

    @classmethod
    def of(cls, text: str, analysis: Analysis, habits: Habits) -> Page:
        """The words of an account, sorted."""
        small = {t.text for t in analysis.tokens if t.text.islower()}
        return cls(text, _first_words(analysis), _shouted(analysis), small, habits)

    def is_common(self, token: Token) -> bool:
        """Whether a word with a capital is a common one: the tagger says so, or the accounts write it small as often."""
        return (_is_noun(token) and not token.text.endswith("s")) or self._small_as_often(token)

    def _small_as_often(self, token: Token) -> bool:
        lower = token.text.lower()
        small = self.habits.small[lower] + self.habits.small[lower.removesuffix("s")] * lower.endswith("s")
        return 0 < small >= self.habits.large[token.text]

    def is_slip(self, token: Token) -> bool:
        """Whether a name that the weights find is none: a noun that is also written small, or only ever opens a sentence."""
        noun, plural = _is_noun(token), token.text.endswith("s")
        if token.text.lower() in self.small or (plural and self._small_as_often(token)):
            return noun or plural
        known = self.habits.small.total() >= _ENOUGH
        return noun and known and token.start in self.first and token.text not in self.habits.large

    def takes(self, token: Token, after: Token | None) -> bool:
        """Whether a token can be part of a name by its capital."""
        if not is_capital(token) or token.text in self.shouted:
            return False
        return token.start not in self.first or self._may_begin(token, after)

    def _may_begin(self, token: Token, after: Token | None) -> bool:
        """Whether the first word of a sentence can be a name, or begin one."""
        lower, rules = token.text.lower(), name_words()
        if token.text in self.habits.large or lower in rules.words["titles"] or INITIALS.match(token.text):
            return True
        if lower in self.small:
            return False
        goes_on = token.tag == "PROPN" and after is not None and is_capital(after)
        return goes_on or any(words[0] == token.text for words in rules.lands)

    def adjoins(self, before: Token, after: Token) -> bool:
        """Whether nothing but white space, and no blank line, stands between two tokens."""
        between = self.text[before.end : after.start]
        return not between.strip() and between.count("\n") < 2


def find_runs(analysis: Analysis, page: Page) -> Iterator[Run]:
    """Stretches of capitalised words of one sentence, with the small words that belong inside a name."""
    starts = [t.start for t in analysis.tokens]
    for start, end in analysis.sentences:
        yield from _runs_of_sentence(page, analysis.tokens[bisect_left(starts, start) : bisect_left(starts, end)])


def _runs_of_sentence(page: Page, tokens: Sequence[Token]) -> Iterator[Run]:
    run: list[Token] = []
    for token, after in zip_longest(tokens, tokens[1:]):
        goes_on = bool(run) and page.adjoins(run[-1], token)
        takes = page.takes(token, after) or (goes_on and run[-1].text in HYPHENS)
        if goes_on and not takes:
            goes_on = after is not None and page.adjoins(token, after) and _links(run, token, after)
        if run and not goes_on:
            yield from _closed(run)
            run = []
        if run or takes:
            run.append(token)
    yield from _closed(run)


def _closed(run: list[Token]) -> Iterator[Run]:
    """The run without small words and hyphens at its end, if anything is left; "in" belongs to "Jae-in"."""
    while run and not run[-1].text[0].isupper() and not any(t.text in HYPHENS for t in run[-2:-1]):
        run = run[:-1]
    if run:
        yield tuple(run)


def find_roles(analysis: Analysis) -> dict[int, str]:
    """Where a word like "historian", written small, stands before a token: the token's start, and the word."""
    roles = name_words().words["roles"]
    return {after.start: t.text for t, after in pairwise(analysis.tokens) if t.text in roles}


def _links(run: Run, token: Token, after: Token) -> bool:
    """Whether a small word or mark carries a name on to the word after it, or is a month that may be a surname."""
    words, lower, last = name_words().words, token.text.lower(), run[-1]
    capital = after.text[0].isupper()
    glued = last.end == token.start
    if lower in HYPHENS:
        return glued and token.end == after.start and (capital or len(after.text) <= _LONGEST_PART)
    if lower == ".":
        return glued and capital and last.text.lower() in words["titles"]
    if lower in {"'s", "’s"}:
        return glued and capital and after.text.lower() in words["places"]
    if lower in words["months_too"]:
        return token.text[0].isupper() and last.text[0].isupper() and not after.text[0].isdigit()
    if lower in words["particles"] or (lower == "the" and last.text == "of"):
        return capital or after.text.lower() in words["particles"]
    heads = words["organisations"] | words["places"] | words["others"]
    return (capital and lower == "&") or (
        lower == "of" and last.text.lower() in heads and (capital or after.text == "the")
    )


def learnt_runs(analysis: Analysis, page: Page) -> Iterator[tuple[list[Token], str, Sequence[Token]]]:
    """Each name of the weights: its tokens, its kind, and up to three tokens before it."""
    starts = [t.start for t in analysis.tokens]
    for start, end, kind in analysis.names:
        at, to = bisect_left(starts, start), bisect_left(starts, end)
        at += to - at > 1 and start in page.first and analysis.tokens[at].tag in _OPENERS
        if to - at > 1 or not page.is_slip(analysis.tokens[at]):
            yield list(analysis.tokens[at:to]), kind, analysis.tokens[max(0, at - 3) : at]

"""The names of one account as they stand there, each with its kind.

What is surest comes first and keeps its place: lands, peoples, and persons with a title or initials; what the weights found;
lands before other capitals; organisations, places and events by their telling word; and capitals that nothing explains.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise, zip_longest

from tellings.language import Analysis, Token
from tellings.rules import load_rules

_INITIALS = re.compile(r"(?:[^\W\d_]\.)+$")
_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}$")
_ROMAN = re.compile(r"[IVXLCDM]+$")
_SURE, _LEARNT, _PARTLY, _TELLING, _UNKNOWN = range(5)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `title` holds the titles before it in lower case, `land` the land it is a word for."""

    account: str
    start: int
    end: int
    text: str
    kind: str
    found_by: str
    title: str = ""
    land: str = ""


@dataclass(frozen=True, slots=True)
class _Rules:
    words: dict[str, frozenset[str]]
    lands: dict[tuple[str, ...], tuple[str, str]]
    longest: int


Ranked = tuple[int, Mention]
Run = Sequence[Token]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    lands: dict[tuple[str, ...], tuple[str, str]] = {}
    for land in load_rules("names_lands")["land"]:
        lands |= {tuple(word.split()): (land["name"], "people") for word in land["words"]}
        lands |= {tuple(word.split()): (land["name"], "place") for word in (land["name"], *land["also"])}
    words = {name: frozenset(words) for name, words in load_rules("names")["words"].items()}
    return _Rules(words, lands, max(map(len, lands)))


def capitals_inside(analysis: Analysis) -> set[str]:
    """The words that an account writes with a capital where no sentence begins: they are names, or parts of one."""
    first = _first_words(analysis)
    return {t.text for t in analysis.tokens if t.start not in first and _is_capital(t)} - _shouted(analysis)


def find_mentions(text: str, account: str, analysis: Analysis, capitals: set[str]) -> list[Mention]:
    """The mentions of an account in order, none overlapping another.

    `capitals` are words known to be names wherever they stand (see `capitals_inside`); other first words of a sentence
    are taken for names only where the tagger says so and the account never writes them small.
    """
    find = _Finder(text, account)
    page = _Page.of(text, analysis, capitals)
    runs = list(_runs(analysis, page))
    roles = _roles(analysis)
    ranked = [ranked for run in runs for ranked in find.explained(run, roles.get(run[0].start, ""))]
    ranked += [ranked for name in _learnt_runs(analysis, page.small) for ranked in find.learnt(*name)]
    ranked += [ranked for run in runs for ranked in find.by_telling_word(run)]
    return _without_overlaps(sorted(ranked, key=lambda r: (r[0], r[1].start - r[1].end)))


def people_and_rest(mention: Mention) -> tuple[Mention, Mention] | None:
    """A mention like "Estonian Hale" as two, the people and what follows; None where it begins with no people."""
    first, _, rest = mention.text.partition(" ")
    land, kind = _rules().lands.get((first,), ("", ""))
    if kind != "people" or not rest.strip():
        return None
    end = mention.start + len(first)
    people = replace(mention, end=end, text=first, kind=kind, found_by="gazetteer", land=land)
    return people, replace(mention, start=mention.end - len(rest), text=rest)


def _without_overlaps(ranked: list[Ranked]) -> list[Mention]:
    starts: list[int] = []
    kept: list[Mention] = []
    for _, mention in ranked:
        at = bisect_left(starts, mention.start)
        clear_before = at == 0 or kept[at - 1].end <= mention.start
        if clear_before and (at == len(kept) or mention.end <= kept[at].start):
            starts.insert(at, mention.start)
            kept.insert(at, mention)
    return kept


def _first_words(analysis: Analysis) -> set[int]:
    """Where the first word of each sentence begins, and of each quotation in it."""
    opening = {"“", '"', "‘", "(", "«", "[", "-", "—", "–", ":", "'", "``"}
    starts = {start for start, _ in analysis.sentences}
    found, after = set(), True
    for token in analysis.tokens:
        after = after or token.start in starts
        if after and token.text not in opening:
            found.add(token.start)
        after = token.text in opening
    return found


def _shouted(analysis: Analysis) -> set[str]:
    """Words of more than four letters that are all capitals: shouting, not naming."""
    return {t.text for t in analysis.tokens if len(t.text) > 4 and t.text.isupper()}


def _is_capital(token: Token) -> bool:
    return token.text[0].isupper() and token.text.lower() not in _rules().words["no_name"]


@dataclass(frozen=True, slots=True)
class _Page:
    """What is known of an account's words before its names are looked for."""

    text: str
    first: set[int]
    shouted: set[str]
    small: set[str]
    capitals: set[str]

    @classmethod
    def of(cls, text: str, analysis: Analysis, capitals: set[str]) -> _Page:
        """The words of an account, sorted."""
        small = {t.text for t in analysis.tokens if t.text.islower()}
        return cls(text, _first_words(analysis), _shouted(analysis), small, capitals)

    def takes(self, token: Token, after: Token | None) -> bool:
        """Whether a token can be part of a name by its capital."""
        if not _is_capital(token) or token.text in self.shouted:
            return False
        return token.start not in self.first or self._may_begin(token, after)

    def _may_begin(self, token: Token, after: Token | None) -> bool:
        """Whether the first word of a sentence can be a name, or begin one."""
        lower, rules = token.text.lower(), _rules()
        if token.text in self.capitals or lower in rules.words["titles"] or _INITIALS.match(token.text):
            return True
        if lower in self.small:
            return False
        goes_on = token.tag == "PROPN" and after is not None and _is_capital(after)
        return goes_on or any(words[0] == token.text for words in rules.lands)

    def adjoins(self, before: Token, after: Token) -> bool:
        """Whether nothing but white space, and no blank line, stands between two tokens."""
        between = self.text[before.end : after.start]
        return not between.strip() and between.count("\n") < 2


def _runs(analysis: Analysis, page: _Page) -> Iterator[Run]:
    """Stretches of capitalised words of one sentence, with the small words that belong inside a name."""
    starts = [t.start for t in analysis.tokens]
    for start, end in analysis.sentences:
        yield from _runs_of_sentence(page, analysis.tokens[bisect_left(starts, start) : bisect_left(starts, end)])


def _runs_of_sentence(page: _Page, tokens: Sequence[Token]) -> Iterator[Run]:
    run: list[Token] = []
    for token, after in zip_longest(tokens, tokens[1:]):
        takes = page.takes(token, after)
        goes_on = bool(run) and page.adjoins(run[-1], token)
        if goes_on and not takes:
            goes_on = after is not None and page.adjoins(token, after) and _links(run, token, after)
        if run and not goes_on:
            yield from _closed(run)
            run = []
        if run or takes:
            run.append(token)
    yield from _closed(run)


def _closed(run: list[Token]) -> Iterator[Run]:
    """The run without small words and hyphens at its end, if anything is left."""
    while run and not run[-1].text[0].isupper():
        run = run[:-1]
    if run:
        yield tuple(run)


def _roles(analysis: Analysis) -> dict[int, str]:
    """Where a word like "historian", written small, stands before a token: the token's start, and the word."""
    roles = _rules().words["roles"]
    return {after.start: t.text for t, after in pairwise(analysis.tokens) if t.text in roles}


def _links(run: Run, token: Token, after: Token) -> bool:
    """Whether a small word or mark carries a name on to the word after it, or is a month that may be a surname."""
    words, lower, last = _rules().words, token.text.lower(), run[-1]
    capital = after.text[0].isupper()
    glued = last.end == token.start
    if lower == "-":
        return glued and token.end == after.start and capital
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


def _learnt_runs(analysis: Analysis, small: set[str]) -> Iterator[tuple[list[Token], str, Sequence[Token]]]:
    """Each name of the weights: its tokens, its kind, and up to three tokens before it.

    One plural that the account also writes small ("Magistrates") is no name.
    """
    starts = [t.start for t in analysis.tokens]
    for start, end, kind in analysis.names:
        at, to = bisect_left(starts, start), bisect_left(starts, end)
        if to - at > 1 or not (analysis.tokens[at].text.endswith("s") and analysis.tokens[at].text.lower() in small):
            yield list(analysis.tokens[at:to]), kind, analysis.tokens[max(0, at - 3) : at]


class _Finder:
    """Turns runs of tokens into mentions of one account."""

    def __init__(self, text: str, account: str) -> None:
        self.text, self.account = text, account
        self.rules = _rules()

    def _mention(self, run: Run, kind: str, found_by: str, *, title: str = "", land: str = "") -> Mention:
        start, end = run[0].start, run[-1].end
        return Mention(self.account, start, end, self.text[start:end], kind, found_by, title, land)

    def explained(self, run: Run, role: str) -> Iterator[Ranked]:
        """Persons with a title, a role written small before them, or initials; lands and peoples."""
        title = self._title_length(run)
        if title:
            yield from self._lands(run[:title], _SURE)
            words = " ".join(t.text.lower() for t in run[:title] if t.text not in "-.")
            yield _SURE, self._mention(run[title:], "person", "rule:title", title=words)
        elif role and not self._land_at(run, 0) and not self._telling_kind(run):
            yield _SURE, self._mention(run, "person", "rule:title", title=role)
        elif len(run) > 1 and _INITIALS.match(run[0].text) and not self._land_at(run, 0):
            yield _SURE, self._mention(run, "person", "rule:initials")
        else:
            land = self._land_at(run, 0)
            whole = land is not None and land[2] == len(run)
            if whole or not self._telling_kind(run):
                yield from self._lands(run, _LEARNT if whole or self._hyphenated_lands(run) else _PARTLY)

    def _title_length(self, run: Run) -> int:
        """How many tokens of a run are titles before a person's name, words that qualify them included."""
        words = self.rules.words
        for k in range(len(run) - 2, -1, -1):
            at = k + 2 if run[k + 1].text == "." and k + 2 < len(run) else k + 1
            if run[k].text.lower() in words["titles"]:
                name = run[at:]
                return at if self._can_be_titled(name) else 0
        return 0

    def _can_be_titled(self, name: Run) -> bool:
        """Whether what follows a title can be a person's name."""
        words, first = self.rules.words, name[0].text
        thing = len(name) > 1 and self._telling_kind(name)
        unfit = first.lower() in words["not_persons"] or all(
            t.text.lower().rstrip("s") in words["titles"] for t in name
        )
        return not thing and not unfit and first[0].isalpha() and not self._land_at(name, 0)

    def _land_at(self, run: Run, at: int) -> tuple[str, str, int] | None:
        """The land or people that the longest stretch from `at` names: its land, its kind, its length."""
        for length in range(min(self.rules.longest, len(run) - at), 0, -1):
            found = self.rules.lands.get(tuple(t.text for t in run[at : at + length]))
            if found:
                return *found, length
        return None

    def _lands(self, run: Run, rank: int) -> Iterator[Ranked]:
        at = 0
        while at < len(run):
            found = self._land_at(run, at)
            if found:
                land, kind, length = found
                yield rank, self._mention(run[at : at + length], kind, "gazetteer", land=land)
            at += found[2] if found else 1

    def _hyphenated_lands(self, run: Run) -> bool:
        return len(run) == 3 and run[1].text == "-" and bool(self._land_at(run, 2))

    def learnt(self, run: list[Token], kind: str, before: Sequence[Token]) -> Iterator[Ranked]:
        """A name of the weights, its titles put aside."""
        titles = self.rules.words["titles"]
        title = [t.text.lower() for t in before if t.text.lower() in titles | self.rules.words["roles"]]
        apart = titles | {"the", "."} if kind == "person" else {"the"}
        while len(run) > 1 and run[0].text.lower() in apart:
            title.append(run.pop(0).text.lower())
        if not any(_is_capital(t) for t in run) or (len(run) == 1 and run[0].text.lower() in titles):
            return
        if kind == "person" and not title and run[-1].text.lower() not in self.rules.words["surnames_too"]:
            kind = self._telling_kind(run) or kind
        land = self._land_at(run, 0)
        if land and land[2] == len(run):
            yield _LEARNT, self._mention(run, land[1], "gazetteer", land=land[0])
        else:
            yield _LEARNT, self._mention(run, kind, "weights", title=" ".join(title) if kind == "person" else "")

    def by_telling_word(self, run: Run) -> Iterator[Ranked]:
        """Organisations, places and events by their telling word, acronyms, and what is left after a land's adjective."""
        land = self._land_at(run, 0)
        if land and land[2] < len(run) and run[land[2]].text != "-" and not self._telling_kind(run):
            run = run[land[2] :]
        kind = self._telling_kind(run)
        if kind:
            yield _TELLING, self._mention(run, kind, "rule:telling_word")
        elif len(run) == 1 and _ACRONYM.match(run[0].text) and not _ROMAN.match(run[0].text):
            yield _TELLING, self._mention(run, "organisation", "rule:acronym")
        elif not all(self._says_nothing(t) for t in run):
            yield _UNKNOWN, self._mention(run, "other", "rule:capitals")

    def _says_nothing(self, token: Token) -> bool:
        """Whether a capitalised word is a title, a number or a common noun, and no name when it stands alone."""
        words, lower = self.rules.words, token.text.lower()
        common = (
            lower in words["titles"]
            or lower in words["others"]
            or lower in words["places"]
            or lower in words["directions"]
        )
        return common or bool(_ROMAN.match(token.text))

    def _telling_kind(self, run: Run) -> str:
        """organisation, place or other by the last word, the word before "of", or a first word like "Fort"; else ""."""
        if len(run) < 2:
            return ""
        words = self.rules.words
        lower = [t.text.lower() for t in run]
        head = lower[lower.index("of") - 1] if "of" in lower[1:] else lower[-1]
        for kind, name in (("organisation", "organisations"), ("place", "places"), ("other", "others")):
            if head in words[name]:
                return kind
        return "place" if lower[0] in words["places"] else ""

"""The names of one account as they stand there, each with its kind.

What is surest comes first and keeps its place: lands, peoples, and persons with a title or initials; what the weights found;
lands before other capitals; organisations, places and events by their telling word; and capitals that nothing explains.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from tellings.extract.name_words import name_words
from tellings.extract.runs import (
    INITIALS,
    Habits,
    Page,
    Run,
    find_roles,
    find_runs,
    is_capital,
    is_caseless,
    learnt_runs,
)
from tellings.language import Analysis, Token, model_name

_ACRONYM = re.compile(r"(?:[A-Z]\.?){2,6}$")
_ROMAN = re.compile(r"[IVXLCDM]+$")
LEARNT_BY = "model:"
"""How `found_by` begins where the model found the name; its name and version follow."""
_SURE, _LEARNT, _PARTLY, _TELLING, _UNKNOWN = range(5)


@dataclass(frozen=True, slots=True)
class Mention:
    """A name where it stands. `title` holds the titles before it in lower case, `land` the land it is a word for.

    `common` says that only a capital makes it a name, and that it is a common word otherwise.
    """

    account: str
    start: int
    end: int
    text: str
    kind: str
    found_by: str
    title: str = ""
    land: str = ""
    common: bool = False


Ranked = tuple[int, Mention]


def find_mentions(text: str, account: str, analysis: Analysis, habits: Habits) -> list[Mention]:
    """The mentions of an account in order, none overlapping another. `habits` are those of all accounts."""
    page = Page.of(text, analysis, habits)
    find = _Finder(account, page)
    if is_caseless(analysis):
        return list(find.caseless(analysis))
    runs = list(find_runs(analysis, page))
    roles = find_roles(analysis)
    ranked = [ranked for run in runs for ranked in find.explained(run, roles.get(run[0].start, ""))]
    learnt = list(learnt_runs(analysis, page))
    capitals = [
        name for name in learnt if any(is_capital(t) for t in name[0])
    ]  # none: the account writes its names small
    ranked += [ranked for name in capitals or learnt for ranked in find.learnt(*name)]
    ranked += [ranked for run in runs for ranked in find.by_telling_word(run)]
    return _without_overlaps(sorted(ranked, key=lambda r: (r[0], r[1].start - r[1].end)))


def people_and_rest(mention: Mention) -> tuple[Mention, Mention] | None:
    """A mention like "Ruritanian Hale" as two, the people and what follows; None where it begins with no people."""
    first, _, rest = mention.text.partition(" ")
    land, kind = name_words().lands.get((first,), ("", ""))
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


class _Finder:
    """Turns runs of tokens into mentions of one account."""

    def __init__(self, account: str, page: Page) -> None:
        self.account, self.page = account, page
        self.rules = name_words()

    def _mention(self, run: Run, kind: str, found_by: str, *, title: str = "", land: str = "") -> Mention:
        start, end = run[0].start, run[-1].end
        return Mention(self.account, start, end, self.page.text[start:end], kind, found_by, title, land)

    def caseless(self, analysis: Analysis) -> Iterator[Mention]:
        """Lands and peoples where capitals tell nothing, and the weights and the other rules would guess."""
        tokens, at = analysis.tokens, 0
        while at < len(tokens):
            lengths = range(min(self.rules.longest, len(tokens) - at), 0, -1)
            words = (tuple(t.text.lower() for t in tokens[at : at + n]) for n in lengths)
            known = next((w for w in words if w in self.rules.small), ())
            if known:
                land, kind = self.rules.small[known]
                yield self._mention(tokens[at : at + len(known)], kind, "gazetteer", land=land)
            at += len(known) or 1

    def explained(self, run: Run, role: str) -> Iterator[Ranked]:
        """Persons with a title, a role written small before them, or initials; lands and peoples."""
        title = self._title_length(run)
        if title:
            yield from self._lands(run[:title], _SURE)
            words = " ".join(t.text.lower() for t in run[:title] if t.text not in "-.")
            yield _SURE, self._mention(run[title:], "person", "rule:title", title=words)
        elif role and not self._land_at(run, 0) and not self._telling_kind(run):
            yield _SURE, self._mention(run, "person", "rule:title", title=role)
        elif len(run) > 1 and INITIALS.match(run[0].text) and not (self._land_at(run, 0) or self._telling_kind(run)):
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
        thing = self._telling_kind(name) or (len(name) == 1 and self._is_thing(first.lower()))
        unfit = first.lower() in words["not_persons"] or all(
            t.text.lower().rstrip("s") in words["titles"] for t in name
        )
        return not thing and not unfit and first[0].isalpha() and not self._land_at(name, 0)

    def _is_thing(self, word: str) -> bool:
        """Whether a word tells a body or a place, and is no usual surname."""
        words = self.rules.words
        return word in (words["organisations"] | words["places"] | words["others"]) - words["surnames_too"]

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
        if not any(is_capital(t) or t.tag == "PROPN" for t in run) or (len(run) == 1 and run[0].text.lower() in titles):
            return
        if kind == "person" and not title and run[-1].text.lower() not in self.rules.words["surnames_too"]:
            kind = self._telling_kind(run) or kind
        land = self._land_at(run, 0)
        if land and land[2] == len(run):
            yield _LEARNT, self._mention(run, land[1], "gazetteer", land=land[0])
        else:
            called = " ".join(title) if kind == "person" else ""
            yield _LEARNT, self._mention(run, kind, LEARNT_BY + model_name(), title=called)

    def by_telling_word(self, run: Run) -> Iterator[Ranked]:
        """Organisations, places and events by their telling word, acronyms, and what is left after a land's adjective."""
        land = self._land_at(run, 0)
        if land and land[2] < len(run) and run[land[2]].text != "-" and not self._telling_kind(run):
            run = run[land[2] :]
        kind = self._telling_kind(run)
        if kind:
            yield _TELLING, self._mention(run, kind, "rule:telling_word")
        elif len(run) == 1 and _ACRONYM.match(run[0].text) and not _ROMAN.match(run[0].text):
            yield _TELLING, self._mention(run, self._acronym_kind(run), "rule:acronym")
        elif not all(self._says_nothing(t) for t in run):
            common = len(run) == 1 and self.page.is_common(run[0])
            yield _UNKNOWN, replace(self._mention(run, "other", "rule:capitals"), common=common)

    def _acronym_kind(self, run: Run) -> str:
        """A body where it has an article, or stands in brackets after what it is short for; capitals alone may be emphasis."""
        before = self.page.text[max(0, run[0].start - 4) : run[0].start].lower()
        return "organisation" if len(run[0].text.replace(".", "")) > 2 and before.endswith(("the ", "(")) else "other"

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

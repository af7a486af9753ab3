"""One kind for each form of name in all accounts: every place where it stands has a vote, and surnames mean persons."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from tellings.extract.mentions import LEARNT_BY, Mention, people_and_rest
from tellings.extract.persons import parse_name, plain

_SURE = ("rule:title", "rule:initials")
_WEIGHT = {"rule:title": 3, "rule:initials": 3, "rule:telling_word": 1, "rule:acronym": 1}
_LEARNT = 2


def agree_on_kinds(mentions: Sequence[Mention], texts: Mapping[str, str]) -> list[Mention]:
    """The mentions, each with the kind that was voted for its form. `texts` are the sources' texts by account."""
    votes = _Votes()
    for mention in mentions:
        votes.count(mention, article=_has_article(mention, texts[mention.account]))
    votes.count_called_in_full_and_short()
    return [part for mention in mentions for part in votes.decide(mention)]


def _weight(mention: Mention) -> int:
    return _LEARNT if mention.found_by.startswith(LEARNT_BY) else _WEIGHT.get(mention.found_by, 0)


def _has_article(mention: Mention, text: str) -> bool:
    return text[max(0, mention.start - 4) : mention.start].lower().split()[-1:] == ["the"]


@dataclass
class _Votes:
    """Votes by form, the given names of persons, and the forms that nothing explains, in full ("Ana Hale") and short ("Hale")."""

    by_form: defaultdict[str, Counter[str]] = field(default_factory=lambda: defaultdict(Counter))
    given: set[str] = field(default_factory=set)
    full: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    short: set[str] = field(default_factory=set)

    def count(self, mention: Mention, *, article: bool) -> None:
        """One mention's votes. A name that takes an article is hardly a person's."""
        form, name, weight = plain(mention.text), parse_name(mention.text), _weight(mention)
        self.by_form[form][mention.kind] += weight
        if mention.kind == "person":
            if name.given or mention.found_by == "rule:title":
                self.by_form[name.surname]["person"] += 2 * weight if mention.found_by in _SURE else weight
            self.given |= {part for part in name.given if len(part) > 2}
        elif article and not mention.land:
            self.by_form[form]["person"] -= 2
        elif mention.found_by == "rule:capitals" and "-" not in form:
            if name.given:
                self.full[name.surname].add(form)
            else:
                self.short.add(form)

    def count_called_in_full_and_short(self) -> None:
        """Two words, and the second of them alone: so persons are called, first in full and then by surname."""
        for surname in self.full.keys() & self.short:
            for form in (surname, *self.full[surname]):
                self.by_form[form]["person"] += 1

    def decide(self, mention: Mention) -> list[Mention]:
        """A mention with its kind; "Ruritanian Hale" becomes a people and a person where Hale is one."""
        if mention.land or mention.found_by in _SURE:
            return [mention]
        votes = self.by_form[plain(mention.text)]
        kind, count = max(votes.items(), key=lambda item: (item[1], item[0]))
        if kind != mention.kind and count > votes[mention.kind]:
            return [replace(mention, kind=kind, found_by="consistency")]
        name = parse_name(mention.text)
        if mention.kind == "person" or not name.given or "-" in mention.text:
            return [mention]
        is_surname = self.by_form[name.surname]["person"] > 0
        parts = people_and_rest(mention)
        if parts and is_surname:
            return [parts[0], replace(parts[1], kind="person", found_by="consistency")]
        known = is_surname or (len(name.given) == 1 and name.given[0] in self.given)
        return [
            replace(mention, kind="person", found_by="consistency") if known and mention.kind == "other" else mention
        ]

"""Mentions -> entities: one for each person, land, place, organisation, with the reason of every join.

Persons are joined by what their names allow and nothing forbids: full names and initials first, then bare surnames where one
bearer can be meant, then spellings that differ by transliteration or by a slip. Where two persons could be meant nothing is joined.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

from tellings.extract.mentions import Mention
from tellings.extract.name_words import name_words
from tellings.extract.persons import PersonName, nearly_equal, parse_name, plain, same_given, sounds_alike
from tellings.model import Entity, content_id
from tellings.rules import load_rules


@dataclass
class Group:
    """The mentions of one entity while it is put together."""

    mentions: list[Mention]
    reasons: dict[str, None] = field(default_factory=dict)
    _names: dict[PersonName, None] = field(default_factory=dict)
    _read: int = 0

    def take(self, other: Group, reason: str) -> None:
        """Join another group to this one."""
        self.mentions += other.mentions
        self.reasons |= other.reasons | {reason: None}
        other.mentions, other._names, other._read = [], {}, 0

    def names(self) -> list[PersonName]:
        """The different names it has, as persons' names; each mention is read once, for mentions are only ever added."""
        self._names |= dict.fromkeys(parse_name(m.text, m.title) for m in self.mentions[self._read :])
        self._read = len(self.mentions)
        return list(self._names)

    def fullest(self) -> str:
        """Its commonest longest form."""
        forms = Counter(" ".join(m.text.split()) for m in self.mentions)
        return max(forms, key=lambda form: (_fullness(form), forms[form]))


def _fullness(form: str) -> int:
    """How many letters the words of a name have, a bare initial counting as none."""
    return sum(len(word) for word in form.replace("-", " ").split() if len(word.rstrip(".")) > 1)


def join_mentions(
    mentions: Sequence[Mention],
    sentences: Mapping[str, Sequence[tuple[int, int]]],
    aliases: Iterable[tuple[Mention, Mention, str]],
) -> list[tuple[Entity, list[Mention]]]:
    """The entities in order of their first mention, each with its mentions.

    `sentences` are the bounds by account, `aliases` mentions that the text says are one, with its words.
    """
    persons = [m for m in mentions if m.kind == "person"]
    groups = [*_join_persons(persons, sentences), *_join_others([m for m in mentions if m.kind != "person"])]
    groups = _join_aliases(groups, aliases)
    order = {id(m): number for number, m in enumerate(mentions)}
    groups.sort(key=lambda g: min(order[id(m)] for m in g.mentions))
    taken: Counter[str] = Counter()
    return [(_entity(group, taken), sorted(group.mentions, key=lambda m: order[id(m)])) for group in groups]


def _entity(group: Group, taken: Counter[str]) -> Entity:
    lands = {m.land for m in group.mentions if m.land}
    label = min(lands) if lands else group.fullest()
    kind = "place" if lands else Counter(m.kind for m in group.mentions).most_common(1)[0][0]
    key = plain(label)
    taken[key] += 1
    return Entity(content_id("n", key, taken[key]), label, kind, tuple(group.reasons))


def _join_aliases(groups: list[Group], aliases: Iterable[tuple[Mention, Mention, str]]) -> list[Group]:
    """Join what the text itself calls by two names."""
    group_of = {id(m): group for group in groups for m in group.mentions}
    for one, other, words in aliases:
        group, alias = group_of[id(one)], group_of[id(other)]
        if group is not alias:
            group_of |= dict.fromkeys(map(id, alias.mentions), group)
            group.take(alias, f'"{one.text}" and "{other.text}" are one: "{words}"')
    return [group for group in groups if group.mentions]


def _join_others(mentions: Iterable[Mention]) -> list[Group]:
    """Lands under all their words, towns under all their names, everything else by its form."""
    groups: dict[str, Group] = {}
    for mention in mentions:
        town = _towns().get(plain(mention.text)) if mention.kind in ("place", "other") else None
        key = f"land {mention.land}" if mention.land else f"town {town}" if town else _form_key(mention.text)
        groups.setdefault(key, Group([])).mentions.append(mention)
    for key, group in groups.items():
        forms = list(dict.fromkeys(" ".join(m.text.split()) for m in group.mentions))
        if len(forms) > 1 and key.startswith("land "):
            group.reasons[f"{_listed(forms)} are words for one land and its people"] = None
        elif len({plain(f) for f in forms}) > 1:
            alike = "names of one town" if key.startswith("town ") else "the same words in another order or spelling"
            group.reasons[f"{_listed(forms)} are {alike}"] = None
    _join_initials(list(groups.values()))
    return [group for group in groups.values() if group.mentions]


@cache
def _towns() -> dict[str, str]:
    """The first name of a town by all its names."""
    return {plain(name): town[0] for town in load_rules("names_places")["same"] for name in town}


def _join_initials(groups: list[Group]) -> None:
    """Join "EU" to the one name of several words here whose initials it can be."""
    by_initials: dict[str, list[Group]] = {}
    for group in groups:
        words = [w for w in group.fullest().replace("-", " ").split() if w[0].isupper()]
        if len(words) > 1 and not group.mentions[0].land:
            by_initials.setdefault("".join(w[0] for w in words), []).append(group)
    for group in groups:
        short = group.fullest().replace(".", "")
        meant = by_initials.get(short.upper(), []) if short.isupper() or len(short) > 3 else []
        usual = max(meant, key=lambda g: len(g.mentions), default=None)
        if usual and all(g is usual or 3 * len(g.mentions) <= len(usual.mentions) for g in meant):
            usual.take(group, f'"{group.fullest()}" are the initials of "{usual.fullest()}"')


def _form_key(text: str) -> str:
    """Names are one whatever their case, accents, leading article, full stops, and the order of hyphenated parts.

    The same holds for "Treaty of Kells" and "Kells Treaty".
    """
    flat = plain(" ".join(text.split())).replace(".", "").replace("–", "-").replace("non-", "non").removeprefix("the ")
    words = ["-".join(sorted(word.split("-"))) for word in flat.split()]
    if len(words) > 2 and words[1] == "of" and words[0] in name_words().words["others"]:
        words = [*words[2 + (words[2] == "the") :], words[0]]
    return " ".join(words)


def _listed(forms: Sequence[str]) -> str:
    quoted = [f'"{form}"' for form in forms[:4]]
    return ", ".join(quoted[:-1]) + " and " + quoted[-1]


def _join_persons(mentions: Sequence[Mention], sentences: Mapping[str, Sequence[tuple[int, int]]]) -> list[Group]:
    full = [m for m in mentions if parse_name(m.text).given]
    bare = [m for m in mentions if not parse_name(m.text).given]
    groups = _full_groups(full)
    rest = _give_bare_names(groups, bare)
    groups += _by_title(groups, _bare_groups(rest))
    _join_spellings(groups, sentences)
    return [g for g in groups if g.mentions]


def _full_groups(mentions: Sequence[Mention]) -> list[Group]:
    """Groups of full names: the same parts, or initials that fit one of them and no other."""
    same: dict[tuple[tuple[str, ...], str], Group] = {}
    for mention in mentions:
        name = parse_name(mention.text)
        same.setdefault((name.given, name.surname), Group([])).mentions.append(mention)
    groups = sorted(same.values(), key=lambda g: -_fullness(g.fullest()))
    for group in reversed(groups):
        fitting = [g for g in groups if g is not group and g.mentions and _may_be_one(g, group)]
        fuller = [g for g in fitting if _fullness(g.fullest()) >= _fullness(group.fullest())]
        if fuller and all(_may_be_one(a, b) for a in fuller for b in fuller):
            reason = f'"{group.fullest()}" can be "{fuller[0].fullest()}" written shorter, and nobody else here'
            fuller[0].take(group, reason)
    return [g for g in groups if g.mentions]


def _may_be_one(a: Group, b: Group) -> bool:
    return all(x.surname == y.surname and same_given(x, y) for x in a.names() for y in b.names())


def _give_bare_names(groups: list[Group], bare: Sequence[Mention]) -> list[Mention]:
    """Give each bare surname (or, inside an account, given name) to the one full name it can mean; return the others."""
    left = []
    for mention in bare:
        group, reason = _bearer(groups, mention)
        if group:
            group.mentions.append(mention)
            group.reasons[reason] = None
        else:
            left.append(mention)
    return left


def _bearer(groups: list[Group], mention: Mention) -> tuple[Group | None, str]:
    name = parse_name(mention.text, mention.title)
    bearers = [g for g in groups if _bears(g, name)]
    here = [g for g in bearers if any(m.account == mention.account for m in g.mentions)]
    if len(here or bearers) == 1:
        group = (here or bearers)[0]
        return group, f'"{mention.text}": "{group.fullest()}" alone bears this surname here'
    if here:
        group = max(here, key=lambda g: _nearness(g, mention))
        return (
            group,
            f'"{mention.text}": of those who bear this surname, the account speaks most of "{group.fullest()}"',
        )
    if not bearers:
        called = [g for g in groups if any(m.account == mention.account for m in g.mentions) and _is_called(g, name)]
        if len(called) == 1:
            return called[0], f'"{mention.text}": only "{called[0].fullest()}" is so called in this account'
    return None, ""


def _bears(group: Group, name: PersonName) -> bool:
    names = group.names()
    return any(n.surname == name.surname for n in names) and all(same_given(n, name) for n in names)


def _is_called(group: Group, name: PersonName) -> bool:
    return not name.sex and any(len(n.given[0]) > 1 and n.given[0] == name.surname for n in group.names() if n.given)


def _nearness(group: Group, mention: Mention) -> tuple[int, int]:
    """How often an account has named a group before a mention, and where it did last."""
    before = [m.start for m in group.mentions if m.account == mention.account and m.start < mention.start]
    return len(before), max(before, default=-1)


def _bare_groups(mentions: Sequence[Mention]) -> list[Group]:
    """Groups of surnames without any full name: one for each surname, but men and women apart."""
    groups: list[Group] = []
    for mention in mentions:
        name = parse_name(mention.text, mention.title)
        fitting = [
            g for g in groups if g.names()[0].surname == name.surname and all(same_given(n, name) for n in g.names())
        ]
        if fitting:
            fitting[0].mentions.append(mention)
        else:
            groups.append(Group([mention]))
    return groups


def _by_title(full: list[Group], bare: list[Group]) -> list[Group]:
    """Give a group of bare surnames to the one bearer who has a title in common with it; return the others."""
    left = []
    for group in bare:
        titles = _titles(group)
        bearers = [g for g in full if all(_bears(g, n) for n in group.names()) and _titles(g) & titles]
        if len(bearers) == 1:
            shared = min(_titles(bearers[0]) & titles)
            bearers[0].take(group, f'"{group.fullest()}": of those who bear this surname, only one is called {shared}')
        else:
            left.append(group)
    return left


def _titles(group: Group) -> set[str]:
    return {word for m in group.mentions for word in m.title.split()} - {"mr", "mr.", "mrs", "mrs.", "of", "the"}


def _join_spellings(groups: list[Group], sentences: Mapping[str, Sequence[tuple[int, int]]]) -> None:
    """Join persons whose surnames are two spellings of one."""
    for number, group in enumerate(groups):
        for other in groups[number + 1 :]:
            if group.mentions and other.mentions and (alike := _spelt_alike(group, other)):
                together = _sentences_of(group, sentences) & _sentences_of(other, sentences)
                if not together and (alike == "transliteration" or _supported(group, other, groups, sentences)):
                    group.take(
                        other, f'"{other.fullest()}" and "{group.fullest()}" are two spellings of one name ({alike})'
                    )


def _spelt_alike(a: Group, b: Group) -> str:
    pairs = [(x, y) for x in a.names() for y in b.names()]
    if any(x.surname == y.surname for x, y in pairs) or not all(same_given(x, y) for x, y in pairs):
        return ""
    if any(sounds_alike(x.surname, y.surname) for x, y in pairs):
        return "transliteration"
    return "a slip of the pen" if any(nearly_equal(x.surname, y.surname) for x, y in pairs) else ""


def _sentences_of(group: Group, sentences: Mapping[str, Sequence[tuple[int, int]]]) -> set[tuple[str, int]]:
    return {(m.account, number) for m in group.mentions for number in [_number(sentences[m.account], m.start)]}


def _number(bounds: Sequence[tuple[int, int]], offset: int) -> int:
    low, high = 0, len(bounds)
    while low < high:
        middle = (low + high) // 2
        low, high = (middle + 1, high) if bounds[middle][0] <= offset else (low, middle)
    return low


def _supported(a: Group, b: Group, groups: list[Group], sentences: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """A slip is believed where something else is common: a given name, a title, or a person named beside both."""
    given = {n.given[0] for n in a.names() if n.given} & {n.given[0] for n in b.names() if n.given}
    here, there = _sentences_of(a, sentences), _sentences_of(b, sentences)
    beside = (g for g in groups if g is not a and g is not b and g.mentions)
    return bool(given or _titles(a) & _titles(b)) or any(
        (s := _sentences_of(g, sentences)) & here and s & there for g in beside
    )

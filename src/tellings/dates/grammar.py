"""Rule files -> compiled rules. Knows no language: words, patterns and their examples stand in `tellings/rules/<language>/dates/`."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources
from types import MappingProxyType
from typing import Any

from tellings.errors import TellingsError

SPACE = r"(?:(?: {1,3}\n?|\n) {0,8})"  # the simpler, the sooner all rules compile
BLANKS = str.maketrans("\t\u00a0\u2009\u202f", "    ")  # what a text is read through, so that SPACE need not know these
WORD = re.compile(r"[^\W\d_]+|\d+")
_ODD = {0x131: "i", 0x307: None}  # letters that a pattern without case takes for an i, and what is left of them
_PLACEHOLDER = re.compile(r"\{([a-z]+)(\d*)\}")
_BLANK = re.compile(r"\\.|\[\^?\]?[^\]]*\]| ")
_GROUP_NAME = re.compile(r"\(\?P?<[^>]*>|\(\?P=[^)]*\)|\\[a-zA-Z]|\(\?[-a-z]+[:)]")


@dataclass(frozen=True, slots=True)
class Words:
    """A class of words: what each stands for, the pattern that matches them, and whether they start a search."""

    name: str
    values: Mapping[str, Any]
    pattern: str
    trigger: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """A pattern with what it means: `kind` names the reckoning, `given` are fields that hold whenever it matches."""

    name: str
    kind: str
    pattern: str
    before: re.Pattern[str] | None
    not_before: re.Pattern[str] | None
    triggers: frozenset[str]
    given: Mapping[str, Any]
    flags: frozenset[str]
    order: int

    @property
    def regex(self) -> re.Pattern[str]:
        """The compiled pattern, made when a text first asks for it: few texts need all. Raises TellingsError where it is none."""
        try:
            return _regex(self.pattern)
        except re.error as problem:
            raise _bad(self.name, problem) from problem


@dataclass(frozen=True, slots=True)
class Join:
    """Two neighbours that are one expression: kinds of the left and right rule, the words between, and who keeps the lead."""

    left: frozenset[str]
    right: frozenset[str]
    glue: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All rules of one language, ready to run."""

    words: Mapping[str, Words]
    rules: tuple[Rule, ...]
    by_trigger: Mapping[str, tuple[Rule, ...]]
    leaders: frozenset[str]
    joins: tuple[Join, ...]
    cues: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


def rule_files(language: str) -> list[tuple[str, dict[str, Any]]]:
    """The parsed rule files of a language, in the order of their names. Raises TellingsError where there are none."""
    folder = resources.files("tellings") / "rules" / language / "dates"
    if not folder.is_dir():
        raise TellingsError(
            f"there are no date rules for the language {language!r}: add tellings/rules/{language}/dates/"
        )
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return [(name, tomllib.loads((folder / name).read_text(encoding="utf-8"))) for name in names]


@cache
def load(language: str) -> Grammar:
    """The grammar of a language, compiled once for each process."""
    files = dict(rule_files(language))
    words = {name: _words(name, table) for name, table in files.pop("words.toml").items()}
    macros: dict[str, str] = {}
    for content in files.values():
        macros.update(content.get("macros", {}))
    tables = [table for content in files.values() for table in content.get("rule", [])]
    rules = tuple(_rule(order, table, words, macros) for order, table in enumerate(tables))
    triggers = _trigger_words(words, rules)
    return Grammar(
        words=MappingProxyType(words),
        rules=rules,
        by_trigger=_index(triggers, rules),
        leaders=_leaders(words, tables, macros),
        joins=tuple(_join(table, words, macros) for content in files.values() for table in content.get("join", [])),
        cues={
            name: compiled(pattern, words, macros)
            for content in files.values()
            for name, pattern in content.get("cues", {}).items()
        },
    )


def key(word: str) -> str:
    """The form under which a word is looked up: lower case as a pattern sees it, single spaces, no hyphen, no final dot."""
    plain = word.casefold().translate(_ODD).replace("-", " ").replace("‐", " ")
    return " ".join(plain.split()).rstrip(".")


def _words(name: str, table: Mapping[str, Any]) -> Words:
    entries: Mapping[str, Any] = table["words"]
    case = table.get("case", "any")
    body = _either({tuple(form.split()) for word in entries for form in _forms(word, case)})
    return Words(
        name=name,
        values=MappingProxyType(
            {form: value for word, value in entries.items() for form in (key(word), key(word).replace(" ", ""))}
        ),
        pattern=body if case == "any" else f"(?-i:{body})",
        trigger=bool(table.get("trigger", False)),
    )


def _forms(word: str, case: str) -> list[str]:
    return [word] if case in ("any", "exact") else [word, word.upper()]


def _either(phrases: Iterable[tuple[str, ...]]) -> str:
    """A pattern for any of the phrases, the longest that fits; what several begin with is written once, which compiles sooner."""
    by_first: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in sorted(phrases):
        by_first.setdefault(first, []).append(tuple(rest))
    branches = []
    for first in sorted(by_first, key=lambda word: (-len(word), word)):
        more = [rest for rest in by_first[first] if rest]
        tail = SPACE + _grouped(_either(more)) if more else ""
        branches.append(_escaped(first) + (f"(?:{tail})?" if tail and len(more) < len(by_first[first]) else tail))
    return "|".join(branches)


def _grouped(body: str) -> str:
    return f"(?:{body})" if "|" in body else body


def _escaped(word: str) -> str:
    body = re.escape(word[:-1]) + r"\.?" if word.endswith(".") else re.escape(word)
    return body.replace(r"\-", "[-‐ ]?")


def expand(pattern: str, words: Mapping[str, Words], macros: Mapping[str, str]) -> str:
    """A pattern with every {class} and {macro} written out as a named group, and every blank as white space.

    A number after the name ("{day2}") goes to the group and to all groups inside the macro. Names in x give no group.
    """

    def write(found: re.Match[str]) -> str:
        name, number = found.groups()
        if name in words:
            return f"(?P<{name}{number}>{words[name].pattern})"
        inner = _PLACEHOLDER.sub(lambda part: "{" + part[1] + (part[2] or number) + "}", macros[name])
        body = expand(inner, words, macros)
        return f"(?P<{name}{number}>{body})" if name[0] != "x" else f"(?:{body})"

    return _PLACEHOLDER.sub(write, _BLANK.sub(lambda found: SPACE if found[0] == " " else found[0], pattern))


def compiled(pattern: str, words: Mapping[str, Words], macros: Mapping[str, str]) -> re.Pattern[str]:
    """The pattern as a regular expression that cares for case only where it says so."""
    return _regex(expand(pattern, words, macros))


@cache
def _regex(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.IGNORECASE)


def _bad(name: str, problem: Exception) -> TellingsError:
    return TellingsError(f"date rule {name!r}: the pattern does not compile ({problem}); mend it")


def _guard(pattern: str | None, words: Mapping[str, Words], macros: Mapping[str, str]) -> re.Pattern[str] | None:
    return compiled(rf"(?:{pattern})\Z", words, macros) if pattern else None


def _rule(order: int, table: Mapping[str, Any], words: Mapping[str, Words], macros: Mapping[str, str]) -> Rule:
    text = table["pattern"]
    after = f"(?!{table['not_after']})" if "not_after" in table else ""
    closed = rf"(?<!\w)(?:{text})(?!\w){after}"
    try:
        pattern = expand(closed, words, macros)
    except KeyError as problem:
        raise _bad(table["name"], problem) from problem
    return Rule(
        name=table["name"],
        kind=table["kind"],
        pattern=pattern,
        before=_guard(table.get("before"), words, macros),
        not_before=_guard(table.get("not_before"), words, macros),
        triggers=frozenset(table["triggers"]) if "triggers" in table else _triggers(text, words, macros),
        given=MappingProxyType(table.get("given", {})),
        flags=frozenset(table.get("flags", ())),
        order=order,
    )


def _triggers(pattern: str, words: Mapping[str, Words], macros: Mapping[str, str]) -> frozenset[str]:
    """The trigger classes a pattern names, also inside its macros; `year` is the class of four digits."""
    names = {found[1] for found in _PLACEHOLDER.finditer(pattern)}
    inner = {name for name in names if name in macros for name in _triggers(macros[name], words, macros)}
    return frozenset({name for name in names if name == "year" or (name in words and words[name].trigger)} | inner)


def _trigger_words(words: Mapping[str, Words], rules: Iterable[Rule]) -> dict[str, set[str]]:
    """The longest word of each trigger -> the classes it may belong to; a literal trigger is a class of its own."""
    found: dict[str, set[str]] = {}
    for table in words.values():
        if table.trigger:
            for entry in table.values:
                found.setdefault(_telling(entry), set()).add(table.name)
    for rule in rules:
        for trigger in sorted(rule.triggers):
            for entry in words[trigger].values if trigger in words else (trigger,):
                found.setdefault(_telling(entry), set()).add(trigger)
    return found


def _telling(entry: str) -> str:
    """The longest word of an entry, the last of several: it is rarer than an article, and the D of A.D. than its A."""
    words: list[str] = WORD.findall(entry)
    return max(reversed(words), key=len)


def _index(triggers: Mapping[str, set[str]], rules: tuple[Rule, ...]) -> dict[str, tuple[Rule, ...]]:
    return {
        word: tuple(rule for rule in rules if rule.triggers & classes) for word, classes in sorted(triggers.items())
    }


def _leaders(
    words: Mapping[str, Words], tables: Iterable[Mapping[str, Any]], macros: Mapping[str, str]
) -> frozenset[str]:
    """Every word that some pattern can hold: an expression may begin with it, left of the word that set off the search."""
    patterns = [table["pattern"] for table in tables] + list(macros.values())
    literal = (_PLACEHOLDER.sub(" ", _GROUP_NAME.sub(" ", pattern)) for pattern in patterns)
    said = {word.casefold() for pattern in literal for word in WORD.findall(pattern)}
    listed = {word for table in words.values() for entry in table.values for word in WORD.findall(entry)}
    return frozenset(said | listed)


def _join(table: Mapping[str, Any], words: Mapping[str, Words], macros: Mapping[str, str]) -> Join:
    return Join(frozenset(table["left"]), frozenset(table["right"]), compiled(table["glue"], words, macros))

"""Text -> matches: one pass over the words, rules tried only around a word that speaks of time. Knows no language."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from tellings.dates.grammar import WORD, Grammar, Join, Rule

REACH = 9  # words an expression may hold before the word that sets off the search
_GAP = 6  # characters of space and punctuation that one expression may hold between two words
_LONGEST, _LONG_NUMBER = 24, 5  # characters at which a word is no word of time, a number no year or day
_CONTEXT = 60  # characters before an expression that a guard may look at
_DASHES, _APOSTROPHES = ("-", "–", "/"), ("'", "’", "‘")


@dataclass(frozen=True, slots=True)
class Match:
    """A rule that holds at a place. `head` is the neighbour to the right that completes it: "the morning of" + "4 May"."""

    start: int
    end: int
    rule: Rule
    found: re.Match[str]
    head: Match | None = None

    @property
    def groups(self) -> dict[str, str]:
        """What each group of the pattern caught, less those that caught nothing."""
        return {name: said for name, said in self.found.groupdict().items() if said}


def matches(text: str, grammar: Grammar, start: int, end: int) -> list[Match]:
    """All matches of text[start:end] in order, none overlapping another, neighbours joined."""
    return _joined(text, list(_raw(text, grammar, start, end)), grammar.joins)


def _raw(text: str, grammar: Grammar, start: int, end: int) -> Iterator[Match]:
    free = start  # everything left of this is taken
    run: list[int] = []  # where each word of the run of leading words begins
    last = start  # where the last word ended
    for word in WORD.finditer(text, start, end):
        at, to = word.span()
        gap, last = at - last, to
        if at < free:
            continue
        low = text[at:to].lower() if to - at < _LONGEST else ""
        number = low.isdecimal()
        rules = grammar.by_trigger.get(low) or (_digits(text, at, to, grammar.by_trigger) if number else None)
        if gap > _GAP or not (rules or low in grammar.leaders or (number and to - at < _LONG_NUMBER)):
            run.clear()
        if rules is None and low not in grammar.leaders and not number:
            continue
        if number and gap == 1 and text[at - 2 : at - 1].isdecimal() and text[at - 1] == " ":
            del run[:-1]  # a row of numbers is no expression; two may be one that was torn apart
        run.append(at - 1 if number and _has_head(text, at, to) else at)
        del run[:-REACH]
        while rules and run and (match := _best(text, rules, run, to, end)):
            yield match
            free = match.end
            run = [begin for begin in run if begin >= free]


def _digits(text: str, at: int, to: int, index: Mapping[str, tuple[Rule, ...]]) -> tuple[Rule, ...] | None:
    """A number sets off a search where it looks like a year, or where a second number follows it closely ("10/02", "9.30")."""
    if to - at == 4:
        return index.get("year") if text[at] in "012" else None
    if to - at == 3 and (_is_misread(text, at) or text[to : to + 1] in ("O", "o")):
        return index.get("year")
    if to - at == 2 and text[at - 1 : at] in _APOSTROPHES:
        return index.get("shortyear")
    if to - at == 2 and text[at - 1 : at] in _DASHES and text[at - 2 : at - 1].isdecimal():
        return index.get("numeric")
    if to - at < 3 and text[to : to + 1] in ("/", ".", ":", "-", "h") and text[to + 1 : to + 2].isdecimal():
        return index.get("numeric")
    return None


def _has_head(text: str, at: int, to: int) -> bool:
    """Whether a number begins one letter before its digits: "I939", "'45"."""
    return (to - at in (1, 3) and _is_misread(text, at)) or (to - at == 2 and text[at - 1 : at] in _APOSTROPHES)


def _is_misread(text: str, at: int) -> bool:
    """Whether the letter before a number stands for a 1, as scanned text has it: "I939"."""
    return text[at - 1 : at] in ("I", "l") and not text[max(at - 2, 0) : at - 1].isalnum()


def _best(text: str, rules: tuple[Rule, ...], run: list[int], trigger_end: int, end: int) -> Match | None:
    """The longest match from the leftmost place from which one covers the trigger; the earlier rule wins a draw."""
    for start in run:
        best: re.Match[str] | None = None
        chosen: Rule | None = None
        reach = trigger_end - 1
        for rule in rules:
            found = rule.regex.match(text, start, end)
            if found and (found.end() > reach or "ahead" in rule.flags) and _allowed(text, rule, start):
                best, chosen, reach = found, rule, found.end()
        if best and chosen:
            return Match(start, best.end(), chosen, best)
    return None


def _allowed(text: str, rule: Rule, start: int) -> bool:
    since = max(0, start - _CONTEXT)
    if rule.before and not rule.before.search(text, since, start):
        return False
    return not (rule.not_before and rule.not_before.search(text, since, start))


def _joined(text: str, found: list[Match], joins: tuple[Join, ...]) -> list[Match]:
    """Neighbours that are one expression put together, from the right, so that chains join too."""
    kept: list[Match] = []
    for match in reversed(found):
        head = kept[-1] if kept else None
        if head and head.start - match.end <= 24 and _join_of(text, match, head, joins):
            kept[-1] = Match(match.start, head.end, match.rule, match.found, head)
        else:
            kept.append(match)
    return [match for match in kept[::-1] if "joined" not in match.rule.flags or match.head]


def _join_of(text: str, left: Match, right: Match, joins: tuple[Join, ...]) -> bool:
    return any(
        join.left & left.rule.flags
        and join.right & right.rule.flags
        and join.glue.fullmatch(text, left.end, right.start)
        for join in joins
    )

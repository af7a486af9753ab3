"""Marks of a sentence or clause: whether it tells what happened, or what was planned, denied, asked, hedged and so on.

The rules are data (`rules/en/marks.toml`); each has a pattern, the mark it gives, and examples both ways that the tests run.
"""

from __future__ import annotations

import re
from functools import cache

from tellings.rules import load_rules

MARKS = ("planned", "demanded", "denied", "asked", "hedged", "hypothetical", "reported")
# A longer stretch is no sentence but a text without stops, of which no mark holds as a whole.
_LIMIT = 4000
# A clause of time or a relative clause may be planned or denied while the happening itself took place.
_MAIN_CLAUSE = ("planned", "demanded", "denied", "hedged")
_QUOTED = re.compile(r"“[^“”]*(?:”|\Z)|\"[^\"]*(?:\"|\Z)|«[^«»]*(?:»|\Z)|„[^„“”]*(?:[“”]|\Z)")
_WORDS = re.compile(r"\w+")
_SPACES = re.compile(r"\s+")


def find_marks(text: str) -> tuple[str, ...]:
    """The marks of a sentence or clause, in the order of `MARKS`.

    planned: set for later; demanded: asked of somebody; denied: said not to have been; asked: a question; hedged: held as
    likely or possible; hypothetical: true only on a condition; reported: told on another's word. What stands in quotation
    marks is another's speech and gives no mark, unless the whole sentence is speech.
    """
    own = _own_words(text[:_LIMIT])
    main = _subordinate().sub("", own)
    return tuple(mark for mark, pattern in _patterns() if pattern.search(main if mark in _MAIN_CLAUSE else own))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """For each mark all its rules as one pattern."""
    rules = load_rules("marks")["rule"]
    joined = {mark: "|".join(f"(?:{r['pattern']})" for r in rules if r["mark"] == mark) for mark in MARKS}
    return tuple((mark, re.compile(pattern, re.IGNORECASE)) for mark, pattern in joined.items())


@cache
def _subordinate() -> re.Pattern[str]:
    """A subordinate clause up to the next stop, or a parenthesis."""
    return re.compile(load_rules("marks")["main_clause"]["subordinator"] + r"[^,;:.!?—()]*|\([^()]*\)", re.IGNORECASE)


def _own_words(text: str) -> str:
    """The text with one kind of space and apostrophe, and speech of three words or more left out where a sentence remains."""
    plain = _SPACES.sub(" ", text).replace("’", "'").strip()
    own = _QUOTED.sub(lambda m: m.group() if len(_WORDS.findall(m.group())) < 3 else '""', plain)
    return own if len(_WORDS.findall(own)) > 1 else plain

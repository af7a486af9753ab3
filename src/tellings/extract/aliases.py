"""Two names that the text says are one: "Kells (now Morrow)", "Lev Hale, better known as Morrow"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import pairwise

from tellings.extract.mentions import Mention
from tellings.rules import load_rules


def find_aliases(mentions: Sequence[Mention], texts: Mapping[str, str]) -> Iterator[tuple[Mention, Mention, str]]:
    """Neighbouring mentions of one thing, with the words that say so. `texts` are the sources' texts by account."""
    gap, after = _patterns()
    for one, other in pairwise(mentions):
        text = texts[one.account]
        apart = (
            one.account != other.account or one.land or other.land or (one.kind == "person") != (other.kind == "person")
        )
        if not apart and gap.fullmatch(text, one.end, other.start) and after.match(text, other.end):
            yield one, other, " ".join(text[one.start : other.end].split())


@cache
def _patterns() -> tuple[re.Pattern[str], re.Pattern[str]]:
    rules = load_rules("names_places")["alias"]
    return re.compile(rules["gap"]), re.compile(rules["after"])

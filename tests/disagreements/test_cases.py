"""Every case file of `tests/cases` comes out as it says: what must be found, and what must not."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from planting import compared

from tellings.model import Disagreement

CASES = [
    pytest.param(case, id=f"{path.stem}-{number}")
    for path in sorted((Path(__file__).parent.parent / "cases").glob("*.toml"))
    for number, case in enumerate(tomllib.loads(path.read_text(encoding="utf-8"))["case"], 1)
]


def meets(found: Disagreement, wanted: dict[str, Any]) -> bool:
    """Whether a finding has the kind, the rule, the degree and the sides that a case asks for."""
    same = all(getattr(found, key) == wanted[key] for key in ("kind", "degree", "shown") if key in wanted)
    quoted = {(s.account, s.span.text) for s in found.sides if s.span}
    silent = {s.account for s in found.sides if not s.span}
    sides = wanted.get("sides", {})
    said = all(any(account == a and words in text for a, text in quoted) for account, words in sides.items())
    return same and said and set(wanted.get("silent", ())) <= silent


@pytest.mark.parametrize("case", CASES)
def test_case_finds_what_it_says_and_nothing_that_it_rules_out(case: dict[str, Any]) -> None:
    """A case's `finds` are all found, none of its `finds_not` is, and where it says `quiet` nothing at all is shown."""
    found = compared(case["accounts"], case.get("event", ()))
    told = [(d.kind, d.shown, d.probability, d.why) for d in found]

    for wanted in case.get("finds", ()):
        assert any(meets(d, wanted) for d in found), (wanted, told)
    for unwanted in case.get("finds_not", ()):
        assert not any(meets(d, unwanted) for d in found), (unwanted, told)
    if case.get("quiet"):
        assert not [d for d in found if d.shown], told

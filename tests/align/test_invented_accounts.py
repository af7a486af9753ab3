"""The invented accounts that weights are fitted on or looked at with, and their reader."""

from __future__ import annotations

import json
from pathlib import Path

import accounts
import pytest

KEPT = accounts.INVENTED.with_name("kept")
INVENTED = sorted(p.parent for folder in (accounts.INVENTED, KEPT) for p in folder.glob("*/gold.toml"))

LISTED = """
title = "A bridge"
[[accounts]]
id = "clerk"
title = "The clerk"
file = "clerk.txt"
[[accounts]]
id = "miller"
title = "The miller"
file = "miller.txt"
"""
GOLD = """
[[events]]
id = "e1"
label = "the bridge falls"
[events.tellings]
clerk = ["The bridge fell at noon."]
miller = ["At one the bridge went down."]
[[disagreements]]
id = "d1"
kind = "date"
strength = "contradiction"
why = "Noon against one."
[disagreements.sides]
clerk = ["at noon"]
miller = ["At one"]
[[disagreements]]
id = "d2"
kind = "omission"
strength = "missing_detail"
why = "The miller passes over the rain."
[disagreements.sides]
clerk = ["It rained."]
miller = []
[[disagreements]]
id = "d3"
kind = "figure"
strength = "contradiction"
why = "The miller counts twice."
[disagreements.sides]
miller = ["Two men", "three men"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A dossier of two accounts of two sentences."""
    (tmp_path / "accounts.toml").write_text(LISTED, encoding="utf-8")
    (tmp_path / "gold.toml").write_text(GOLD, encoding="utf-8")
    (tmp_path / "clerk.txt").write_text("It rained. The bridge fell at noon.\n", encoding="utf-8")
    (tmp_path / "miller.txt").write_text(
        "Two men, or three men, saw it. At one the bridge went down.\n", encoding="utf-8"
    )
    return tmp_path


def test_quotations_become_spans(folder: Path) -> None:
    """A quotation stands where it is found; a silent side has no spans; an account against itself has two sides."""
    gold = accounts.read_accounts(folder)
    told = gold["events"]["events"][0]["accounts"]
    assert told["clerk"]["spans"] == [{"start": 11, "end": 35, "quote": "The bridge fell at noon."}]
    first, omitted, inside = gold["disagreements"]["disagreements"]
    assert [s["spans"][0]["start"] for s in first["sides"]] == [27, 31]
    assert omitted["sides"][1] == {"account": "miller", "spans": []}
    assert [(s["account"], s["spans"][0]["quote"]) for s in inside["sides"]] == [
        ("miller", "Two men"),
        ("miller", "three men"),
    ]


@pytest.mark.parametrize("wrong", ["at midnight", "e"])
def test_a_quotation_is_exact_and_unique(folder: Path, wrong: str) -> None:
    """A quotation that is not there, or more than once, is refused with the words and the account."""
    (folder / "gold.toml").write_text(GOLD.replace('["at noon"]', f'["{wrong}"]'), encoding="utf-8")
    with pytest.raises(ValueError, match=f"d1 quotes '{wrong}'.*clerk"):
        accounts.read_accounts(folder)


def test_the_written_gold_has_the_texts_beside_it(folder: Path, tmp_path: Path) -> None:
    """The written folder holds each account's text, and its spans are offsets into it."""
    target = accounts.write_gold(folder, tmp_path / "gold")
    text = (target / "miller.txt").read_text(encoding="utf-8")
    (event,) = json.loads((target / "events.json").read_text(encoding="utf-8"))["events"]
    (span,) = event["accounts"]["miller"]["spans"]
    assert text[span["start"] : span["end"]] == span["quote"]


@pytest.mark.parametrize("invented", INVENTED, ids=lambda p: p.name)
def test_invented_gold_quotes_exactly(invented: Path) -> None:
    """Every quotation of every invented dossier is exact and unique, and two accounts or more tell at least twenty events."""
    gold = accounts.read_accounts(invented)
    shared = [e for e in gold["events"]["events"] if len(e["accounts"]) > 1]
    assert len(shared) >= 20

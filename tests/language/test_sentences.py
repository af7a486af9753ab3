"""Sentences: where they begin and end, on golden texts, on any text, and on texts of hostile shape."""

from __future__ import annotations

import json
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.language.sentences import LONGEST, split
from tellings.rules import load_rules

GOLDEN = [
    pytest.param(text, expected, id=f"{entry['name']}-{number}")
    for table in ("abbreviation", "opening", "case")
    for entry in load_rules("language_sentences")[table]
    for number, (text, expected) in enumerate(entry["examples"])
]

WORDS = "Gen.|St.|U.S.|K.|No.|5|p.m.|The|men|ran|ran.|fell!|(why?)|“Go.”|\"|'|...|…|\n|\n\n|\t|\u00a0|• |Q. |1.|end.Then|)|é|\u2028"
PROSE = st.lists(st.sampled_from(WORDS.split("|")), max_size=60).map(" ".join)


@pytest.mark.parametrize(("text", "expected"), GOLDEN)
def test_golden_texts_are_split_as_written(text: str, expected: list[str]) -> None:
    """Each example of the rule file is split into the sentences that stand beside it."""
    assert [text[start:end] for start, end in split(text)] == expected


@given(st.one_of(PROSE, st.text(max_size=200)))
def test_sentences_are_ordered_stripped_and_lose_no_word(text: str) -> None:
    """Sentences do not overlap, carry no white space at their ends, and hold every letter and digit of the text."""
    found = split(text)

    assert all(start < end for start, end in found)
    assert all(a[1] <= b[0] for a, b in pairwise(found))
    assert all(text[start:end] == text[start:end].strip() for start, end in found)
    assert Counter(c for start, end in found for c in text[start:end] if c.isalnum()) == Counter(
        filter(str.isalnum, text)
    )


@given(PROSE, st.integers(0, 40), st.integers(0, 40))
def test_a_stretch_is_split_as_if_it_stood_alone(text: str, start: int, length: int) -> None:
    """The sentences of text[a:b] are those of that stretch alone, moved by a."""
    end = min(len(text), start + length)
    alone = split(text[start:end])

    assert split(text, start, end) == [(start + a, start + b) for a, b in alone]


@pytest.mark.parametrize("piece", ["The men ran to the gate. ", "no stop here ", "x", '" ', ". ", "Gen. "])
def test_five_megabytes_in_one_line_take_seconds(piece: str) -> None:
    """A line of 5 MB is split in a few seconds of computing, into sentences of bounded length, whatever it is made of."""
    text = piece * (5_000_000 // len(piece))
    began = time.process_time()
    found = split(text)

    assert time.process_time() - began < 10
    assert max(end - start for start, end in found) <= LONGEST


def test_gold_tellings_begin_and_end_with_sentences_on_shared_dossiers(shared: Path) -> None:
    """On each shared dossier, 96 of 100 gold tellings begin where a sentence begins and end where one ends."""
    for folder in sorted(p for p in (shared / "dossiers").iterdir() if p.is_dir()):
        good = list(_gold_edges(folder))

        assert sum(good) >= 0.96 * len(good), folder.name


def _gold_edges(folder: Path) -> list[bool]:
    """For both ends of each gold telling, whether a sentence has that end too."""
    accounts = {a["id"]: a for a in json.loads((folder / "accounts.json").read_text(encoding="utf-8"))["accounts"]}
    texts = {p.name: p.read_bytes().decode("utf-8") for p in folder.glob("*.txt")}
    edges = {name: [set(side) for side in zip(*split(text), strict=True)] for name, text in texts.items()}
    good = []
    for event in json.loads((folder / "events.json").read_text(encoding="utf-8"))["events"]:
        for account, telling in event["accounts"].items():
            starts, ends = edges[Path(accounts[account].get("file") or "source.txt").name]
            for span in telling["spans"] if telling else ():
                good += [span["start"] in starts, span["end"] in ends]
    return good

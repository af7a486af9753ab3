"""The laws: every span is the source's text to the letter, every finding says what found it, the same input gives the same bytes."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from places import EXAMPLES
from tellings import store
from tellings.build import compare
from tellings.errors import TellingsError
from tellings.model import Dossier, Span


def spans_in(value: Any) -> Iterator[Span]:
    """Every span that stands anywhere in a value made of dataclasses and tuples."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for inner in value:
            yield from spans_in(inner)
    elif is_dataclass(value):
        for field in fields(value):
            yield from spans_in(getattr(value, field.name))


def assert_grounded(dossier: Dossier) -> None:
    """Each span lies inside its account and reads there what it says it reads."""
    text_of = {s.id: s.text for s in dossier.sources}
    account_of = {a.id: a for a in dossier.accounts}
    for span in spans_in(dossier):
        account = account_of[span.account]
        assert account.start <= span.start <= span.end <= account.end
        assert text_of[account.source][span.start : span.end] == span.text


def test_examples_are_grounded(example: Dossier) -> None:
    """Every span of every finding in the examples is the source's text to the letter."""
    assert_grounded(example)


def test_every_finding_says_what_found_it(example: Dossier) -> None:
    """No time, figure, name, attribution, event, disagreement or shared passage lacks its `found_by`."""
    d = example
    findings: tuple[Any, ...] = (
        *d.times,
        *d.figures,
        *d.names,
        *d.attributions,
        *d.events,
        *d.disagreements,
        *d.shared,
    )

    assert [f for f in findings if not f.found_by] == []


def test_every_difference_shows_both_sides(example: Dossier) -> None:
    """A disagreement has two sides at least, and of them only a silent account has no words."""
    for d in example.disagreements:
        assert len(d.sides) >= 2 or (len({s.account for s in d.sides}) == 1 and d.kind == "arithmetic")
        assert all(s.span is not None for s in d.sides) or d.kind == "omission"


def test_ids_are_unique(example: Dossier) -> None:
    """No two things of one kind carry one id, so that an edit names one thing."""
    d = example
    kinds: list[tuple[Any, ...]] = [
        d.sources,
        d.accounts,
        d.tellings,
        d.events,
        d.disagreements,
        d.attributions,
        d.entities,
    ]
    for things in kinds:
        ids = [t.id for t in things]
        assert len(ids) == len(set(ids))


PIECES = st.sampled_from(
    [
        *(
            "On 3 May 1808 ",
            "the army ",
            "fell. ",
            "He said: \u201cNo\u201d. ",
            "\n\n",
            "\n",
            "\r\n",
            "2,500 men ",
            "\u202eabc",
            "\x00",
        ),
        *(
            "The next day ",
            "In 44 BC ",
            "\U0001f600",
            "a\u0301",
            "Madrid ",
            "\ufeff",
            "\u2028",
            "10% of them ",
            "Q. Why? ",
            "\u0130I ",
            "\t",
        ),
    ]
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    first=st.lists(PIECES, min_size=1, max_size=40),
    second=st.lists(PIECES | st.text(max_size=9), min_size=1, max_size=40),
)
def test_any_text_is_grounded(tmp_path: Path, first: list[str], second: list[str]) -> None:
    """Whatever the characters of two files, every span found in them is their text to the letter, or they are refused with an error."""
    for name, pieces in (("a.txt", first), ("b.txt", second)):
        (tmp_path / name).write_text("".join(pieces), encoding="utf-8", errors="replace", newline="")
    try:
        dossier = compare([tmp_path / "a.txt", tmp_path / "b.txt"])
    except TellingsError:
        return
    assert_grounded(dossier)
    assert store.from_json(store.to_json(dossier)) == dossier


def test_same_input_gives_the_same_bytes(tmp_path: Path, baltic: Dossier) -> None:
    """A second run over a copy of the folder whose files were made in another order gives the same dossier to the byte."""
    copy = tmp_path / "baltic-1940"
    copy.mkdir()
    for path in sorted((EXAMPLES / "baltic-1940").iterdir(), reverse=True):
        shutil.copy(path, copy / path.name)

    assert store.to_json(compare([copy])) == store.to_json(baltic)


@pytest.mark.parametrize("name", ["baltic-1940", "monitor-merrimac", "peterloo", "rome-fire", "steel-tariffs-2018"])
def test_grounded_on_shared_dossiers(shared: Path, name: str) -> None:
    """Every span found in the real accounts of the shared dossiers is their text to the letter."""
    assert_grounded(compare(sorted((shared / "dossiers" / name).glob("*.txt"))))

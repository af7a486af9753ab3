"""A person's corrections: kept in a journal, done again on every run, undone by another edit, never lost."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellings import edits
from tellings.errors import DossierError
from tellings.model import Dossier, Edit
from test_grounding import assert_grounded

WHEN = "2026-01-02T03:04:05+00:00"


def ask(dossier: Dossier, verb: str, *ids: str) -> Edit:
    """The edit that a person asks for."""
    return edits.propose(dossier, verb, ids, why="I looked it up", who="an editor", when=WHEN)


def test_parted_telling_stands_alone_and_undo_brings_it_back(baltic: Dossier) -> None:
    """A telling that is parted from its event makes an event of its own; undoing the edit gives the same dossier as before."""
    event = next(e for e in baltic.events if len(e.tellings) > 2)
    alone = event.tellings[-1]
    edit = ask(baltic, "part", alone.id)
    parted = edits.replay(baltic, [edit])

    own = [e for e in parted.events if set(alone.spans) & {s for t in e.tellings for s in t.spans}]
    assert [len(e.tellings) for e in own] == [1]
    assert_grounded(parted)

    undo = ask(parted, "undo", edit.id)
    assert edits.replay(baltic, [edit, undo]).events == baltic.events


def test_joined_events_are_one_with_every_telling(baltic: Dossier) -> None:
    """Two events that a person joins become one event, found by a person, with the tellings of both and nothing lost."""
    one, two = [e for e in baltic.events if len(e.tellings) == 1][:2]
    joined = edits.replay(baltic, [ask(baltic, "join", one.id, two.id)])

    spans = {s for e in (one, two) for t in e.tellings for s in t.spans}
    event = next(e for e in joined.events if spans & {s for t in e.tellings for s in t.spans})
    assert spans == {s for t in event.tellings for s in t.spans}
    assert event.found_by == "person"
    assert len(joined.events) == len(baltic.events) - 1
    assert_grounded(joined)


def test_rejected_disagreement_is_kept_and_not_shown(baltic: Dossier) -> None:
    """A rejected disagreement stays in the dossier, marked, and is shown no more; an accepted one is shown."""
    wrong = next(d for d in baltic.disagreements if d.shown)
    right = next(d for d in baltic.disagreements if not d.shown)
    done = edits.replay(baltic, [ask(baltic, "reject", wrong.id), ask(baltic, "accept", right.id)])
    state = {d.id: (d.state, d.shown) for d in done.disagreements}

    assert state[wrong.id] == ("rejected", False)
    assert state[right.id] == ("accepted", True)


def test_date_given_by_a_person_moves_the_event(baltic: Dossier) -> None:
    """An event that a person dates carries that date and its days."""
    event = baltic.events[0]
    done = edits.replay(baltic, [ask(baltic, "date", event.id, "1940-06-15")])

    assert {e.edtf for e in done.events if e.label == event.label} == {"1940-06-15"}


def test_names_can_be_put_together_and_apart(baltic: Dossier) -> None:
    """Two entities become one under same-name; a name taken out by not-same-name gets an entity of its own."""
    one, two = baltic.entities[:2]
    together = edits.replay(baltic, [ask(baltic, "same-name", one.id, two.id)])
    assert two.id not in {n.entity for n in together.names}

    words = next(n.span.text for n in together.names if n.entity == one.id)
    apart = edits.replay(together, [ask(together, "not-same-name", words)])
    assert {n.entity for n in apart.names if n.span.text == words}.isdisjoint({one.id})


def test_edit_that_no_longer_fits_is_reported_and_kept(baltic: Dossier) -> None:
    """An edit whose telling is gone changes nothing, is named in the notices, and stays in the dossier."""
    stale = Edit("x1", "join", ("tgone", "talsogone"), None, "an editor", WHEN, "")
    done = edits.replay(baltic, [stale])

    assert done.events == baltic.events
    assert any("x1" in notice and "no longer fits" in notice for notice in done.notices)
    assert done.edits == (stale,)


def test_undo_can_be_undone() -> None:
    """An undo that is itself undone leaves the first edit standing."""
    first = Edit("x1", "reject", ("d1",), None, "a", WHEN, "")
    undo = Edit("x2", "undo", ("x1",), None, "a", WHEN, "")
    again = Edit("x3", "undo", ("x2",), None, "a", WHEN, "")

    assert edits.standing([first, undo]) == ()
    assert edits.standing([first, undo, again]) == (first,)


def test_journal_reads_back_what_was_written(tmp_path: Path, baltic: Dossier) -> None:
    """The journal beside a dossier holds each edit as it was made, oldest first."""
    journal = edits.journal_of(tmp_path / "case.json")
    made = [ask(baltic, "note", baltic.events[0].id), ask(baltic, "reject", baltic.disagreements[0].id)]
    for edit in made:
        edits.append(journal, edit)

    assert journal.name == "case.edits.jsonl"
    assert list(edits.read_journal(journal)) == made


def test_damaged_journal_line_is_named(tmp_path: Path) -> None:
    """A line that is no edit raises DossierError with the file and the line's number."""
    journal = tmp_path / "case.edits.jsonl"
    journal.write_text('{"id": "x1"}\n', encoding="utf-8")

    with pytest.raises(DossierError, match=r"case\.edits\.jsonl, line 1"):
        edits.read_journal(journal)


@pytest.mark.parametrize(
    ("verb", "ids"),
    [("join", ["e1"]), ("reject", ["nothing"]), ("date", ["e1"]), ("date", ["e1", "June"]), ("part", ["e"])],
)
def test_impossible_edit_says_what_it_needs(baltic: Dossier, verb: str, ids: list[str]) -> None:
    """An edit of an unknown id, of too few, or with a date that is none raises DossierError."""
    with pytest.raises(DossierError):
        ask(baltic, verb, *ids)

"""From tellings to events, end to end on small accounts."""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path

import pytest

from places import Read
from tellings.align import align_tellings, find_shared
from tellings.model import Event

KEEPER = """The lighthouse keeper saw the brig strike the reef soon after midnight on 3 March 1821. He lit the great lamp
and ran down to the beach. Two fishermen launched a boat and brought eleven sailors ashore. The captain drowned when the
mast fell. In the morning the wreckers stripped the hull of its copper. On 9 March the magistrate held an inquest at the inn."""
SAILOR = """I was a boy before the mast. On the night of 3 March 1821 our ship ran upon the rocks. A boat put out from the
shore, and the men in it saved fourteen of us. Our master was killed by the falling mast. Nobody in that village is to be
trusted. When day broke, people had already torn the copper from the ship's bottom. Six days later there was an inquest
before the magistrate."""
PAPER = """The merchants of the port have seldom known a harder winter. The brig was lost on the reef in the night of the
3rd of March. Her captain perished. An inquest was held at the inn on 9 March 1821, and the magistrate blamed nobody."""


def events_of(read: Read, *texts: str) -> tuple[Event, ...]:
    """The events of accounts given as texts."""
    accounts, findings = read(*texts)
    return align_tellings(accounts, findings, find_shared(accounts, findings)).events


@pytest.fixture(scope="module")
def wreck(read: Read) -> tuple[Event, ...]:
    """The events of three accounts of a shipwreck."""
    return events_of(read, KEEPER, SAILOR, PAPER)


def holding(events: tuple[Event, ...], words: str) -> list[Event]:
    """The events of several accounts in which a telling has these words."""
    return [e for e in events if len(e.tellings) > 1 and any(words in s.text for t in e.tellings for s in t.spans)]


def says(event: Event, words: str) -> bool:
    """One of the event's tellings has these words."""
    return any(words in s.text for t in event.tellings for s in t.spans)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("strike the reef", "ran upon the rocks"),
        ("brought eleven sailors", "saved fourteen of us"),
        ("The captain drowned", "Our master was killed"),
        ("stripped the hull", "torn the copper"),
        ("held an inquest", "there was an inquest"),
    ],
)
def test_the_same_happening_in_other_words_is_one_event(wreck: tuple[Event, ...], one: str, other: str) -> None:
    """Accounts that tell a thing in other words, and with another number, are joined there."""
    assert any(says(e, other) for e in holding(wreck, one))


def test_what_tells_no_happening_is_joined_to_nothing(wreck: tuple[Event, ...]) -> None:
    """A moral and a description have no partner."""
    assert not holding(wreck, "Nobody in that village")
    assert not holding(wreck, "harder winter")


def test_a_happening_that_one_alone_tells_is_an_event(read: Read) -> None:
    """What is in one account only stands on the timeline all the same, and a question that it asks does not."""
    events = events_of(
        read, KEEPER, "On 20 April 1821 a calf with two heads was shown at the fair. Who would believe it?"
    )
    assert [len(e.tellings) for e in events if says(e, "calf with two heads")] == [1]
    assert not any(says(e, "Who would believe") for e in events)


def test_events_stand_in_the_order_of_time(wreck: tuple[Event, ...]) -> None:
    """The wreck comes before the stripping of the hull, which has no date of its own, and that before the inquest."""
    place = {w: next(n for n, e in enumerate(wreck) if says(e, w)) for w in ("strike", "stripped", "held an inquest")}
    assert place["strike"] < place["stripped"] < place["held an inquest"]


def test_an_event_has_the_day_that_its_tellings_name(read: Read, wreck: tuple[Event, ...]) -> None:
    """The inquest is dated by the account that names the day; a day that is only carried dates no event."""
    assert next(e for e in wreck if says(e, "held an inquest")).edtf == "1821-03-09"
    events = events_of(read, "On 4 May 1820 the bridge fell. Nobody crossed it.")
    assert [e.edtf for e in events] == ["1820-05-04", None]


def test_every_join_has_reasons_that_add_up(wreck: tuple[Event, ...]) -> None:
    """The weights of a pair's reasons add up to the logarithm of the odds of its probability."""
    for event in (e for e in wreck if len(e.tellings) == 2):
        total = sum(r.weight for r in event.reasons)
        likely = event.tellings[0].probability
        assert 1 / (1 + 2.718281828**-total) == pytest.approx(likely, abs=0.02)
        assert all(r.why and set(r.between) == {t.id for t in event.tellings} for r in event.reasons)


def test_labels_and_spans_are_to_the_letter(wreck: tuple[Event, ...]) -> None:
    """A label is a stretch of one of the event's spans and short enough to read at a glance."""
    for event in wreck:
        assert len(event.label.text) <= 120
        assert any(
            s.start <= event.label.start < s.end and event.label.text in s.text for t in event.tellings for s in t.spans
        )


def test_three_treaties_with_three_towns_are_three_events(read: Read) -> None:
    """Sentences that differ in day and town alone are joined each to its own."""
    one = """On 2 May 1702 the duke signed a treaty of peace with Arnstadt. On 9 May 1702 the duke signed a treaty of peace
    with Brelau. On 21 May 1702 the duke signed a treaty of peace with Corvin."""
    two = """A treaty was concluded between Arnstadt and the duke on 2 May 1702. A week later, on 9 May, Brelau concluded a
    treaty. Corvin followed with a treaty on 21 May."""
    events = [e for e in events_of(read, one, two) if len(e.tellings) > 1]
    for town in ("Arnstadt", "Brelau", "Corvin"):
        assert any(all(town in s.text for t in e.tellings for s in t.spans) for e in events), town


def test_one_account_and_none_at_all(read: Read) -> None:
    """A single account gives its own timeline; an empty one gives nothing."""
    assert [len(e.tellings) for e in events_of(read, "The mill burned. The miller fled.")] == [1, 1]
    assert events_of(read, "") == ()


def test_the_same_accounts_give_the_same_events(read: Read, wreck: tuple[Event, ...]) -> None:
    """A second run gives every event, number and reason alike."""
    assert events_of(read, KEEPER, SAILOR, PAPER) == wreck


def test_passages_on_shared_dossiers(shared: Path, read: Read) -> None:
    """Of the passages a reader marked in four accounts, nine of eleven are found with at most 22 said."""
    folder = shared / "dossiers" / "baltic-1940"
    gold = json.loads((folder / "accounts.json").read_text(encoding="utf-8"))
    text = (folder / "source.txt").read_text(encoding="utf-8")
    accounts, findings = read(*(text[a["start"] : a["end"]] for a in gold["accounts"]))
    offset = {account.id: a["start"] for account, a in zip(accounts, gold["accounts"], strict=True)}
    said = find_shared(accounts, findings)
    sys.path.insert(0, str(shared / "score"))
    score_dossier = importlib.import_module("score_dossier")

    def told(span: dict[str, int]) -> tuple[str, None, list[dict[str, int]]]:
        return "", None, [span]

    spans = [
        [told({"start": offset[s.account] + s.start, "end": offset[s.account] + s.end}) for s in (p.a, p.b)]
        for p in said
    ]
    touch = score_dossier.touch
    found = [
        any(
            (touch(told(g["a"]), a) and touch(told(g["b"]), b)) or (touch(told(g["a"]), b) and touch(told(g["b"]), a))
            for a, b in spans
        )
        for g in gold["shared_text"]
    ]
    assert sum(found) >= 9
    assert len(said) <= 22

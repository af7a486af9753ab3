"""Silence with its reason, agreement with its number of hands."""

from __future__ import annotations

from places import Read
from tellings.align import align_tellings, find_shared
from tellings.model import Event

FULL = """On 3 June 1780 the rioters broke down the gates of the gaol. On 25 June they set the distillery on fire. On 20 July
the regiment of Colonel Harwood cleared the bridge and 285 people were killed. On 30 August the shops were opened again."""
SHORT = """The rioters broke down the gaol gates on 3 June 1780. On 20 July Colonel Harwood's regiment cleared the bridge and
285 people were killed. The shops opened again on 30 August."""
EARLY = """On 3 June 1780 the gates of the gaol were broken down by rioters. On 4 June everybody talked of it."""
BROKEN_OFF = """On 3 June 1780 the gates of the gaol were broken down by rioters. On 25 June the distillery was set on fire and the"""
COPIED = """The gaol was opened on 3 June 1780, they say. On 20 July the regiment of Colonel Harwood cleared the bridge and 285
people were killed."""


def events_of(read: Read, *texts: str) -> tuple[Event, ...]:
    """The events that two accounts or more tell."""
    accounts, findings = read(*texts)
    return tuple(
        e for e in align_tellings(accounts, findings, find_shared(accounts, findings)).events if len(e.tellings) > 1
    )


def event(events: tuple[Event, ...], words: str) -> Event:
    """The event in which a telling has these words."""
    return next(e for e in events if any(words in s.text for t in e.tellings for s in t.spans))


def test_an_account_that_tells_what_is_around_is_silent(read: Read) -> None:
    """It tells what comes before and after the fire, but not the fire."""
    fire = event(events_of(read, FULL, BROKEN_OFF.replace(" and the", "."), SHORT), "distillery")
    assert [(s.account, s.reason) for s in fire.silent] == [("a2", "silent")]


def test_an_account_that_ends_before_does_not_cover_it(read: Read) -> None:
    """An account whose own days end before the event is not called silent."""
    bridge = event(events_of(read, FULL, SHORT, EARLY), "cleared the bridge")
    assert [(s.account, s.reason) for s in bridge.silent] == [("a2", "not_covered")]


def test_a_text_that_breaks_off_is_not_called_silent(read: Read) -> None:
    """What comes after the place where a text breaks off cannot be in it."""
    bridge = event(events_of(read, FULL, SHORT, BROKEN_OFF), "cleared the bridge")
    assert [(s.account, s.reason) for s in bridge.silent] == [("a2", "text_ends")]


def test_what_is_told_alike_is_said_with_the_hands(read: Read) -> None:
    """Two accounts give the same day and the same number of dead, each in its own words."""
    bridge = event(
        events_of(read, FULL, SHORT.replace("cleared the bridge", "drove everybody off the bridge")), "cleared"
    )
    said = {a.on: a for a in bridge.agree}
    assert said["date"].says == "1780-07-20"
    assert said["figure"].says.startswith("285")
    assert said["date"].accounts == ("a0", "a1")


def test_accounts_that_share_wording_count_as_one_hand(read: Read) -> None:
    """An agreement of an account with its copy has one hand behind it."""
    bridge = event(events_of(read, FULL, COPIED), "cleared the bridge")
    assert {a.on for a in bridge.agree} >= {"date", "figure", "wording"}
    assert {a.independent for a in bridge.agree} == {1}

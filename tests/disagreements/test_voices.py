"""Wording, reasons, sources and details of aligned tellings, read by the language room: what differs in how it is told."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from tellings import language
from tellings.disagreements import attribution, cause, details, framing, omission, positions, retold
from tellings.disagreements.context import Context, Draft
from tellings.disagreements.pieces import pieces
from tellings.extract import extract_findings
from tellings.model import Account, Event, Silence, Source, Span, Telling

pytestmark = pytest.mark.skipif(
    not language.analyse("It rains.").tokens[0].tag, reason="the weights of the language room are not installed"
)


def context_of(texts: Mapping[str, str], *, silent: tuple[str, ...] = ()) -> Context:
    """Accounts of one happening each: all sentences of all accounts but the silent ones are one event."""
    sources = [Source(f"s{name}", f"{name}.txt", "0" * 64, text, "text/plain") for name, text in texts.items()]
    accounts = [Account(name, f"s{name}", 0, len(text), name) for name, text in texts.items()]
    findings = extract_findings(sources, accounts)
    tellings = tuple(
        Telling(f"t{a.id}", a.id, tuple(s.span for s in findings.sentences if s.span.account == a.id))
        for a in accounts
        if a.id not in silent
    )
    silences = tuple(Silence(name, "silent", "it tells what comes before and after") for name in silent)
    event = Event("e", tellings[0].spans[0], None, None, None, tellings, silences)
    return Context(accounts, findings, [event], ())


def said(drafts: list[Draft]) -> set[tuple[str, ...]]:
    """What the sides of each draft say in short."""
    return {tuple(s.says for s in d.sides) for d in drafts}


def test_opposed_words_of_one_thing_weigh_more_than_of_two() -> None:
    """Of one wound "severely" and "slightly" are likelier than "heavy" of the guns and "slight" of the rain."""
    one = framing.find(
        context_of({"A": "The captain was slightly wounded.", "B": "The captain was severely wounded at the gate."})
    )
    two = framing.find(
        context_of({"A": "The captain heard a slight rain.", "B": "The captain saw the heavy guns at the gate."})
    )

    assert ("slightly", "severely") in said(one)
    assert max(d.grounds.evidence - d.grounds.against for d in one) > max(
        (d.grounds.evidence - d.grounds.against for d in two), default=0.0
    )


def test_word_that_an_account_knows_both_ends_of_is_not_held_against_it() -> None:
    """Who speaks of a temporary licence and of a permanent licence does not contradict who speaks of the other."""
    both = "The council granted a temporary licence. Later it granted a permanent licence to the mill."
    found = framing.find(context_of({"A": both, "B": "The council granted a temporary licence to the mill."}))

    assert all(d.grounds.against >= 1 for d in found if d.found_by == "opposed_words")


def test_retold_piece_needs_words_of_its_own_on_either_side() -> None:
    """Two tellings in other words are set side by side, unsure; the same words twice are not."""
    other = retold.find(
        context_of(
            {
                "A": "The miller sold the old mill to his cousin for a trifling sum.",
                "B": "The miller gave the old mill away, weeping, to a greedy relative.",
            }
        )
    )
    same = retold.find(context_of({"A": "The miller sold the old mill.", "B": "The miller sold the old mill."}))

    assert len(other) == 1
    assert not same


def test_reasons_of_one_happening_are_found_by_words_and_by_trees() -> None:
    """A "because" marks a reason, and so does a "to" that the tree says is an aim; "wanted to" does not."""
    aims = {"A": "They burned the bridge because of the plague.", "B": "They burned the bridge to stop the riders."}
    none = {"A": "They burned the bridge because of the plague.", "B": "They wanted to burn the bridge."}

    (draft,) = cause.find(context_of(aims))
    assert [s.says for s in draft.sides] == ["the reason: “because”", "the reason: “to”"]
    assert not cause.find(context_of(none))


def test_position_is_set_against_what_other_accounts_call_it() -> None:
    """Who holds it, and both words, are named; an account that reports the position is not set against itself."""
    found = positions.find(
        context_of(
            {
                "A": "The province joined the union on 3 May 1870. It flourished.",
                "B": "The union took the province on 3 May 1870. Today most historians call it an annexation of the province.",
            }
        )
    )

    (draft,) = found
    assert [s.says for s in draft.sides] == ["most historians: annexation", "joined"]
    assert [s.account for s in draft.sides] == ["B", "A"]


def test_claim_of_two_sources_names_both() -> None:
    """The same claim hung on a minister and on a witness is a matter of attribution, unsure."""
    found = attribution.find(
        context_of(
            {
                "A": "The minister said that the ferry had struck the northern pier at full speed.",
                "B": "A fisherman told us that the ferry had struck the northern pier at full speed.",
            }
        )
    )

    assert {("The minister", "A fisherman")} == said(found)
    assert all(d.kind == "attribution" for d in found)


def test_named_source_against_a_nameless_one_comes_first() -> None:
    """Of several pairs of sources one is set down, and a source without a name against one with a name before all others."""
    found = attribution.find(
        context_of(
            {
                "A": "The ministry said the dam would be closed in May. The mayor said the dam was sound.",
                "B": "Two witnesses said the dam would be closed in May. The harbour board said the dam was sound.",
            }
        )
    )

    assert said(found) == {("The ministry", "Two witnesses")}
    assert [d.grounds.against for d in found] == [0]


def test_quotation_of_a_long_report_keeps_the_source_that_stands_at_its_end() -> None:
    """A statement of many words whose source comes last is quoted with its source."""
    long = (
        "The dam above the upper mill would be closed to carts, riders and cattle until the masons had renewed the "
        "eastern sluice and the board had paid for it"
    )
    (found,) = attribution.find(
        context_of(
            {"A": f"{long}, the ministry said.", "B": f"{long.replace('masons', 'smiths')}, two witnesses said."}
        )
    )

    assert [s.span.text.split()[-1] for s in found.sides if s.span] == ["ministry", "witnesses"]
    assert all(len(s.span.text) <= attribution.LONGEST for s in found.sides if s.span)


def test_reasons_that_only_the_tree_shows_must_explain_the_same() -> None:
    """What somebody feared or had suffered is set against an aim where both tell of one flight, and not where they tell of two things."""
    one = cause.find(
        context_of(
            {
                "A": "Having been refused by the council, the regent fled to the harbour.",
                "B": "The regent fled to the harbour to meet the fleet.",
            }
        )
    )
    two = cause.find(
        context_of(
            {
                "A": "Having been refused by the council, the regent wept.",
                "B": "The carters drove to the harbour to meet the fleet.",
            }
        )
    )

    assert said(one) == {("the reason: “refused”", "the reason: “to”")}
    assert two == []


def test_what_is_asked_for_is_no_reason() -> None:
    """Two accounts of one demand that name other points of it give no two reasons."""
    asked = {
        "A": "A demand was put forward to open the granary of the town.",
        "B": "A demand was put forward to dismiss the governor of the town.",
    }

    assert not cause.find(context_of(asked))


def test_detail_that_one_gives_and_another_lacks_is_named() -> None:
    """A number and a person that the other account never gives are listed; what both give is not."""
    found = details.find(
        context_of(
            {
                "A": "Captain Holt brought 40 barrels of tar to the burning harbour.",
                "B": "Some barrels of tar were brought to the burning harbour.",
            }
        )
    )

    (draft,) = found
    assert "40" in draft.sides[0].says
    assert draft.sides[1].account == "B"
    assert draft.kind == "omission"


def test_silence_names_the_silent_and_is_never_sure() -> None:
    """An account that covers the time and tells nothing of it is a side without words."""
    texts = {
        "A": "The ferry sank on 3 May 1911 with 40 passengers, and all of them drowned.",
        "B": "The ferry sank on 3 May 1911; 40 people drowned in the icy river.",
        "C": "A regatta was held.",
    }
    (draft,) = omission.find(context_of(texts, silent=("C",)))

    assert [s.account for s in draft.sides if s.span is None] == ["C"]
    assert draft.grounds.weight > 0


@pytest.mark.parametrize(
    "text",
    [
        "They came; nobody saw them.",
        "The riders came down the hill at noon, but the people of the village had left their houses and fled; nobody was hurt.",
        "x",
    ],
)
def test_pieces_are_the_whole_sentence(text: str) -> None:
    """The pieces of a sentence are its own words, in order, with nothing between them but blanks."""
    found = pieces(Span("A", 7, 7 + len(text), text))

    assert all(p.text == text[p.start - 7 : p.end - 7] for p in found)
    assert "".join(p.text for p in found).replace(" ", "") == text.replace(" ", "")


def test_two_offices_are_a_lesser_difference_than_two_persons() -> None:
    """The ministry and the government may speak for one another; the minister and a fisherman do not."""
    (offices,), (persons,) = (
        attribution.find(
            context_of(
                {
                    "A": f"{one} said the dam would be closed in May.",
                    "B": f"{other} said the dam would be closed in May.",
                }
            )
        )
        for one, other in (("The ministry", "The government"), ("The minister", "A fisherman"))
    )

    assert offices.grounds.against == persons.grounds.against + 1

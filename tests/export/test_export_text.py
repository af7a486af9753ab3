"""The ten-second summary."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made_dossiers import ferry, many, plain

from tellings.export.text import to_text


def test_the_summary_says_what_a_reader_asks_first() -> None:
    """Accounts, events told by two or more, what all tell alike, disagreements by kind, files passed over, notices."""
    summary = " ".join(to_text(ferry()).split())
    for said in (
        "3 accounts:",
        "Harbour book (Pilot's office, 1911-05-07, the harbour)",
        "7 events; 4 told by two or more accounts, 2 by all.",
        "place: the bar (2 independently",
        "5 disagreements: date 1, figure 1, arithmetic 1, framing 1, omission 1.",
        "passed over: photo.pdf: a scan without text",
        "The Letter breaks off",
    ):
        assert said in summary


def test_the_three_weightiest_are_shown_with_both_quotations() -> None:
    """The first three disagreements, each with the words of both sides and where they stand; no fourth."""
    summary = " ".join(to_text(ferry()).split())
    assert '"On 3 May 1911 the ferry Alder left the quay at nine in the morning." (p. 2, s. 2)' in summary
    assert '"The ferry Alder sailed on 4 May 1911." (p. 2, s. 2)' in summary
    assert "30 + 12 + 9 make 51, not 52" in summary
    assert "floating coffin" not in summary


def test_a_disagreement_that_is_not_shown_is_not_summed_up() -> None:
    """What is less sure counts nowhere in the summary."""
    assert "cause" not in to_text(ferry())


@pytest.mark.parametrize("width", [50, 80, 120])
def test_lines_keep_to_the_width(width: int) -> None:
    """No line is longer than the terminal."""
    assert max(map(len, to_text(ferry(), width=width).splitlines())) <= width


def test_a_text_cannot_steer_the_terminal() -> None:
    """Escape sequences, carriage returns and marks that turn the writing direction are shown as escapes."""
    hostile = "\x1b[2J\x07\u202egnihton\u202c"
    dossier = replace(plain([("A\x1b]0;owned\x07", "One. Two.")]), notices=(hostile,))
    summary = to_text(dossier)
    assert not [c for c in summary if not c.isprintable() and c != "\n"]
    assert r"\x1b[2J" in summary


def test_its_own_words_are_ascii() -> None:
    """A terminal that knows ASCII alone can show everything but the quotations."""
    assert to_text(ferry()).isascii()


def test_one_account_and_many_accounts_are_summed_up_too() -> None:
    """One account has nothing to be compared with; of many the first are named and the others counted."""
    alone = to_text(plain([("Alone", "It rained. It stopped.")]))
    assert "1 account:" in alone
    assert "alike" not in alone
    assert "and 4 more" in to_text(many(accounts=12, events=4))

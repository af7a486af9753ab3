"""The spreadsheet: a row for each event and account, safe to open."""

from __future__ import annotations

import csv
import io

import pytest
from made_dossiers import ferry, plain

from tellings.export.csv import COLUMNS, to_csv
from tellings.model import Dossier


def rows_of(dossier: Dossier) -> list[dict[str, str]]:
    """The rows of the dossier's CSV, read back."""
    return list(csv.DictReader(io.StringIO(to_csv(dossier).removeprefix("\ufeff"), newline="")))


def test_there_is_a_row_for_each_event_and_account() -> None:
    """Seven events and three accounts make twenty-one rows, and every row names both."""
    rows = [r for r in rows_of(ferry()) if r["event"]]
    assert len({(r["event"], r["account"]) for r in rows}) == len(rows) == 7 * 3


def test_a_row_quotes_the_account_and_says_where() -> None:
    """Quotation to the letter, date as written and as read, file, page and sentence, and what differs."""
    row = rows_of(ferry())[0]
    assert row["quotation"] == "On 3 May 1911 the ferry Alder left the quay at nine in the morning."
    cited = [row[c] for c in ("account", "author", "source", "page", "sentences")]
    assert cited == ["Harbour book", "Pilot's office", "harbour book.txt", "2", "2"]
    assert [row["date_as_written"], row["date_edtf"], row["earliest"]] == ["3 May 1911", "1911-05-03", "1911-05-03"]
    differ = "Harbour book: “3 May 1911”; Gazette: “4 May 1911”. 3 May and 4 May 1911 are a day apart"
    assert row["disagreements"] == f"date, contradiction: {differ}"


def test_a_position_has_a_row_with_its_holder_and_date() -> None:
    """What is held later stands after the events, with who holds it, since when, and the words to the letter."""
    (row,) = [r for r in rows_of(ferry()) if not r["event"]]
    assert [row[c] for c in ("account", "held_by", "held_since")] == ["Gazette", "The Gazette", "1911-05-08"]
    assert row["quotation"] == "foretold by all"


def test_a_silent_account_has_a_row_with_the_reason() -> None:
    """The row of an account that does not tell an event says why, and quotes nothing."""
    row = next(r for r in rows_of(ferry()) if r["silence"] == "not covered")
    assert (row["account"], row["silence_reason"], row["quotation"]) == ("Gazette", "it tells no week before", "")


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\r="])
def test_no_cell_begins_as_a_formula(first: str) -> None:
    """A title or a quotation that a spreadsheet would run is led by an apostrophe."""
    rows = rows_of(plain([(f"{first}HYPERLINK(0)", f"{first}1+1 is what the ledger says.")]))
    assert rows
    assert not [v for r in rows for v in r.values() if v[:1] in tuple("=+-@\t\r")]


def test_quotation_marks_commas_and_line_breaks_survive() -> None:
    """What the account says comes back from the file as it stands in the account."""
    text = 'He said: "no, never; not\u2028once", and left'
    assert rows_of(plain([("A", text)]))[-1]["quotation"] in text


def test_the_header_is_the_documented_one() -> None:
    """The columns come in their order, after a byte order mark that makes a spreadsheet read UTF-8."""
    first = to_csv(ferry()).split("\r\n", 1)[0]
    assert first == "\ufeff" + ",".join(COLUMNS)

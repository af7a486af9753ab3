"""Accounts lend one another the day of their story where they tell of the same, and say so; they never lend over what is said."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from tellings.build import compare
from tellings.extract import extract_findings
from tellings.model import Account, Source, Time

DATED = (
    "On Monday, the 4th of May 1857, the river rose above Elm Bridge at Harrowby, and the mill of Mr. Tanner was carried away. "
    "Nobody in Harrowby had seen such water. Mr. Tanner was taken from the roof by Captain Rudd and his men."
)
WEEKDAY = (
    "I was at Elm Bridge on Monday when the river rose and the mill was carried away. Mr. Tanner sat on its roof. Captain Rudd "
    "came with a boat on Tuesday. They say in Harrowby that the bridge will be built again."
)
DAY_AND_MONTH = (
    "We slept at Harrowby on the 4th of May. Towards midnight Captain Rudd knocked at every door. On the 6th of May we saw Mr. "
    "Tanner go by, and Elm Bridge was gone."
)
DAY = (
    "It was on the 4th that the mill at Elm Bridge went. Mr. Tanner was on the roof, and Captain Rudd took him down at four o'clock. "
    "Harrowby has not forgotten it."
)
HOURS = (
    "At nine o'clock the river rose above Elm Bridge, and the mill of Mr. Tanner was carried away. Captain Rudd had a boat at ten. "
    "All Harrowby stood on the hill."
)
SECOND = (
    "Captain Rudd deposed: On the 4th of May 1857 the river rose above Elm Bridge. The mill was carried away, and Mr. Tanner "
    "with it. He was sworn at Harrowby on the 9th of June 1857."
)
ELSEWHERE = (
    "I was at Otter Quay on Monday when the river rose and the mill was carried away. Mrs. Lisle sat on its roof. Sergeant Kemp "
    "came with a boat on the 4th of May. They say in Marston that the quay will be built again."
)


def times_of(*texts: str, dates: tuple[str | None, ...] = ()) -> list[dict[str, Time]]:
    """The times of each text by their words; the n-th text has the n-th date of publication."""
    sources = [
        Source(f"s{n}", f"{n}.txt", hashlib.sha256(t.encode()).hexdigest(), t, "text/plain")
        for n, t in enumerate(texts)
    ]
    days = (*dates, *(None for _ in texts))
    accounts = [Account(f"a{n}", f"s{n}", 0, len(t), f"letter {n}", date=days[n]) for n, t in enumerate(texts)]
    found = extract_findings(sources, accounts).times
    return [{t.span.text: t for t in found if t.span.account == a.id} for a in accounts]


@pytest.mark.parametrize(
    ("letter", "words", "edtf"),
    [
        (WEEKDAY, "Monday", "1857-05-04"),
        (WEEKDAY, "Tuesday", "1857-05-05"),
        (DAY_AND_MONTH, "the 4th of May", "1857-05-04"),
        (DAY_AND_MONTH, "the 6th of May", "1857-05-06"),
        (DAY, "the 4th", "1857-05-04"),
    ],
)
def test_what_a_letter_leaves_out_is_lent_by_one_that_says_it(letter: str, words: str, edtf: str) -> None:
    """Each undated letter is read with the year of the dated one, whatever part of the date it gives."""
    _, times = times_of(DATED, letter)
    assert (times[words].edtf, times[words].lent_by) == (edtf, "a0")
    assert "letter 0" in (times[words].anchor or "")


def test_nothing_of_the_lender_is_changed() -> None:
    """The dated letter is read as it is read alone."""
    assert times_of(DATED, WEEKDAY)[0] == times_of(DATED)[0]


def test_where_nobody_gives_a_year_there_is_none() -> None:
    """Undated letters stay undated together."""
    found = times_of(WEEKDAY, DAY_AND_MONTH, DAY)
    assert all(t.edtf is None or "X" in t.edtf for times in found for t in times.values())
    assert all(t.lent_by is None for times in found for t in times.values())


def test_nothing_is_lent_between_stories_that_have_no_name_in_common() -> None:
    """The same weekday, day and month of another story elsewhere is not that day."""
    _, times = times_of(DATED, ELSEWHERE)
    assert {t.lent_by for t in times.values()} == {None}


def test_hours_alone_are_lent_the_day_that_two_others_name() -> None:
    """One dated letter may tell of the day before; two that name one day of the same thing are enough."""
    assert times_of(DATED, HOURS)[1]["nine o'clock"].lent_by is None
    times = times_of(DATED, SECOND, HOURS)[2]
    assert (times["nine o'clock"].edtf, times["nine o'clock"].lent_by) == ("1857-05-04", "a0")


def test_two_years_that_speak_against_each_other_lend_nothing() -> None:
    """Where two accounts date the same to different years, an undated third is left without one."""
    other = DATED.replace("Monday, the", "Tuesday, the").replace("1857", "1858")
    times = times_of(DATED, other, DAY_AND_MONTH)[2]
    assert {t.lent_by for t in times.values()} == {None}


def test_an_account_keeps_the_year_that_it_names() -> None:
    """Another account's year is not lent over one's own."""
    own = DAY_AND_MONTH.replace("the 4th of May.", "the 4th of May 1861.")
    times = times_of(DATED, own)[1]
    assert times["the 6th of May"].edtf == "1861-05-06"
    assert {t.lent_by for t in times.values()} == {None}


NEWS = (
    "KARLSTADT — The dock workers of Karlstadt voted Monday to end their strike, the Harbour Union said. Anna Brenner of the "
    "union said work would begin Tuesday. The strike began last month."
)
DISPATCH = (
    "Dock workers in Karlstadt ended their strike on Monday. Anna Brenner, who leads the Harbour Union, called the vote a good day. "
    "The port had been closed since March 3."
)


def test_news_without_a_date_is_read_from_the_day_of_other_news() -> None:
    """What is told of the same Monday was published on the same day."""
    times = times_of(DISPATCH, NEWS, dates=("1998-04-06",))[1]
    assert [(t.edtf, t.lent_by) for w, t in times.items() if w in ("Monday", "last month")] == [
        ("1998-04-06", "a0"),
        ("1998-03", "a0"),
    ]


@pytest.mark.parametrize("day", ["1998-04-07", "1998"])
def test_news_of_another_day_lends_none(day: str) -> None:
    """A story that was published on another weekday, or on no known day, does not say which Monday it was."""
    times = times_of(DISPATCH, NEWS, dates=(day,))[1]
    assert {t.lent_by for t in times.values()} == {None}


def test_the_summary_says_who_was_read_with_whose_day(tmp_path: Path) -> None:
    """A person is told which accounts borrow, how many times, and of whom."""
    for name, text in (("dated", DATED), ("letter", WEEKDAY)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    said = [n for n in compare([tmp_path]).notices if "another account's" in n]
    assert said == [
        "letter: 2 times that do not say of which day or year they are were read with another account's "
        "(dated tells of “Monday, the 4th of May 1857”)"
    ]

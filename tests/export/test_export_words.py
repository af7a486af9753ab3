"""Dates and numbers as a reader meets them."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.export.words import (
    civil,
    clock_words,
    cut_words,
    day_number,
    edtf_words,
    letters,
    listed,
    number_word,
    plural,
    when_words,
)

days = st.integers(-3_000_000, 5_000_000)


day = day_number


@pytest.mark.parametrize(
    ("earliest", "latest", "words"),
    [
        (day(1940, 6, 14), day(1940, 6, 14), "14 June 1940"),
        (day(1940, 6, 14), day(1940, 6, 16), "14–16 June 1940"),
        (day(1940, 6), day(1940, 6, 30), "June 1940"),
        (day(1940, 2), day(1940, 2, 29), "February 1940"),
        (day(1940, 6), day(1940, 8, 31), "June – August 1940"),
        (day(1939, 12), day(1940, 2, 29), "December 1939 – February 1940"),
        (day(1939), day(1939, 12, 31), "1939"),
        (day(1918), day(1920, 12, 31), "1918–1920"),
        (day(1939, 9, 28), day(1940, 10, 5), "28 September 1939 – 5 October 1940"),
        (day(1939, 9, 28), day(1939, 10, 5), "28 September – 5 October 1939"),
        (day(64, 7, 19), day(64, 7, 19), "19 July AD 64"),
        (day(-43, 3, 15), day(-43, 3, 15), "15 March 44 BC"),
        (day(-48), day(0, 12, 31), "49 BC – 1 BC"),
        (day(0, 12, 31), day(1, 1, 1), "31 December 1 BC – 1 January AD 1"),
        (day(1940), None, "from 1 January 1940"),
        (None, day(1940), "until 1 January 1940"),
        (None, None, "undated"),
    ],
)
def test_a_range_of_days_is_said_at_the_precision_it_has(earliest: int | None, latest: int | None, words: str) -> None:
    """Days, months, years and their ranges each read as a person would write them."""
    assert when_words(earliest, latest) == words


@given(days)
def test_a_day_number_comes_back_from_its_civil_date(number: int) -> None:
    """`day_number` undoes `civil`, before year 1 and after 9999 too."""
    assert day_number(*civil(number)) == number


@given(st.dates())
def test_civil_dates_are_those_of_the_standard_library(at: date) -> None:
    """Between the years 1 and 9999 the calendar is that of `datetime.date`."""
    assert civil(at.toordinal()) == (at.year, at.month, at.day)


@given(days, st.integers(0, 200_000))
def test_no_range_is_said_without_its_years(earliest: int, length: int) -> None:
    """However far away and however long, a range names the year of its end."""
    words = when_words(earliest, earliest + length)
    assert str(abs(civil(earliest + length)[0])) in words or "BC" in words


def test_column_letters_go_on_after_z() -> None:
    """No two columns have the same letter, and the twenty-seventh is AA."""
    keys = [letters(n) for n in range(800)]
    assert len(set(keys)) == 800
    assert keys[0:27:13] == ["A", "N", "AA"]


def test_counts_and_lists_read_as_english() -> None:
    """One, several and none; a list ends in "and"."""
    assert [plural(1, "event"), plural(1200, "event"), plural(0, "event")] == ["1 event", "1,200 events", "0 events"]
    assert [listed(["A"]), listed(["A", "B"]), listed(["A", "B", "C"])] == ["A", "A and B", "A, B and C"]
    assert [number_word(4, capital=True), number_word(13)] == ["Four", "13"]


@given(st.text(max_size=300), st.integers(2, 80))
def test_a_cut_text_is_never_longer_than_its_limit_and_shows_that_it_was_cut(text: str, limit: int) -> None:
    """What was left out is marked; what fits is left whole."""
    cut = cut_words(text, limit)
    assert len(cut) <= limit
    assert cut.endswith("…") or cut == " ".join(text.split())


@pytest.mark.parametrize(
    ("value", "words"),
    [("2019-03-03T18:10", "18:10"), ("2019-03-03T18:10:30", "18:10"), ("2019-03-03TEV", "evening"), ("2019-03-03", "")],
)
def test_a_time_of_day_is_read_from_its_value(value: str, words: str) -> None:
    """Hours and minutes as they are, parts of the day as words, and nothing where there is none."""
    assert clock_words(value) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("1940-06-14", "14 June 1940"),
        ("1940-06", "June 1940"),
        ("1940", "1940"),
        ("-0043-03-15", "15 March 44 BC"),
        ("25,000 soldiers", "25,000 soldiers"),
        ("1940-21", "1940-21"),
    ],
)
def test_a_plain_date_of_the_format_is_said_in_words(text: str, words: str) -> None:
    """Days, months and years are said as dates; whatever else an agreement says stays as it is."""
    assert edtf_words(text) == words

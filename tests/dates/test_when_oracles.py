"""Other people's programs give the same answers, where they are right: edtf-validate, edtf, convertdate and `datetime`."""

from __future__ import annotations

import re
import warnings
from datetime import date
from typing import Any

import pytest
from edtf_grammar import (
    DATES_AND_TIMES,
    EXPONENTIAL_YEARS,
    EXPRESSIONS,
    LEVEL_0_INTERVALS,
    LONG_YEARS,
    MARK,
    SEASONED,
    SIGNIFICANT_DIGITS,
    SUB_YEAR_GROUPS,
    UNSPECIFIED_FROM_THE_RIGHT,
    partly_qualified,
    plain_dates,
)
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tellings.dates.when import When, civil, day_number

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # they call functions that their own libraries have renamed
    import edtf
    from convertdate import julian
    from edtf_validate.valid_edtf import is_valid

JULIAN_DAY_OF_DAY_0 = 1_721_424.5

pytestmark = pytest.mark.filterwarnings("ignore")


def reads(text: str) -> bool:
    """Whether `When` reads a text."""
    try:
        return bool(When.parse(text))
    except ValueError:
        return False


# What the specification does not forbid and the validator does not know, and exponents that would be past our 18 digits.
BEYOND_THE_VALIDATOR = re.compile(
    r"[XYS].*[?~%]|[?~%].*[XYS]"  # doubt about a masked or a long year
    r"|[0-9X]{4}-(2[5-9]|3[0-9]|4[01]).*/|/.*[0-9X]{4}-(2[5-9]|3[0-9]|4[01])"  # intervals of quarters
    r"|-(2[5-9]|3[0-9]|4[01])[?~%]|-[?~%](2[0-9]|3[0-9]|4[01])|[?~%].*-(2|3|4)[0-9]$"  # and about a season or quarter
    r"|^(\.\.)?/|/(\.\.)?$"  # half-open intervals of anything but the plainest dates
    r"|E[0-9]{2}|S[0-9]{3}|[0-9]{19}"
    r"|X.*-(2|3|4)[0-9]|0000.*/|/0000"  # seasons of masked years, intervals in the year 0
    r"|\.\..*,|[?~%][^,]*\.\.|\.\.[^,]*[?~%]"  # sets that go on after a range, ranges from or to a date in doubt
)


@given(
    st.one_of(
        *(plain_dates(), DATES_AND_TIMES, LEVEL_0_INTERVALS, SEASONED, LONG_YEARS, UNSPECIFIED_FROM_THE_RIGHT),
        *(st.builds("{}{}".format, plain_dates(), MARK), partly_qualified(), SUB_YEAR_GROUPS, EXPONENTIAL_YEARS),
        SIGNIFICANT_DIGITS,
    )
)
@settings(max_examples=200, deadline=None)
def test_validator_accepts_what_the_grammar_gives(text: str) -> None:
    """The strings that the properties are proved on are EDTF in the eyes of an independent validator too."""
    assert is_valid(text)


@st.composite
def near_misses(draw: st.DrawFn) -> str:
    """An expression with one character changed, dropped or put in."""
    text = draw(EXPRESSIONS)
    place, dropped = draw(st.integers(0, len(text))), draw(st.integers(0, 1))
    put_in = draw(st.sampled_from([*"0123456789X-?~%/.,TSEYZ", ""]))
    return f"{text[:place]}{put_in}{text[place + dropped :]}"


@given(near_misses())
@settings(max_examples=200, deadline=None)
def test_near_misses_are_refused_where_the_validator_refuses_them(text: str) -> None:
    """Of strings beside the grammar `When` and the validator accept the same, but for what the validator does not know."""
    assume(not BEYOND_THE_VALIDATOR.search(text))
    assert reads(text) == bool(is_valid(text))


SAME_BOUNDS = (
    "1985-04-12 1985-04 1985 2004-02 -0489 -0489-09 0000-03-01 1900-02 201X 20XX 2004-XX 1985-04-XX 2004-02-XX"
)
SAME_BOUNDS += (
    " 1985-XX-XX -001X 2001-21 2001-22 2001-23 2001-33 2001-34 2001-36 2001-37 2001-39 2001-40 2001-41 Y-17E7"
)
SAME_BOUNDS += (
    " 156X-12-25 15XX-12 1XXX-12 1964/2008 2004-06/2006-08 2004-02-01/2005-02 1984~ 2004-06-11% 1984~/2004-06"
)
SAME_BOUNDS += " [1667,1668] {1667..1670} [1667,1760-12] Y170000002"


@pytest.mark.parametrize("text", SAME_BOUNDS.split())
def test_bounds_are_those_of_edtf(text: str) -> None:
    """The package `edtf` gives the same first and last day where it has an answer."""
    other: Any = edtf.parse_edtf(text)
    when = When.parse(text)

    assert when.earliest is not None and when.latest is not None
    assert civil(when.earliest) == tuple(other.lower_strict()[:3])
    assert civil(when.latest) == tuple(other.upper_strict()[:3])


@given(st.dates())
@settings(deadline=None)
def test_gregorian_days_are_those_of_datetime(day: date) -> None:
    """Day numbers are ordinals of `datetime.date`."""
    assert day_number(day.year, day.month, day.day) == day.toordinal()
    assert civil(day.toordinal()) == (day.year, day.month, day.day)


@given(st.integers(-4712, 9000), st.integers(1, 12), st.integers(1, 28))
@settings(max_examples=300, deadline=None)
def test_julian_days_are_those_of_convertdate(year: int, month: int, day: int) -> None:
    """A Julian date has the Julian Day that convertdate gives it."""
    midnight = julian.to_jd(year, month, day)

    assert day_number(year, month, day, calendar="julian") == midnight - JULIAN_DAY_OF_DAY_0


@pytest.mark.parametrize(
    ("julian_date", "gregorian_date"),
    [
        ((1582, 10, 5), (1582, 10, 15)),
        ((1642, 10, 23), (1642, 11, 2)),
        ((1752, 9, 3), (1752, 9, 14)),
        ((1900, 2, 29), (1900, 3, 13)),
        ((1917, 10, 25), (1917, 11, 7)),
        ((-43, 3, 15), (-43, 3, 13)),
    ],
)
def test_julian_days_that_history_knows(
    julian_date: tuple[int, int, int], gregorian_date: tuple[int, int, int]
) -> None:
    """Days known in both calendars have one number."""
    day = day_number(*julian_date, calendar="julian")

    assert civil(day) == gregorian_date
    assert civil(day, calendar="julian") == julian_date

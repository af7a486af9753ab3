"""Strings of EDTF for property tests, built from the rules of the specification (Library of Congress, 4 February 2019).

Nothing here comes from the code under test: each strategy is one production, level by level.
"""

from __future__ import annotations

import calendar

from hypothesis import strategies as st

MARK = st.sampled_from(["?", "~", "%"])
SEASONS = st.integers(21, 24).map(str)
SUB_YEARS = st.integers(21, 41).map(str)


def _year_text(year: int) -> str:
    return f"{year:04}" if year >= 0 else f"-{-year:04}"


@st.composite
def full_days(draw: st.DrawFn, *, first: int = -9999) -> str:
    """Year, month and day of a day that exists."""
    year = draw(st.integers(first, 9999) | st.integers(1500, 2100))
    month = draw(st.integers(1, 12))
    lengths = [31, 29 if calendar.isleap(year) else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return f"{_year_text(year)}-{month:02}-{draw(st.integers(1, lengths[month - 1])):02}"


def years(*, first: int = -9999) -> st.SearchStrategy[str]:
    """A year of four digits, with a minus sign before 1 BC."""
    return (st.integers(first, 9999) | st.integers(1500, 2100)).map(_year_text)


def plain_dates(*, first: int = -9999) -> st.SearchStrategy[str]:
    """Level 0 dates, and with a sign those of level 1."""
    months = st.integers(1, 12).map("{:02}".format)
    return st.one_of(years(first=first), st.builds("{}-{}".format, years(first=first), months), full_days(first=first))


OFFSETS = st.one_of(
    st.just(""),
    st.just("Z"),
    st.builds("{}{:02}".format, st.sampled_from("+-"), st.integers(1, 13)),
    st.builds("{}{:02}:{:02}".format, st.sampled_from("+-"), st.integers(1, 13), st.integers(0, 59)),
)
CLOCKS = st.builds("{:02}:{:02}:{:02}".format, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))
DATES_AND_TIMES = st.builds("{}T{}{}".format, full_days(), CLOCKS | st.just("24:00:00"), OFFSETS)
LEVEL_0_INTERVALS = st.tuples(plain_dates(first=0), plain_dates(first=0)).map(lambda ends: "/".join(sorted(ends)))

SEASONED = st.builds("{}-{}".format, years(), SEASONS)
LONG_YEARS = st.builds("Y{}{}".format, st.sampled_from(["", "-"]), st.integers(10_000, 10**17))
UNSPECIFIED_FROM_THE_RIGHT = st.one_of(
    years(first=0).map(lambda y: y[:-1] + "X"),
    years(first=0).map(lambda y: y[:-2] + "XX"),
    years().map("{}-XX".format),
    years().map("{}-XX-XX".format),
    st.builds("{}-{:02}-XX".format, years(), st.integers(1, 12)),
)
QUALIFIED = st.builds("{}{}".format, plain_dates(), MARK)
OPEN_OR_UNKNOWN = st.sampled_from(["..", ""])
LEVEL_1_ENDS = st.one_of(plain_dates(), SEASONED, QUALIFIED)
HALF_OPEN_INTERVALS = st.one_of(
    st.builds("{}/{}".format, LEVEL_1_ENDS, OPEN_OR_UNKNOWN), st.builds("{}/{}".format, OPEN_OR_UNKNOWN, LEVEL_1_ENDS)
)


@st.composite
def masked(draw: st.DrawFn) -> str:
    """Any digits of a date that exists replaced by X, so that at least that date fits."""
    date = draw(plain_dates(first=0))
    places = draw(st.sets(st.sampled_from([i for i, c in enumerate(date) if c != "-"]), min_size=1))
    return "".join("X" if i in places else c for i, c in enumerate(date))


@st.composite
def partly_qualified(draw: st.DrawFn) -> str:
    """A date with a qualifier before or after one part or several."""
    places = st.sampled_from(["{1}", "{0}{1}", "{1}{0}"])
    parts = draw(plain_dates(first=0)).split("-")
    return "-".join(draw(places).format(draw(MARK), part) for part in parts)


SUB_YEAR_GROUPS = st.builds("{}-{}".format, years(), SUB_YEARS)
EXPONENTIAL_YEARS = st.builds("Y{}{}E{}".format, st.sampled_from(["", "-"]), st.integers(1, 10**6), st.integers(1, 9))
SIGNIFICANT_DIGITS = st.builds("{}S{}".format, years() | LONG_YEARS | EXPONENTIAL_YEARS, st.integers(1, 9))


@st.composite
def sets(draw: st.DrawFn) -> str:
    """One of or all of: dates and ranges, the first may be open before, the last open after."""
    dates = plain_dates(first=0)
    ranges = st.tuples(full_days(first=0), full_days(first=0)).map(lambda ends: "..".join(sorted(ends)))
    items = draw(st.lists(dates | ranges | masked() | QUALIFIED, min_size=2, max_size=5))
    if draw(st.booleans()):
        items[0] = ".." + draw(dates)
    if draw(st.booleans()):
        items[-1] = draw(dates) + ".."
    brackets = draw(st.sampled_from(["[]", "{}"]))
    return brackets[0] + ",".join(items) + brackets[1]


LEVEL_2_INTERVALS = st.tuples(full_days(first=0), full_days(first=0), MARK, MARK).map(
    lambda t: "{0[0]}/{0[1]}".format([f"{d[:8]}{m}{d[8:]}" for d, m in zip(sorted(t[:2]), t[2:], strict=True)])
)

LEVEL_0 = st.one_of(plain_dates(first=0), DATES_AND_TIMES, LEVEL_0_INTERVALS)
LEVEL_1 = st.one_of(plain_dates(), SEASONED, LONG_YEARS, UNSPECIFIED_FROM_THE_RIGHT, QUALIFIED, HALF_OPEN_INTERVALS)
LEVEL_2 = st.one_of(
    masked(), partly_qualified(), SUB_YEAR_GROUPS, EXPONENTIAL_YEARS, SIGNIFICANT_DIGITS, sets(), LEVEL_2_INTERVALS
)
EXPRESSIONS = st.one_of(LEVEL_0, LEVEL_1, LEVEL_2)

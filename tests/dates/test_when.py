"""`When` reads and writes EDTF, knows its days, moves in time and compares."""

from __future__ import annotations

import pytest

from tellings.dates.when import When, before, contains, from_iso, iso, more_precise_than, overlaps, same


def _day(day: int | None) -> str | None:
    return None if day is None else iso(day)


# The examples of the specification of 4 February 2019, with the bounds they must have.
PUBLISHED = [
    ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
    ("1985-04", "1985-04-01", "1985-04-30", "month"),
    ("1985", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "time"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "time"),
    ("1985-04-12T23:20:30-04", "1985-04-12", "1985-04-12", "time"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "time"),
    ("1964/2008", "1964-01-01", "2008-12-31", "interval"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "interval"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "interval"),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "interval"),
    ("Y170000002", "+170000002-01-01", "+170000002-12-31", "year"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("1984?", "1984-01-01", "1984-12-31", "year"),
    ("2004-06~", "2004-06-01", "2004-06-30", "month"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12/..", "1985-04-12", None, "interval"),
    ("../1985-04", None, "1985-04-30", "interval"),
    ("1985/", "1985-01-01", None, "interval"),
    ("/1985", None, "1985-12-31", "interval"),
    ("1984-06-02?/2004-08-08~", "1984-06-02", "2004-08-08", "interval"),
    ("-1985", "-1985-01-01", "-1985-12-31", "year"),
    ("Y-17E7", "-170000000-01-01", "-170000000-12-31", "year"),
    ("1950S2", "1900-01-01", "1999-12-31", "century"),
    ("Y171010000S3", "+171000000-01-01", "+171999999-12-31", "unknown"),
    ("Y3388E2S3", "+338000-01-01", "+338999-12-31", "millennium"),
    ("2001-34", "2001-04-01", "2001-06-30", "quarter"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "set"),
    ("[..1760-12-03]", None, "1760-12-03", "set"),
    ("[1760-12..]", "1760-12-01", None, "set"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", None, "set"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", "set"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", "set"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", "set"),
    ("{..1984}", None, "1984-12-31", "set"),
    ("2004-06~-11", "2004-06-11", "2004-06-11", "day"),
    ("2004?-06-11", "2004-06-11", "2004-06-11", "day"),
    ("?2004-06-~11", "2004-06-11", "2004-06-11", "day"),
    ("2004-%06-11", "2004-06-11", "2004-06-11", "day"),
    ("156X-12-25", "1560-12-25", "1569-12-25", "decade"),
    ("15XX-12-25", "1500-12-25", "1599-12-25", "century"),
    ("XXXX-12-XX", None, None, "unknown"),
    ("1XXX-XX", "1000-01-01", "1999-12-31", "millennium"),
    ("1XXX-12", "1000-12-01", "1999-12-31", "millennium"),
    ("1984-1X", "1984-10-01", "1984-12-31", "year"),
    ("2004-06-~01/2004-06-~20", "2004-06-01", "2004-06-20", "interval"),
    ("2004-06-XX/2004-07-03", "2004-06-01", "2004-07-03", "interval"),
]


@pytest.mark.parametrize(("edtf", "earliest", "latest", "precision"), PUBLISHED)
def test_published_examples_are_read(edtf: str, earliest: str | None, latest: str | None, precision: str) -> None:
    """Every example of the specification is written back as it was and has the bounds and precision it must have."""
    when = When.parse(edtf)
    assert str(when) == str(when.expression) == edtf
    assert (_day(when.earliest), _day(when.latest), when.precision) == (earliest, latest, precision)


@pytest.mark.parametrize(
    ("edtf", "because"),
    [
        ("", "not EDTF"),
        ("1985-4-12", "write a date as"),
        ("12.4.1985", "write a date as"),
        ("1985-04-31", "no day 31"),
        ("1900-02-29", "no day 29"),
        ("1985-13", "no month 13"),
        ("1985-42", "no month 42"),
        ("2004-02-3X", "nothing in the calendar fits"),
        ("XXX1-02-29", "nothing in the calendar fits"),
        ("1985-21-03", "no month 21"),
        ("-0000", "no year -0000"),
        ("Y1985", "five digits or more"),
        ("Y1E99", "up to 18 digits"),
        ("Y12000-05", "no months"),
        ("195XS2", "no significant digits"),
        ("?1985~", "one qualifier"),
        ("1985-04T10:00:00", "full day"),
        ("1985-04-12~T10:00:00", "full day"),
        ("1985-04-1XT10:00:00", "full day"),
        ("1985-04-12T25:00:00", "write a date as"),
        ("/", "needs a date"),
        ("1985/1984", "ends before it begins"),
        ("1985-04-12T10:00:00/1986", "without times of day"),
        ("1985/1986/1987", "write a date as"),
        ("[1985]", "two members or more"),
        ("[1985,1986}", "write a date as"),
        ("{1985,..1986}", "only the first"),
        ("{1985..,1986}", "only the first"),
        ("[..]", "a date or a range"),
        ("[1985, 1986]", "write a date as"),
    ],
)
def test_refusals_say_why(edtf: str, because: str) -> None:
    """What is not EDTF, or no day of the calendar, is refused with the reason."""
    with pytest.raises(ValueError, match=because):
        When.parse(edtf)


@pytest.mark.parametrize(
    ("edtf", "by", "moved"),
    [
        ("1939-08-23", {"days": 10}, "1939-09-02"),
        ("1939-08-23", {"weeks": -1}, "1939-08-16"),
        ("1940-01-31", {"months": 1}, "1940-02-29"),
        ("1940-02-29", {"years": 1}, "1941-02-28"),
        ("1939-12", {"months": 1}, "1940-01"),
        ("1940-06~", {"years": -2}, "1938-06~"),
        ("?1940-06", {"years": -2}, "?1938-06"),
        ("1940-06-15T09:10:00Z", {"days": 1}, "1940-06-16T09:10:00Z"),
        ("0001", {"years": -1}, "0000"),
        ("0001", {"years": -2}, "-0001"),
        ("9999", {"years": 1}, "Y10000"),
        ("193X", {"years": 20}, "195X"),
        ("193X", {"years": 5}, "1935-01-01/1944-12-31"),
        ("19XX", {"years": -100}, "18XX"),
        ("000X", {"years": -10}, "-0010-01-01/-0001-12-31"),
        ("XXXX-12-25", {"months": 1}, "XXXX-01-25"),
        ("XXXX-12-25", {"days": 1}, "XXXX"),
        ("1939-24", {"months": 3}, "1940-21"),
        ("1939-21", {"months": -3}, "1938-24"),
        ("1939-29", {"months": 3}, "1939-30"),
        ("2018-36", {"months": 3}, "2019-33"),
        ("2018-36", {"months": 1}, "2018-11-01/2019-01-31"),
        ("1985-03-3X", {"months": -1}, "1985-02-28"),
        ("1940", {"months": 6}, "1940-07-01/1941-06-30"),
        ("1940-06~", {"weeks": 1}, "1940-06-08~/1940-07-07~"),
        ("1939-09/1940-06", {"months": 1}, "1939-10/1940-07"),
        ("1939/..", {"days": 1}, "1939-01-02/.."),
        ("[1667,1668,1670..1672]", {"years": 1}, "[1668,1669,1671..1673]"),
        ("[..1760-12-03]", {"days": 1}, "[..1760-12-04]"),
        ("{1960,1961-12}", {"months": 1}, "{1960-02-01..1961-01-31,1962-01}"),
        ("Y12000", {"days": 1}, "Y12000/Y12001"),
    ],
)
def test_shift_keeps_the_shape_where_it_can(edtf: str, by: dict[str, int], moved: str) -> None:
    """A thing moved is as precise as before; where its shape cannot hold what is meant it becomes the interval of its days."""
    assert str(When.parse(edtf).shift(**by)) == moved


@pytest.mark.parametrize(("edtf", "by"), [("9999-12-31", {"days": 1}), ("-9999-01", {"months": -1})])
def test_shift_out_of_the_years_of_edtf_is_refused(edtf: str, by: dict[str, int]) -> None:
    """EDTF cannot write days and months outside the years -9999 to 9999, so nothing is made up there."""
    with pytest.raises(ValueError, match="-9999 to 9999"):
        When.parse(edtf).shift(**by)


def test_parts_of_a_date_are_numbers_or_nothing() -> None:
    """Year, month, day and time of a date can be had where they are known; ends where it is an interval."""
    day, masked, season = When.parse("-0489-09-12"), When.parse("156X-12-XX"), When.parse("1939-24~")
    interval, time = When.parse("1937~/1939"), When.parse("1819-08-16T13:40:00")

    assert (day.year, day.month, day.day, day.clock, day.start) == (-489, 9, 12, "", None)
    assert (masked.year, masked.month, masked.day) == (None, 12, None)
    assert (season.year, season.month, season.day, season.doubt) == (1939, 24, None, "~")
    assert (interval.year, interval.start, interval.end) == (None, When("1937~"), When("1939"))
    assert (time.clock, time.precision) == ("13:40:00", "time")
    assert (When.parse("1939/..").end, When.parse("/1939").start) == (None, None)


@pytest.mark.parametrize(
    ("year", "month", "day", "edtf"),
    [
        (1939, None, None, "1939"),
        (-489, 9, None, "-0489-09"),
        (1939, 24, None, "1939-24"),
        (1939, 8, 23, "1939-08-23"),
        (-20_000, None, None, "Y-20000"),
    ],
)
def test_numbers_make_dates(year: int, month: int | None, day: int | None, edtf: str) -> None:
    """Year, month or season, and day make the EDTF that stands for them."""
    assert str(When.of(year, month, day)) == edtf


@pytest.mark.parametrize(
    ("year", "month", "day"), [(12_000, 5, None), (1939, 2, 29), (1939, None, 5), (1939, 50, None)]
)
def test_numbers_that_are_no_date_are_refused(year: int, month: int | None, day: int | None) -> None:
    """What the calendar does not have and what EDTF cannot write is not made."""
    with pytest.raises(ValueError, match=r"no months|no day|without its month|no month"):
        When.of(year, month, day)


def test_day_numbers_make_days_and_intervals() -> None:
    """One day number makes a day, two an interval, and None an open end."""
    first = from_iso("1940-07-21")

    assert str(When.of_days(first, first)) == "1940-07-21"
    assert str(When.of_days(first, first + 1)) == "1940-07-21/1940-07-22"
    assert (str(When.of_days(None, first)), str(When.of_days(first, None))) == ("../1940-07-21", "1940-07-21/..")


COMPARED = [
    # a, b, before, overlaps, a contains b, same, a more precise
    ("1939-10-05", "1939-10-07", True, False, False, False, False),
    ("1939-23", "1939-09-28", False, True, True, False, False),
    ("1939-09-28", "1939-23", False, True, False, False, True),
    ("1939", "1940", True, False, False, False, False),
    ("1939~", "1939", False, True, True, True, False),
    ("1939", "1939~", False, True, True, True, True),
    ("../1985", "1986/..", True, False, False, False, False),
    ("../1985", "1984/..", False, True, False, False, False),
    ("1985", "../1985", False, True, False, False, True),
    ("1938/", "1938/..", False, True, True, True, False),
    ("1940-07/1940-09", "1940-35", False, True, True, True, False),
    ("[1939-10-05,1939-10-07]", "1939-10-06", False, False, False, False, False),
    ("[1939-10-05,1939-10-07]", "1939-10-07", False, True, True, False, False),
    ("{1939-10-05,1939-10-06}", "1939-10-05/1939-10-06", False, True, True, True, False),
    ("XXXX-12-25", "1939-12-25", False, True, True, False, False),
    ("XXXX-12-25", "1939-12-24", False, False, False, False, False),
    ("XXXX-24", "1940-01", False, True, True, False, False),
    ("XXXX-24", "1940-03", False, False, False, False, False),
    ("XXXX-12", "XXXX-12-25", False, True, True, False, False),
    ("XXXX-12-25", "XXXX-12", False, True, False, False, True),
    ("1985-X3", "1985-03", False, True, True, True, False),
    ("1819-08-16", "1819-08-16T13:40:00", False, True, True, False, False),
    ("1819-08-16T13:40:00", "1819-08-16", False, True, False, False, True),
    ("1819-08-16T13:00:00", "1819-08-16T13:40:00", True, False, False, False, False),
    ("1819-08-16T13:00:00Z", "1819-08-16T13:40:00", False, True, False, False, False),
]


@pytest.mark.parametrize("row", COMPARED, ids=lambda row: f"{row[0]} {row[1]}")
def test_comparisons(row: tuple[str, str, bool, bool, bool, bool, bool]) -> None:
    """Less exact is not different; sets, masks and times of day keep apart what the bounds alone would not."""
    a, b = When.parse(row[0]), When.parse(row[1])
    found = (before(a, b), overlaps(a, b), contains(a, b), same(a, b), more_precise_than(a, b))

    assert found == row[2:]


@pytest.mark.parametrize(
    "text", ["1939-8-23", "12000-01-01", "+1939-08-23", "-0000-01-01", "1939-02-29", "1939-08-23\n", ""]
)
def test_iso_days_are_read_strictly(text: str) -> None:
    """Only what `iso` writes is read as a day."""
    with pytest.raises(ValueError, match=r"ISO day|no day"):
        from_iso(text)

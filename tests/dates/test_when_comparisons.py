"""Comparisons agree with sets of days that are worked out here in another way.

A date is a pattern for the ISO days of fifteen years, a season a list of months. What is open is taken to end with the fifteen years.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache

from edtf_grammar import MARK
from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.dates.when import When, before, contains, more_precise_than, overlaps, same

DAYS = [date(1997, 1, 1) + timedelta(n) for n in range((date(2012, 1, 1) - date(1997, 1, 1)).days)]
FIRST, LAST = DAYS[0].toordinal(), DAYS[-1].toordinal()
WINTERS = (24, 28, 30)
SEASON_MONTHS = {
    **{21: (3, 4, 5), 22: (6, 7, 8), 23: (9, 10, 11), 24: (12, 1, 2)},
    **{26: (6, 7, 8), 28: (12, 1, 2), 29: (9, 10, 11), 30: (12, 1, 2), 31: (3, 4, 5), 32: (6, 7, 8)},
    **{33: (1, 2, 3), 34: (4, 5, 6), 36: (10, 11, 12), 37: (1, 2, 3, 4), 39: (9, 10, 11, 12)},
    **{40: (1, 2, 3, 4, 5, 6), 41: (7, 8, 9, 10, 11, 12)},
}
YEARS = st.integers(1998, 2010).map(str) | st.just("200X")


@st.composite
def dates(draw: st.DrawFn, *, years: st.SearchStrategy[str] = YEARS) -> str:
    """Dates of fifteen years, masked and qualified too."""
    month = draw(st.sampled_from(["", "01", "02", "12", "02", "XX", "0X", "1X", "X1", "season"]))
    if month == "season":
        parts = [draw(years), str(draw(st.sampled_from(list(SEASON_MONTHS))))]
    else:
        parts = [draw(years), month, draw(st.sampled_from(["", "01", "28", "XX", "1X", "2X", "X5"])) if month else ""]
    return "-".join(filter(None, parts)) + draw(st.just("") | MARK)


@st.composite
def expressions(draw: st.DrawFn) -> str:
    """Dates, also of an unknown year, times, intervals and sets of fifteen years."""
    form = draw(st.sampled_from(["date", "date", "any year", "time", "interval", "open", "set"]))
    if form == "date":
        return draw(dates())
    if form == "any year":
        return draw(dates(years=st.just("XXXX")))
    if form == "time":
        return f"2000-02-0{draw(st.integers(1, 2))}T0{draw(st.integers(1, 3))}:00:00{draw(st.sampled_from(['', 'Z']))}"
    ordered = sorted(draw(st.lists(dates(), min_size=2, max_size=4)), key=lambda d: d.replace("X", "0"))
    if form == "interval":
        return f"{ordered[0]}/{ordered[-1]}"
    if form == "open":
        return draw(st.sampled_from(["../{}", "{}/..", "/{}", "{}/", "[..{}]", "[{}..]"])).format(ordered[0])
    return "[" + ",".join(ordered) + "]" if draw(st.booleans()) else "{" + ",".join(ordered) + "}"


def _exists(edtf: str) -> bool:
    try:
        return bool(When.parse(edtf))
    except ValueError:  # an interval that runs backwards, a day that its month does not have
        return False


WHENS = expressions().filter(_exists).map(When.parse)


@lru_cache(maxsize=20_000)
def days_of(edtf: str) -> frozenset[int]:
    """The days of the fifteen years that an expression can mean."""
    text = re.sub(r"[?~%]|T.*", "", edtf)
    if text[0] in "[{":
        return frozenset().union(*map(_days_between, text[1:-1].split(",")))
    return _days_between(text) if "/" in text else _days_of_date(text)


def _days_between(text: str) -> frozenset[int]:
    """From the first day of what stands before the dots or the slash to the last of what stands after."""
    start, _, end = re.sub(r"^/|^\.\./|^\.\.", f"{FIRST}/", re.sub(r"/$|/\.\.$|\.\.$", f"/{LAST}", text)).partition("/")
    first = FIRST if start == str(FIRST) else min(_days_of_date(start))
    last = LAST if end == str(LAST) else max(_days_of_date(end or start))
    return frozenset(range(first, last + 1))


def _days_of_date(text: str) -> frozenset[int]:
    year, _, code = text.partition("-")
    if code.isdecimal() and int(code) in SEASON_MONTHS:
        turn = 2 if int(code) in WINTERS else 0
        season = [day for day in DAYS if day.month in SEASON_MONTHS[int(code)]]
        return frozenset(
            day.toordinal() for day in season if re.match(year.replace("X", "."), str(day.year - (day.month <= turn)))
        )
    fits = re.compile(text.replace("X", "[0-9]"))
    return frozenset(day.toordinal() for day in DAYS if fits.match(day.isoformat()))


@given(WHENS)
@settings(max_examples=250, deadline=None)
def test_bounds_are_the_first_and_last_of_the_days(when: When) -> None:
    """`earliest` and `latest` are the ends of the set of days, or None where it has none."""
    days = days_of(str(when))

    assert when.earliest in (None, min(days))
    assert when.latest in (None, max(days))
    assert (when.earliest is None) == (str(when)[:2] in ("..", "XX", "[.") or str(when)[0] == "/")


@given(WHENS)
@settings(max_examples=250, deadline=None)
def test_gapped_is_what_leaves_out_days(when: When) -> None:
    """A date is gapped exactly when some day between its first and last is not among its days."""
    days = days_of(str(when))
    whole = range(min(days), max(days) + 1)
    if when.precision == "set":
        assert not when.gapped
    elif str(when).startswith("XXXX"):
        assert when.gapped == (len(str(when).strip("?~%X-")) > 0)
    else:
        assert when.gapped == (len(whole) != len(days))


@given(WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_before_is_every_day_before(a: When, b: When) -> None:
    """`before` holds exactly when the last day of one is before the first of the other, times of one day aside."""
    a_days, b_days = days_of(str(a)), days_of(str(b))
    if a.clock and b.clock and a_days == b_days:
        assert before(a, b) == (a.clock < b.clock and a.clock[8:] == b.clock[8:])
    else:
        assert before(a, b) == (max(a_days) < min(b_days))


@given(WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_overlaps_is_a_day_in_common(a: When, b: When) -> None:
    """What has a day in common overlaps; what overlaps has one, unless a gapped date is compared by its bounds."""
    common = bool(days_of(str(a)) & days_of(str(b)))
    if a.clock and b.clock and common:
        assert overlaps(a, b) == (a.clock == b.clock or a.clock[8:] != b.clock[8:])
    elif a.gapped or b.gapped:
        assert overlaps(a, b) or not common
    else:
        assert overlaps(a, b) == common


@given(WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_contains_is_a_subset(a: When, b: When) -> None:
    """What is contained is a subset; a subset is contained, unless gaps or times of day are in play."""
    subset = days_of(str(b)) <= days_of(str(a))

    assert subset or not contains(a, b)
    if not (a.gapped or b.gapped or a.clock):
        assert contains(a, b) == subset


@given(WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_same_is_the_same_days_and_time(a: When, b: When) -> None:
    """`same` holds exactly when days and time of day are the same."""
    alike = days_of(str(a)) == days_of(str(b)) and a.clock == b.clock and (a.earliest is None) == (b.earliest is None)

    assert same(a, b) == alike


@given(WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_more_precise_is_fewer_days(a: When, b: When) -> None:
    """Of two bounded things without gaps, the one shorter by a month, or by a day below four weeks, is the more precise."""
    if a.gapped or b.gapped or None in (a.earliest, a.latest, b.earliest, b.latest):
        return
    a_size, b_size = len(days_of(str(a))), len(days_of(str(b)))

    assert more_precise_than(a, b) or not (a_size + 31 < b_size or a_size < min(28, b_size))
    if more_precise_than(a, b) and a_size >= b_size:
        assert a_size < b_size + 31
        assert (a.clock and not b.clock) or (b.doubt and not a.doubt)


@given(WHENS, WHENS, WHENS)
@settings(max_examples=250, deadline=None)
def test_precision_is_an_order_and_containment_passes_on(a: When, b: When, c: When) -> None:
    """`more_precise_than` is a strict weak order; without gaps what contains a container contains what is in it."""
    assert not (more_precise_than(a, b) and more_precise_than(b, a))
    assert more_precise_than(a, b) or more_precise_than(b, c) or not more_precise_than(a, c)
    if not (a.gapped or b.gapped):
        assert contains(a, c) or not (contains(a, b) and contains(b, c))

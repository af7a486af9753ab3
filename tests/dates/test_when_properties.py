"""What holds for every `When`: text and meaning go together, comparisons agree with days, nothing breaks or slows it."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import date, timedelta

import pytest
from edtf_grammar import EXPRESSIONS, full_days
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from tellings.dates.when import When, before, civil, contains, day_number, from_iso, iso, overlaps, same

WHENS = EXPRESSIONS.map(When.parse)
STEPS = st.integers(-4000, 4000)


@given(EXPRESSIONS)
@settings(max_examples=600, deadline=None)
def test_every_expression_of_the_grammar_is_written_back_as_it_was(edtf: str) -> None:
    """What the published grammar allows is read, and its tree is written with the same characters."""
    when = When.parse(edtf)

    assert str(when.expression) == str(when) == edtf


@given(WHENS)
@settings(max_examples=300, deadline=None)
def test_stretches_are_in_order_and_end_at_the_bounds(when: When) -> None:
    """No stretch is empty, each begins more than a day after the one before, and the outer ends are the bounds."""
    ends = [end for stretch in when.stretches for end in stretch]
    first, last = ends[0], ends[-1]
    known = [end for end in ends if end is not None]

    assert (first, last) == (when.earliest, when.latest)
    assert None not in ends[1:-1]
    assert known == sorted(known)
    assert all(a[1] + 1 < b[0] for a, b in zip(when.stretches, when.stretches[1:], strict=False))  # type: ignore[operator]


@given(WHENS, st.sampled_from("?~%"))
@settings(deadline=None)
def test_qualifiers_do_not_move_the_bounds(when: When, mark: str) -> None:
    """A date with a qualifier at its end has the bounds of the date without it."""
    assume(when.precision not in ("interval", "set", "time") and not when.doubt)
    qualified = When.parse(f"{when}{mark}")

    assert (qualified.stretches, qualified.doubt) == (when.stretches, mark)
    assert same(qualified, when)


@given(full_days())
@settings(max_examples=300, deadline=None)
def test_days_are_numbered_one_after_the_other(text: str) -> None:
    """A day's number leads back to it, and the next number to the day after, in both calendars."""
    day = from_iso(text)

    assert iso(day) == text
    for calendar in ("gregorian", "julian"):
        today, tomorrow = civil(day, calendar=calendar), civil(day + 1, calendar=calendar)
        assert day_number(*today, calendar=calendar) == day
        assert tomorrow[2] == today[2] + 1 or (tomorrow[2] == 1 and today[2] >= 28)


@given(st.integers(-(10**12), 10**12))
@settings(deadline=None)
@example(day_number(-10_000, 12, 31))
@example(day_number(10_000, 1, 1))
def test_iso_days_round_trip_without_end(day: int) -> None:
    """Every day number is written as an ISO day that is read back as that number."""
    assert from_iso(iso(day)) == day


@given(WHENS, STEPS)
@settings(max_examples=400, deadline=None)
def test_shift_by_days_moves_both_bounds(when: When, days: int) -> None:
    """A thing moved by days has its bounds moved by as many; only a full day at the rim of EDTF's years is refused."""
    try:
        moved = when.shift(days=days)
    except ValueError as refusal:
        assert "-9999 to 9999" in str(refusal)
        return
    assume("Y" not in str(moved))
    bounds = [None if end is None else end + days for end in (when.earliest, when.latest)]

    assert [moved.earliest, moved.latest] == (
        bounds if not when.gapped or days == 0 or moved.earliest else [None, None]
    )


@given(WHENS, STEPS, STEPS)
@settings(max_examples=400, deadline=None)
def test_shift_gives_a_when_or_names_the_rim(when: When, months: int, days: int) -> None:
    """Any shift of anything gives a `When`, or the refusal to write days outside the years -9999 to 9999."""
    try:
        moved = when.shift(months=months, days=days)
    except ValueError as refusal:
        assert "-9999 to 9999" in str(refusal)
    else:
        assert moved.doubt == when.doubt or not moved.earliest


@given(WHENS, st.integers(-3, 3))
@settings(deadline=None)
def test_shift_by_millennia_keeps_the_precision(when: When, millennia: int) -> None:
    """Whatever its mask, a thing moved by thousands of years is as precise as before and comes back the same."""
    assume(when.earliest is not None and when.latest is not None)
    assume(not any(text in str(when) for text in ("S", "02-29", "2-X9", "X-29", "2-XX")))
    first, last = (civil(day)[0] for day in (when.earliest, when.latest) if day is not None)
    assume(min(first, first + 1000 * millennia) >= 0 and max(last, last + 1000 * millennia) <= 9999)
    moved = when.shift(years=1000 * millennia)

    assert moved.precision == when.precision
    assert same(moved.shift(years=-1000 * millennia), when)


@given(full_days(first=1), STEPS)
@settings(max_examples=200, deadline=None)
def test_shift_of_a_day_agrees_with_datetime(text: str, days: int) -> None:
    """A day moved by days is where `datetime` has it."""
    day = date.fromisoformat(text)
    assume(1 < day.year < 9980 and date(20, 1, 1) < day)

    assert str(When.parse(text).shift(days=days)) == (day + timedelta(days)).isoformat()


NEAR_EDTF = st.text(alphabet="0123456789X-?~%/.[]{},YESTZ:+ ", max_size=40)


@given(st.text() | NEAR_EDTF | st.builds("{}{}".format, EXPRESSIONS, NEAR_EDTF) | st.binary().map(repr))
@settings(max_examples=1500, deadline=None)
@example("1985-04-12\n")
@example("１９８５")
@example("1985-0\ud800")
@example("Y1E99")
@example("-0000")
@example("/")
@example("[..]")
@example("[,]")
@example("{..,..}")
@example("XXX1-02-29")
def test_any_string_is_a_when_or_a_value_error(text: str) -> None:
    """No text raises anything but `ValueError`; what is read is written back to the letter; refusals say what of."""
    try:
        when = When.parse(text)
    except ValueError as refusal:
        assert str(refusal)
    else:
        assert str(when.expression) == text


@pytest.mark.parametrize(
    "text",
    [
        "1" * 1_000_000,
        "Y" + "9" * 1_000_000,
        "[" + "1985," * 200_000 + "1986]",
        "{" + "1985.." * 1600 + "}",
        "-" * 1_000_000,
        "/" * 1_000_000,
        "[" * 1_000_000,
        "X" * 9_999,
        "Y1E" + "9" * 9_000,
        "1985S" + "9" * 9_000,
        "XXX1-02-29",
        "XXXX-02-30",
        "-XXXX-XX-3X",
        "[" + "XXX5-X2-29," * 900 + "1986]",
    ],
    ids=lambda text: f"{text[:12]}({len(text)})",
)
def test_no_text_takes_long(text: str) -> None:
    """The worst texts, long or full of masks, are read or refused within a second."""
    began = time.process_time()
    with suppress(ValueError):
        When.parse(text)

    assert time.process_time() - began < 1


def test_reading_and_comparing_keep_the_pace_of_the_tagger() -> None:
    """A second is more than enough for 300,000 remembered readings and for a million comparisons of bounds."""
    a, b = When.parse("1939-08-23"), When.parse("1939-10")
    began = time.process_time()
    for _ in range(300_000):
        When.parse("1939-08-23")
    read = time.process_time() - began
    ordered = sum(before(a, b) for _ in range(1_000_000))

    assert ordered == 1_000_000
    assert read < 1
    assert time.process_time() - began - read < 1


@given(WHENS, WHENS, WHENS)
@settings(max_examples=300, deadline=None)
def test_comparisons_of_anything_hold_together(a: When, b: When, c: When) -> None:
    """`before` is a strict order, `overlaps` symmetric, `same` an equivalence, and none contradicts another."""
    assert not before(a, a) and overlaps(a, a) and contains(a, a) and same(a, a)
    assert not (before(a, b) and (before(b, a) or overlaps(a, b)))
    assert before(a, c) or not (before(a, b) and before(b, c))
    assert overlaps(a, b) == overlaps(b, a)
    assert same(a, b) == same(b, a)
    assert overlaps(a, b) or not contains(a, b)
    assert (contains(a, b) and contains(b, a)) or not same(a, b)

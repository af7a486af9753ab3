"""The time band: bars where the tellings are, for any calendar distance."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st
from made_dossiers import ferry, plain

from tellings.export.band import LEFT, RIGHT, WIDTH, Band, time_band
from tellings.export.view import view
from tellings.export.words import day_number
from tellings.model import Dossier, Time

ranges = st.lists(st.tuples(st.integers(-1_000_000, 4_000_000), st.integers(0, 40_000)), min_size=1, max_size=12)


def dated(when: list[tuple[int | None, int | None]]) -> Dossier:
    """One account with a sentence for each range of days."""
    dossier = plain([("A", " ".join("It was so." for _ in when))])
    events = [
        replace(
            e, tellings=(replace(e.tellings[0], edtf="x", earliest=first, latest=last),), earliest=first, latest=last
        )
        for e, (first, last) in zip(dossier.events, when, strict=True)
    ]
    return replace(dossier, events=tuple(events))


def band_of(*when: tuple[int | None, int | None]) -> Band:
    """The band of one account with these times."""
    return time_band(view(dated(list(when))))


@settings(max_examples=60, deadline=None)
@given(ranges)
def test_bars_and_ticks_lie_inside_the_picture(found: list[tuple[int, int]]) -> None:
    """From before Christ to far years: nothing is drawn outside the plot, and the axis goes one way."""
    band = band_of(*[(first, first + length) for first, length in found])
    for lane in band.lanes:
        for bar in lane.bars:
            assert LEFT <= bar.x <= bar.x + bar.width <= WIDTH - RIGHT + 4
    assert all(a.x < b.x for a, b in pairwise(band.ticks))
    assert len(band.ticks) <= 12


def test_the_axis_goes_from_bc_to_ad() -> None:
    """Years before the first are labelled BC, and there is no year nought."""
    band = band_of((day_number(-48), day_number(-48, 12, 31)), (day_number(30), day_number(30, 12, 31)))
    labels = [t.label for t in band.ticks]
    assert labels[0].endswith("BC")
    assert labels[-1].startswith("AD")
    assert not any(label.split()[-1] == "0" or label == "AD 0" for label in labels)


def test_an_uncertain_time_fades_and_a_day_does_not() -> None:
    """A range has fading ends; a single day is a plain bar."""
    day, other = day_number(1911, 5, 3), day_number(1911, 6, 1)
    bars = band_of((day, day), (other, other + 29)).lanes[0].bars
    assert [b.fades for b in bars] == [True, False]
    assert [b.title for b in bars] == ["June 1911", "3 May 1911"]


def test_a_single_day_is_drawn_by_the_hour() -> None:
    """Where the accounts tell times of day, the band shows them, with the date once."""
    day = day_number(1911, 5, 3)
    clocks = ["09:00", "12:00", "12:10"]
    dossier = dated([(day, day)] * 3)
    spans = [e.tellings[0].spans[0] for e in dossier.events]
    times = tuple(
        Time(s, "TIME", f"1911-05-03T{clock}", "x", day, day, "gregorian", None, "clock")
        for s, clock in zip(spans, clocks, strict=True)
    )
    band = time_band(view(replace(dossier, times=times)))
    assert [b.title for b in band.lanes[0].bars] == [f"3 May 1911, {clock}" for clock in clocks]
    assert [t.label for t in band.ticks][:2] == ["3 May 1911, 09:00", "09:30"]


def test_a_day_among_hours_is_drawn_as_not_certain() -> None:
    """Known to the day alone, a telling runs faintly across a band of hours, and the hours set the scale."""
    day = day_number(1911, 5, 3)
    dossier = dated([(day, day)] * 4)
    spans = [e.tellings[0].spans[0] for e in dossier.events[:3]]
    times = tuple(
        Time(s, "TIME", f"1911-05-03T{9 + n:02}:00", "x", day, day, "gregorian", None, "clock")
        for n, s in enumerate(spans)
    )
    band = time_band(view(replace(dossier, times=times)))
    assert [b.fades for b in band.lanes[0].bars] == [True, False, False, False]
    assert band.ticks[0].label == "3 May 1911, 09:00"


def test_undated_tellings_are_counted_beside_their_lane() -> None:
    """A telling without a time is not drawn anywhere; the lane says how many there are."""
    day = day_number(1911, 5, 3)
    assert band_of((day, day), (day + 9, day + 9), (None, None), (None, None)).lanes[0].beside == "2 undated"


def test_a_few_far_times_do_not_crush_the_rest() -> None:
    """Twenty days in a summer and one a century before: the summer fills the band, the far one is counted at its edge."""
    summer = [(day_number(1940, 6, 1) + n, day_number(1940, 6, 1) + n) for n in range(20)]
    lane = band_of((day_number(1840), day_number(1840)), *summer).lanes[0]
    assert lane.beside == "1 earlier"
    assert len(lane.bars) == 20


def test_where_there_is_nothing_to_draw_the_report_says_so() -> None:
    """No date at all, or one single day: a sentence stands in the place of the band."""
    assert "no time band" in band_of((None, None)).words
    assert "3 May 1911" in band_of((day_number(1911, 5, 3), day_number(1911, 5, 3))).words


def test_differences_have_a_lane_of_their_own() -> None:
    """The days of the events that differ are marked above the lanes."""
    band = time_band(view(ferry()))
    assert [b.title for b in band.differ] == ["3 May 1911", "4 May 1911", "6 May 1911"]

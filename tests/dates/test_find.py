"""`dates.find`: what a text says of time, with its place, its value and its days."""

from __future__ import annotations

import subprocess
import sys
import time as clock
from datetime import date

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from tellings import dates
from tellings.errors import TellingsError

# What a line of the coverage list promises: (text, published, [(words, value, edtf)]).
CASES = [
    ("It was on 4/5/1902; the next on 25/5/1902.", None, [("4/5/1902", "1902-05-04", "1902-05-04")]),
    ("It was on 4/5/1902; the next on 5/25/1902.", None, [("4/5/1902", "1902-04-05", "1902-04-05")]),
    ("It was dated 30.4.1902 there.", None, [("30.4.1902", "1902-04-30", "1902-04-30")]),
    (
        "In 1702 he fell ill, from the third to the sixth of August of the same year.",
        None,
        [("the third to the sixth of August of the same year", "1702-08-03/1702-08-06", "1702-08-03/1702-08-06")],
    ),
    ("It went on from 1941-45 there.", None, [("1941-45", "1941/1945", "1941/1945")]),
    ("It went on May-August 1950.", None, [("May-August 1950", "1950-05/1950-08", "1950-05/1950-08")]),
    ("He lived there between 1814 and 1818.", None, [("1814", "1814", "1814"), ("1818", "1818", "1818")]),
    ("It lasted from 499 to 493 BC.", None, [("499", "BC0499", "-0498"), ("493 BC", "BC0493", "-0492")]),
    ("It is of the late XIX century.", None, [("the late XIX century", "18", "1867~/1899")]),
    ("It was the turn of the nineteenth century.", None, [("the turn of the nineteenth century", "18", "1800/1833~")]),
    ("In mid-June 1702 he left.", None, [("mid-June 1702", "1702-06", "1702-06-15~")]),
    ("He came in early March 1702.", None, [("early March 1702", "1702-03", "1702-03-01/1702-03-10")]),
    ("It rose in the second half of 1999.", None, [("the second half of 1999", "1999-H2", "1999-41")]),
    ("It rose in the third quarter of 1999.", None, [("the third quarter of 1999", "1999-Q3", "1999-35")]),
    (
        "On 4 May 1902, about ten minutes past nine, he rose.",
        None,
        [("about ten minutes past nine", "1902-05-04T09:10", "1902-05-04")],
    ),
    (
        "On 4 May 1902, towards four o'clock, he left.",
        None,
        [("four o'clock", "1902-05-04T16:00", "1902-05-04")],
    ),
    ("At 9.10 a.m. on 4 May 1902 he rose.", None, [("9.10 a.m. on 4 May 1902", "1902-05-04T09:10", "1902-05-04")]),
    ("On 4 May 1902, at 15:30 GMT, he left.", None, [("15:30 GMT", "1902-05-04T15:30Z", "1902-05-04")]),
    ("On 4 May 1902, at noon, he left.", None, [("noon", "1902-05-04T12:00", "1902-05-04")]),
    (
        "They fled in the night of 17-18 September 1839.",
        None,
        [("the night of 17-18 September 1839", "1839-09-17TNI", "1839-09-17/1839-09-18")],
    ),
    (
        "He came on 4 May 1702.\n\nThe next day he fell ill. A week later he was well, and that year he wed.",
        None,
        [("The next day", "1702-05-05", "1702-05-05"), ("A week later", "1702-W19", "1702-05-12"), ("that year", "1702", "1702")],
    ),
    ("He came in 1702. Two years earlier he was poor.", None, [("Two years earlier", "1700", "1700")]),
    ("He died aged 79, after 3 hours.", None, [("aged 79", "P79Y", None), ("3 hours", "PT3H", None)]),
    ("It stood there circa 1642.", None, [("circa 1642", "1642", "1642~")]),
    ("They met on the Ides of March 44 BC.", None, [("the Ides of March 44 BC", "BC0044-03-15", "-0043-03-15")]),
    ("They rose on Easter Monday 1916.", None, [("Easter Monday 1916", "1916-04-24", "1916-04-24")]),
    ("They paid at Michaelmas 1702.", None, [("Michaelmas 1702", "1702-09-29", "1702-09-29")]),
    (
        "It was the seventh of May, eighteen hundred and twelve.",
        None,
        [("the seventh of May, eighteen hundred and twelve", "1812-05-07", "1812-05-07")],
    ),
    ("He wrote on 5 8ber 1702.", None, [("5 8ber 1702", "1702-10-05", "1702-10-05")]),
    ("It was built in I939 and sold on 1 7 July 1939.", None, [("I939", "1939", "1939"), ("1 7 July 1939", "1939-07-17", "1939-07-17")]),
    ("In 10,000 BC it was ice.", None, [("10,000 BC", "BC10000", "-9999")]),
    (
        "The talks will end on Tuesday; they began last month, he said today.",
        "2018-04-30",
        [("Tuesday", "2018-05-01", "2018-05-01"), ("last month", "2018-03", "2018-03"), ("today", "2018-04-30", "2018-04-30")],
    ),
    ("The talks ended on Tuesday, he said.", "2018-04-30", [("Tuesday", "2018-04-24", "2018-04-24")]),
    ("The town has waited since May 1902.", None, [("May 1902", "1902-05", "1902-05")]),
]  # fmt: skip

CALENDARS = [
    ("The town fell on 25 October (7 November) 1917.", "1917-11-07", "both"),
    ("It was dated 10/21 February 1718.", "1718-02-21", "both"),
    ("They fought on 23 October 1642 (O.S.) at last.", "1642-11-02", "julian"),
    ("He died on 11 February 1642/3 there.", "1643-02-21", "julian"),
    ("He was king in 1642/3 there.", "1642/1643", "both"),
]

NO_TIMES = [
    "May said that May may march on, and Mr. March may not.",
    "They brought 1917 troops and 1850 men, the second of three.",
    "He joined the March on Rome by Route 66.",
    "He took 5/10 of it and 3/4 of the rest, 1,917 in all, for $1850.",
    "They feared the fall of the town; a second wall may fall.",
    "See No. 1917 and Resolution 1850 on page 1902.",
    "Three quarters of it are lost.",
]


@pytest.mark.parametrize(("text", "published", "expected"), CASES)
def test_expression_has_its_words_value_and_edtf(
    text: str, published: str | None, expected: list[tuple[str, str, str | None]]
) -> None:
    """Each kind of expression in the coverage list is found whole, with its TIMEX3 value and EDTF."""
    found = [(time.text, time.value, time.edtf) for time in dates.find(text, published=published)]

    assert [wanted for wanted in expected if wanted not in found] == [], found


@pytest.mark.parametrize(("text", "edtf", "calendar"), CALENDARS)
def test_two_calendars_are_kept_apart(text: str, edtf: str, calendar: str) -> None:
    """A Julian or double date says its calendar, and its EDTF is the Gregorian day."""
    (time,) = dates.find(text)

    assert (time.edtf, time.calendar) == (edtf, calendar)


JULIAN = [
    ("In the evening of 24 March (Old Style) 1702 it rained.", ["1702-04-04"]),
    ("They fled in the night of 24-25 March (O.S.) 1702.", ["1702-04-04/1702-04-05"]),
    ("They fled at two o'clock in the night of 24-25 March (O.S.) 1702.", ["1702-04-05"]),
    ("They fled at eleven o'clock in the night of 24-25 March (O.S.) 1702.", ["1702-04-04"]),
    ("On 24 March 1702 (O.S.) he came. At noon he ate, that night he left.", ["1702-04-04"] * 3),
    ("On 24 March 1702 (O.S.) he came; the same day he ate; the next day he left.", ["1702-04-04"] * 2 + ["1702-04-05"]),
    ("On 28 February 1700 (O.S.) he came; the next day he left.", ["1700-03-10", "1700-03-11"]),
    ("On 24 March 1702 (O.S.) he came; on the 26th he left.", ["1702-04-04", "1702-04-06"]),
    ("In 1702 he came on 24 March (O.S.) and left.", ["1702", "1702-04-04"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "edtf"), JULIAN)
def test_what_hangs_on_a_julian_day_is_julian_too(text: str, edtf: list[str]) -> None:
    """Parts of a Julian day and days told from it are of its calendar: EDTF has their Gregorian day."""
    assert [time.edtf for time in dates.find(text)] == edtf


def test_julian_leap_day_and_weekday_are_those_of_its_calendar() -> None:
    """The day after 28 February 1700 O.S. is the 29th, and the Friday after Wednesday 24 March 1703 O.S. the 26th."""
    leap = dates.find("On 28 February 1700 (O.S.) he came; the next day he left.")
    week = dates.find("On 24 March 1703 (O.S.) he came; the following Friday he left.")

    assert (leap[1].value, leap[1].calendar) == ("1700-02-29", "julian")
    assert (week[1].value, week[1].edtf) == ("1703-03-26", "1703-04-06")


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_is_no_time_is_left_alone(text: str) -> None:
    """Names, counts, prices, roads and fractions that look like dates are not found."""
    assert dates.find(text) == []


def test_days_of_an_expression_bound_it() -> None:
    """The earliest and latest day are those of the EDTF, and of the middle of a month its middle third."""
    (year,), (middle,) = dates.find("It fell in 1702."), dates.find("It fell in mid-June 1702.")

    assert (year.earliest, year.latest) == (date(1702, 1, 1).toordinal(), date(1702, 12, 31).toordinal())
    assert (middle.earliest, middle.latest) == (date(1702, 6, 11).toordinal(), date(1702, 6, 20).toordinal())


def test_stretch_has_its_two_ends() -> None:
    """A stretch told as one expression is one, with both ends as parts that lie in it."""
    (stretch,) = dates.find("It lasted (1914-18) there.")

    assert [(part.text, part.edtf) for part in stretch.parts] == [("1914", "1914"), ("18", "1918")]


@pytest.mark.parametrize(
    ("text", "relation"),
    [("He left before 1702.", "before"), ("He stayed until May 1702.", "until"), ("He lived in 1702.", None)],
)
def test_relation_is_told_by_the_word_before(text: str, relation: str | None) -> None:
    """Before, after, since and until stand beside the expression, not in it."""
    (time,) = dates.find(text)

    assert time.relation == relation


def test_bare_month_follows_the_story() -> None:
    """A month without a year goes on from the dates before it, over the turn of the year, past a stray year."""
    story = (
        "In October 1740 the siege began. The letters were printed in 1911. In December the town starved. "
        "In January it gave in. In March 1741 the king came."
    )
    months = {time.text: time.value for time in dates.find(story) if time.rule == "month_alone"}

    assert months == {"December": "1740-12", "January": "1741-01"}


def test_story_does_not_hang_on_the_day_of_publication() -> None:
    """A text that tells a story in order reads alike whatever its day of publication is said to be."""
    story = "In May 1740 the siege began. In July the town starved; the next month it gave in. In 1741 the king came."
    values = {
        tuple(time.value for time in dates.find(story, published=day)) for day in (None, "1850-03-07", "2009-12-19")
    }

    assert len(values) == 1


def test_news_finds_its_day_in_the_dateline() -> None:
    """News without a day of publication reckons from the date that stands alone at its top."""
    found = dates.find("Bridge falls\nMarch 12, 2008\nThe bridge fell on Monday, officials said.")

    assert [(time.text, time.value) for time in found][-1] == ("Monday", "2008-03-10")


def test_story_starts_where_it_is_said_to_start() -> None:
    """`story` gives the times of a text that names no day the day they belong to."""
    (time,) = dates.find("At nine o'clock the gates were opened.", story="1819-08-16")

    assert time.value == "1819-08-16T09:00"


def test_stretch_of_a_text_keeps_the_offsets_of_the_whole() -> None:
    """With start and end, only that stretch is read, and offsets count from the beginning of the text."""
    text = "In 1702 he came. In 1703 he left. In 1704 he died."
    (time,) = dates.find(text, start=17, end=33)

    assert (time.value, text[time.start : time.end]) == ("1703", "1703")


def test_unresolved_expression_has_no_days() -> None:
    """An expression that nothing in the text places is found, without a year, a day or a guess."""
    (time,) = dates.find("The next day he left.")

    assert (time.value, time.edtf, time.earliest) == ("XXXX-XX-XX", None, None)


def test_language_without_rules_is_named() -> None:
    """Asking for a language that has no rules says which and what to add."""
    with pytest.raises(TellingsError, match="'xx'"):
        dates.find("In 1702.", language="xx")


VOCABULARY = (
    "the of in May march 4 4th 12 1702 BC 25 / - – ( ) . , ' o'clock half past nine a.m. last next day days week month year "
    "years early mid late night fall quarter second Sunday now ago later two hundred and twenty-one 1914-18 10/21 1642/3 44 "
    "XX century 1930s O.S. Easter 99999 00:00 24:61 31 February 30 0 every from to"
)
WORDS = st.sampled_from([*VOCABULARY.split(), "\n", "\n\n"])


@given(st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80))
@example("0000-00-00 31/02/1900 29 February 1900 99/99/9999 ſecond MAY İ 1 FEBRUARY 0001 BC ١٩٣٩")
@example("in 9999 a century later, 1 BC a year later, December 31, 9999, the next day")
@settings(max_examples=400, deadline=None)
def test_any_text_gives_grounded_ordered_expressions(text: str) -> None:
    """Any string gives expressions that lie in it to the letter, in order, none over another, with a valid EDTF or none."""
    for published in (None, "2001-02-28"):
        end = 0
        for time in dates.find(text, published=published):
            assert end <= time.start < time.end <= len(text)
            assert text[time.start : time.end] == time.text
            assert all(text[part.start : part.end] == part.text for part in time.parts)
            assert time.edtf is None or str(dates.When.parse(time.edtf)) == time.edtf
            assert time.earliest is None or time.latest is None or time.earliest <= time.latest
            end = time.end


def seconds(text: str) -> float:
    """The best of two runs."""
    best = float("inf")
    for _ in range(2):
        start = clock.process_time()
        dates.find(text)
        best = min(best, clock.process_time() - start)
    return best


PROSE = "In May 1702 the siege began, and on the 4th of June the town fell; the people went home to their farms in the hills. "
HOSTILE = {
    "digits": "1234567890" * 6_000,
    "years": "1902 " * 12_000,
    "one word": "a" * 60_000,
    "blanks": " " * 60_000,
    "leaders": "the early part of the first of the " * 1_800,
    "numbers": "twenty one hundred and " * 2_600,
    "dates": "4/5/1902-" * 6_600,
    "units": "days " * 12_000,
    "unclosed": "1902-1903-" * 6_000,
}


@pytest.mark.parametrize("kind", HOSTILE)
def test_hostile_text_is_read_in_linear_time(kind: str) -> None:
    """Twice as much of a text made to be slow takes about twice as long."""
    text = HOSTILE[kind]
    half, whole = seconds(text[: len(text) // 2]), seconds(text)

    assert whole < 3 * half + 0.05


@pytest.mark.parametrize("kind", ["digits", "one word", "blanks"])
def test_text_without_words_takes_no_longer_than_prose(kind: str) -> None:
    """A text of nothing but digits, letters or blanks is read at least as fast as prose of its size."""
    assert seconds(HOSTILE[kind]) < seconds(PROSE * (60_000 // len(PROSE))) + 0.02


def test_room_is_imported_in_a_blink() -> None:
    """Importing the room loads no rules and takes under 0.2 s."""
    code = "import time; t = time.process_time(); import tellings.dates; print(time.process_time() - t)"
    times = [
        float(subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout)
        for _ in range(3)
    ]

    assert min(times) < 0.2


def test_thin_blanks_part_the_words_of_a_date_and_stay_in_its_text() -> None:
    """A thin or a narrow blank is as good as any between the words of a date, and what is quoted keeps it."""
    (found,) = dates.find("He came on 4\u2009May\u202f1702 at last.")

    assert (found.text, found.edtf) == ("4\u2009May\u202f1702", "1702-05-04")

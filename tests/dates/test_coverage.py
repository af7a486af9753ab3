"""What `dates.find` must read, kind by kind: forms of dates, stretches, parts, two calendars, old spellings, and what is no time."""

from __future__ import annotations

import pytest

from tellings import dates

# One expression a line: (a text that holds it and nothing else of time, the expression, TIMEX3 value, EDTF).
ALONE = [
    ("He came on 3rd May, 1745.", "3rd May, 1745", "1745-05-03", "1745-05-03"),
    ("He came on the 3d of May 1745.", "the 3d of May 1745", "1745-05-03", "1745-05-03"),
    ("He came on Tuesday the 3rd of May 1745.", "Tuesday the 3rd of May 1745", "1745-05-03", "1745-05-03"),
    ("It is dated 1745/05/03.", "1745/05/03", "1745-05-03", "1745-05-03"),
    ("It is dated 3.V.1745.", "3.V.1745", "1745-05-03", "1745-05-03"),
    ("It is dated 3-May-1745.", "3-May-1745", "1745-05-03", "1745-05-03"),
    ("It lasted 30 July–2 August 1745.", "30 July–2 August 1745", "1745-07-30/1745-08-02", "1745-07-30/1745-08-02"),
    ("He came on 1 or 2 May 1745.", "1 or 2 May 1745", "1745-05-01/1745-05-02", "1745-05-01/1745-05-02"),
    ("It lasted in all 1741/45.", "1741/45", "1741/1745", "1741/1745"),
    ("It was in the seventeen-forties.", "the seventeen-forties", "174", "174X"),
    ("It is of the XVIIIth century.", "the XVIIIth century", "17", "17XX"),
    ("It rose in the first half of the 18th century.", "the first half of the 18th century", "17", "1700/1749"),
    ("It rose in the latter half of May 1745.", "the latter half of May 1745", "1745-05", "1745-05-16/1745-05-31"),
    ("It rose in the first days of May 1745.", "the first days of May 1745", "1745-05", "1745-05-01/1745-05-10"),
    ("In the winter of 219/218 BC he came.", "the winter of 219/218 BC", "BC0219-WI", "-0218-24"),
    ("It fell in Q3 1999.", "Q3 1999", "1999-Q3", "1999-35"),
    ("It came in the small hours of 4 May 1902.", "the small hours of 4 May 1902", "1902-05-04TMO", "1902-05-04"),
    ("At seven in the evening on 4 May 1902 he left.", "seven in the evening on 4 May 1902", "1902-05-04T19:00", "1902-05-04"),
    ("At 16h30 on 4 May 1902 he left.", "16h30 on 4 May 1902", "1902-05-04T16:30", "1902-05-04"),
    ("At twelve o'clock at night on 4 May 1902 he left.", "twelve o'clock at night on 4 May 1902", "1902-05-04T24:00", "1902-05-04"),
    ("The entry is of 1902-05-04T23:01.", "1902-05-04T23:01", "1902-05-04T23:01", "1902-05-04"),
    ("It fell in the night of 17/18 September 1839.", "the night of 17/18 September 1839", "1839-09-17TNI", "1839-09-17/1839-09-18"),
    ("He came two days before Easter 1916.", "two days before Easter 1916", "1916-04-21", "1916-04-21"),
    ("He came on the eve of 4 May 1702.", "the eve of 4 May 1702", "1702-05-03", "1702-05-03"),
    ("They met in the week of 4 May 1902.", "the week of 4 May 1902", "1902-W18", "1902-04-28/1902-05-04"),
    ("He died on St. Bartholomew's Day 1572.", "St. Bartholomew's Day 1572", "1572-08-24", "1572-08-24"),
    ("He fell on the Ides of March 44 BC.", "the Ides of March 44 BC", "BC0044-03-15", "-0043-03-15"),
    ("He died in the year one thousand seven hundred and two.", "the year one thousand seven hundred and two", "1702", "1702"),
    ("He wrote on Novr. 5th, 1702.", "Novr. 5th, 1702", "1702-11-05", "1702-11-05"),
    ("It came on l7 July l939.", "l7 July l939", "1939-07-17", "1939-07-17"),
    ("It came on 2O May 194O.", "2O May 194O", "1940-05-20", "1940-05-20"),
    ("It came on 17 Ju1y 1939.", "17 Ju1y 1939", "1939-07-17", "1939-07-17"),
    ("It came perhaps in 1745.", "1745", "1745", "1745?"),
    ("It came about 3 May 1745.", "3 May 1745", "1745-05-03", "1745-05-03~"),
    ("It fell in the tenth year of Aldous.", "the tenth year of Aldous", "", None),
    ("He came three days after the battle.", "three days after", "P3D", None),
    ("He came the day after the battle.", "the day after", "XXXX-XX-XX", None),
]  # fmt: skip

BOTH = [
    "25 October (7 November) 1917",
    "25 October/7 November 1917",
    "7 November (25 October O.S.) 1917",
    "7 November [O.S. 25 October] 1917",
    "25 October (7 November), 1917",
    "October 25 (November 7) 1917",
]

CHAINED = [
    (
        "In May 1702 they came. On the third evening they fled. That same day it rained.",
        ["1702-05", "1702-05-XXTEV", "1702-05-XX"],
    ),
    ("On 4 May 1702 he came. By then she had gone. At the same time it rained.", ["1702-05-04"] * 3),
    ("On 4 May 1702 he came; from the 6th to the 9th, it rained.", ["1702-05-04", "1702-05-06/1702-05-09"]),
    ("Between February and June 1702 they lost. On 21 March the first fell.", ["1702-02", "1702-06", "1702-03-21"]),
    ("At the beginning of 1702, he fled. By the spring it was lost; on March 28 it fell.", ["1702", "1702-SP", "1702-03-28"]),
    ("In 1702 they came. On the night of 4/5 April 1703 it burned. In June they left.", ["1702", "1703-04-04TNI", "1703-06"]),
]  # fmt: skip

NEWS = [
    ("The talks open Monday.", "2013-03-25"),
    ("The team planned to leave on Monday.", "2013-03-25"),
    ("The talks are scheduled to close Monday.", "2013-03-25"),
    ("It may come as soon as Monday.", "2013-03-25"),
    ("He was found on Monday.", "2013-03-18"),
    ("Sales fell in the fourth quarter.", "2012-Q4"),
    ("Sales will fall in the second quarter.", "2013-Q2"),
    ("Last year's third quarter was good.", "2012-Q3"),
    ("It was half a century ago.", "1963"),
    ("It began the month before last.", "2013-01"),
    ("It should be done by year's end.", "2013"),
    ("He was shot last Oct. 23.", "2012-10-23"),
]

NO_TIMES = [
    "They drank spring water by a hot spring, and the night watchman wore a morning coat.",
    "He fought in the Seven Years' War and the Six-Day War.",
    "Between 1702 and 1850 men came, and some 1900 died; call 555-1702 about version 10.4.11.",
    "It grew from day to day, and about a quarter was lost.",
    "The great October changed all.",
    "She kept a Sunday school.",
]


@pytest.mark.parametrize(("text", "words", "value", "edtf"), ALONE)
def test_expression_is_found_whole_with_its_value(text: str, words: str, value: str, edtf: str | None) -> None:
    """The one expression of a text is found to its last letter, with its TIMEX3 value and EDTF."""
    assert [(time.text, time.value, time.edtf) for time in dates.find(text)] == [(words, value, edtf)]


@pytest.mark.parametrize("written", BOTH)
def test_date_in_both_calendars_is_one_expression(written: str) -> None:
    """However the two days are put together, they are one date of both calendars, the Gregorian day in EDTF."""
    (time,) = dates.find(f"The town fell on {written}, they say.")

    assert (time.text, time.edtf, time.calendar) == (written, "1917-11-07", "both")


@pytest.mark.parametrize(("text", "values"), CHAINED)
def test_story_carries_its_point_on(text: str, values: list[str]) -> None:
    """What names no year or day of its own has that of the story, across sentences."""
    assert [time.value for time in dates.find(text)] == values


@pytest.mark.parametrize(("text", "value"), NEWS)
def test_news_reckons_from_its_day_on_the_side_the_tense_points_to(text: str, value: str) -> None:
    """A weekday, quarter or year of news lies before or after the day of speaking as the verb has it."""
    assert [time.value for time in dates.find(text, published="2013-03-22")] == [value]


@pytest.mark.parametrize("text", NO_TIMES)
def test_what_only_looks_like_a_time_is_left_alone(text: str) -> None:
    """Things named by a season, part of a day, weekday, month or number of years are no times."""
    assert dates.find(text) == []

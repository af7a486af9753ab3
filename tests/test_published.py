"""The day an account was published is read where its own lines say it, and nowhere else."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings import cli
from tellings.model import Source
from tellings.read import Declared
from tellings.rules import load_rules, pattern
from tellings.split.published import find_date

STORY = (
    "Dock workers voted on Friday to end their strike. Nobody had expected it, and the harbour was busy again at noon."
)


def day_of(text: str, name: str = "a.txt", known: Declared | None = None) -> str | None:
    """The day of publication of a text."""
    return find_date(Source("s", name, "", text, "text/plain"), known or Declared("s"), 0, len(text))[0]


@pytest.mark.parametrize("name", load_rules("published")["pattern"])
def test_each_pattern_finds_its_examples_and_not_its_counter_examples(name: str) -> None:
    """The rule file's patterns do what stands beside them."""
    rule = load_rules("published")["pattern"][name]
    assert [line for line in rule["examples"] if not pattern("published", name).search(line)] == []
    assert [line for line in rule["not"] if pattern("published", name).search(line)] == []


@pytest.mark.parametrize(
    ("top", "day"),
    [
        ("The strike ends\nPublished 4 March 1998\n", "1998-03-04"),
        ("The strike ends\nBy Karl Brenner | Posted: March 4, 1998, 10:15 a.m.\n", "1998-03-04"),
        ("The strike ends\nMarch 4, 1998\n", "1998-03-04"),
        ("Harbour House, Karlstadt, 4th March 1898.\n\nDear Sir,\n", "1898-03-04"),
        ("KARLSTADT, March 4, 1998 (AP) -- ", "1998-03-04"),
        ("Updated 5 March 1998\nPublished 4 March 1998\n", "1998-03-04"),
        ("The strike of 4 March 1998\n", None),
        ("It was published on 4 March 1998 that the strike had ended. ", None),
        ("", None),
    ],
)
def test_a_line_at_the_top_says_the_day(top: str, day: str | None) -> None:
    """A line that is no part of the story gives the day; a date that is told does not."""
    assert day_of(top + STORY) == day


def test_a_line_at_the_bottom_says_the_day() -> None:
    """A letter may be dated below."""
    assert day_of(f"{STORY}\n\nYour obedient servant,\nK. Brenner\nKarlstadt, 4 March 1898\n") == "1898-03-04"


def test_a_diary_has_no_day_of_its_own() -> None:
    """Where a date heads each entry, none is the day of the whole."""
    entries = "\n\n".join(f"{day} March 1898\n\n{STORY}" for day in range(4, 9))
    assert day_of(entries) is None


def test_the_day_of_a_story_is_not_the_day_it_was_told() -> None:
    """A date alone on a line heads the story of that day where the text names later years."""
    assert day_of(f"The great fire\n4 March 1898\n\nThe mill burned. In 1921 it was built again. {STORY}") is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        # 4 March was a Wednesday in 1998, a Monday in 2002 and a Thursday in 1999.
        ("KARLSTADT, March 4 (AP) -- Dockers voted Wednesday. They had last struck in 1997.", "1998-03-04"),
        ("KARLSTADT, March 4 (AP) -- Dockers voted Thursday. They had last struck in 1997.", "1999-03-04"),
        ("KARLSTADT, March 4 (AP) -- Dockers voted Monday. They had last struck in 1997.", None),
        ("KARLSTADT, March 4 (AP) -- Dockers voted Wednesday.", None),
        ("KARLSTADT, March 4 (AP) -- Dockers voted. They had last struck in 1997.", None),
        ("KARLSTADT, February 29 (AP) -- Dockers voted Tuesday. They had last struck in 1997.", None),
    ],
)
def test_a_dateline_without_a_year_is_read_with_its_weekday(text: str, day: str | None) -> None:
    """The year is the first from the latest named on that gives the day its weekday, and none where nothing says so."""
    assert day_of(text) == day


@pytest.mark.parametrize(
    ("name", "text", "day"),
    [
        ("news/1998-03-04_strike.txt", STORY, "1998-03-04"),
        ("strike-19980304.txt", STORY, "1998-03-04"),
        (
            "1998-03-04_memoir.txt",
            "In the spring of 1898 the dockers struck, and on Friday the masters gave way.",
            None,
        ),
        ("1998-03-04_scan.txt", "The dockers struck in the spring.", None),
        ("19983304.txt", STORY, None),
    ],
)
def test_the_name_of_the_file_counts_for_what_speaks_from_a_day(name: str, text: str, day: str | None) -> None:
    """A day in the file's name is that of news, and not of a history that was saved then."""
    assert day_of(text, name) == day


def test_what_the_user_says_goes_before_what_the_text_says() -> None:
    """A declared date is kept as it is."""
    assert day_of(f"Published 4 March 1998\n{STORY}", known=Declared("s", date="1871?")) == "1871?"


def test_the_reason_quotes_the_line() -> None:
    """An account says how its date is known."""
    text = f"Published 4 March 1998\n{STORY}"
    because = find_date(Source("s", "a.txt", "", text, "text/plain"), Declared("s"), 0, len(text))[1]
    assert "“Published 4 March 1998”" in because


@given(st.text(alphabet="\n\r \u2028Published4March198|,", max_size=300))
def test_any_text_has_a_day_or_none(text: str) -> None:
    """No text is too odd to be looked at."""
    found = day_of(text)
    assert found is None or len(found) == 10


def test_days_of_real_news(shared: Path) -> None:
    """Of news whose day is known, what is read from the lines is right."""
    wrong = []
    found = 0
    for line in (shared / "corpora" / "dates" / "meantime.jsonl").read_text(encoding="utf-8").splitlines():
        document = json.loads(line)
        if day := day_of(document["text"]):
            found += 1
            wrong += [(document["doc_id"], day)] if document["dct"] and document["dct"] != day else []
    assert found >= 100
    assert len(wrong) <= 2  # where the gold contradicts the line


@pytest.mark.parametrize(("options", "year"), [([], "1997"), (["--published", "2005-03-04"], "2004")])
def test_times_of_a_file_are_read_from_its_day(
    options: list[str], year: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """`tellings dates` reads a file from the day that its lines give, and from the one that is given it before that."""
    path = tmp_path / "strike.txt"
    path.write_text(f"The strike ends\nPublished 4 March 1998\n\n{STORY} It began last year.\n", encoding="utf-8")

    assert cli.main(["dates", str(path), "--format", "jsonl", *options]) == 0
    assert [t["value"] for t in json.loads(capsys.readouterr().out)["timexes"] if t["text"] == "last year"] == [year]

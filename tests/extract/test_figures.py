"""Figures: what is found, what is not, its value, unit, hedge and what it counts."""

from __future__ import annotations

import json
import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.extract.figures import find_figures
from tellings.language import Analysis
from tellings.model import Account, Block, Figure, Source, Span, Time
from tellings.rules import load_rules

SHARED = Path(__file__).resolve().parents[3] / "shared" / "dossiers"
NOTHING = Analysis((), ())


def figures_of(text: str, *, times: tuple[Time, ...] = (), blocks: tuple[Block, ...] = ()) -> list[Figure]:
    """The figures of a text that is one account."""
    source = Source("s", "s.txt", "0", text, "text/plain")
    return find_figures(source, Account("a", "s", 0, len(text), "A", blocks=blocks), NOTHING, times)


@pytest.mark.parametrize(
    ("sentence", "words", "value"),
    [
        ("Some twenty thousand soldiers crossed.", "twenty thousand", 20_000),
        ("A 25,000-strong contingent came.", "25,000-strong", 25_000),
        ("A score of boats lay there.", "A score", 20),
        ("The bank lent four billions.", "four billions", 4e9),
        ("Half a dozen carts were left.", "Half a dozen", 6),
        ("He was paid 4 thousand dollars.", "4 thousand dollars", 4000),
        ("The port has 1.5 million tons.", "1.5 million tons", 1_500_000),
        ("It cost $7.7bn in all.", "$7.7bn", 7_700_000_000),
        ("It cost £5m in all.", "£5m", 5_000_000),
        ("Turnout was 84.1%, they say.", "84.1%", 84.1),
        ("From 180 to 200 thousand people stood there.", "180 to 200 thousand", 180_000),
        ("One hundred and fifty thousand came.", "One hundred and fifty thousand", 150_000),
        ("Three score and ten years passed.", "Three score and ten years", 70),
        ("Nearly a quarter of a mile away.", "a quarter of a mile", 0.25),
        ("It lasted two and a half hours.", "two and a half hours", 2.5),
        ("It lasted an hour and a half.", "an hour and a half", 1.5),
        ("Two-thirds of the town burned.", "Two-thirds", 0.666667),
        ("One in three houses was empty.", "One in three", 0.333333),
        ("The shop sold 2½ pounds.", "2½ pounds", 2.5),
        ("They held it for seven centuries.", "seven centuries", 700),
        ("The road was taken without a single shot.", "single", 0),
        ("Fifteen hundred men marched.", "Fifteen hundred", 1500),
        ("They lost 1500 men there.", "1500", 1500),
        ("A million and a half fell.", "A million and a half", 1_500_000),
        ("It is a two- or three-week trip.", "two- or three-week", 2),
        ("He led XII cohorts north.", "XII", 12),
        ("It adds up to 185 crates.", "185", 185),
    ],
)
def test_a_number_is_read_as_it_is_said(sentence: str, words: str, value: float) -> None:
    """Digits, words, scales, fractions and units give the one figure of the sentence."""
    found = figures_of(sentence)

    assert [(f.span.text, f.value) for f in found] == [(words, value)]


@pytest.mark.parametrize(
    "sentence",
    [
        "They met on Route 66.",
        "Its number is id=677669901075656708 there.",
        "Since 9/11 it is shut.",
        "Louis XIV rules; see part II of it, and the CD shops.",
        "They left at about 8.30 or at nine, it might be.",
        "Article 5 was read aloud.",
        "See pages 3, 4 and 12.",
        "The U-20 sank it.",
        "She came 3rd, he 15th.",
        "In the 1930s it grew.",
        "It stood there in 1940, and stands in 1962 law.",
        "At 12:01 the bell rang.",
        "At ten o'clock they left; by 9.30 a.m. all was over.",
        "No one came, and one of them knew why.",
        "One would think so.",
        "They spoke one on one.",
        "He says so [12], as before.",
        "The Big Four met again.",
        "The Apollo 11 landed.",
        "A third force appeared.",
        "The fight was half over.",
        "Version 1.2.3 is out.",
        "They signed it on 12/05/1999.",
        "It happened five years ago.",
        "The mast was cut in two.",
    ],
)
def test_a_number_that_is_no_quantity_is_no_figure(sentence: str) -> None:
    """Names, places in a book, clock times, ordinals, years and pronouns are left out."""
    assert [f.span.text for f in figures_of(sentence)] == []


@pytest.mark.parametrize(
    ("sentence", "unit", "counted"),
    [
        ("25,000 Soviet troops came in.", "persons", "Soviet troops"),
        ("In all 46.5% of the deportees were women.", "percent", "deportees"),
        ("A 25 percent tariff was set.", "percent", "tariff"),
        ("They had two pieces of artillery.", None, "pieces of artillery"),
        ("Five hundred men and women marched.", "persons", "men and women"),
        ("He sold goods for 200 million marks a year.", "marks", None),
        ("Goods for $50 billion of foreign goods were named.", "USD", "foreign goods"),
        ("Anna Berg, 45, saw it.", "years", None),
        ("A child aged 7 was found.", "years", None),
        ("They waited for six days.", "days", None),
        ("The 28-member council sat.", None, "member council"),
    ],
)
def test_a_figure_says_its_unit_and_what_it_counts(sentence: str, unit: str | None, counted: str | None) -> None:
    """The unit is named in one way, and what is counted is a stretch of the text."""
    (figure,) = figures_of(sentence)

    assert (figure.unit, figure.counted.text if figure.counted else None) == (unit, counted)


@pytest.mark.parametrize(
    ("sentence", "hedge", "low", "high"),
    [
        ("About 300 horses came.", "about", 300, 300),
        ("Upwards of 600 sheep died.", "more than", 600, None),
        ("No fewer than 12 boats came.", "at least", 12, None),
        ("Fewer than 50 votes were cast.", "less than", None, 50),
        ("Up to 90 carts stood there.", "at most", None, 90),
        ("No more than 30 shots were heard.", "at most", None, 30),
        ("Exactly 41 chairs were left.", "exactly", 41, 41),
        ("Thirty to fifty yards of rope hung there.", None, 30, 50),
        ("Eight or ten carts came.", None, 8, 10),
        ("Between two and three miles lay ahead.", None, 2, 3),
        ("The 300-odd horses ran.", "about", 300, 300),
    ],
)
def test_a_hedge_opens_the_side_it_leaves_open(
    sentence: str, hedge: str | None, low: float | None, high: float | None
) -> None:
    """A range has both ends, and "more than" has no upper one."""
    (figure,) = figures_of(sentence)

    assert (figure.hedge, figure.low, figure.high) == (hedge, low, high)


@pytest.mark.parametrize("rule", load_rules("figures")["hedge"], ids=lambda r: r["hedge"])
def test_each_hedge_rule_marks_its_examples(rule: dict[str, list[str] | str]) -> None:
    """Each example of a hedge rule holds a figure with that hedge."""
    missing = [e for e in rule["examples"] if rule["hedge"] not in [f.hedge for f in figures_of(e)]]

    assert missing == []


@pytest.mark.parametrize("table", ["names", "idioms"])
def test_no_counter_example_of_a_rule_holds_a_figure(table: str) -> None:
    """The counter-examples of the rule file give no figure."""
    found = {
        e: [f.span.text for f in figures_of(e) if f.unit != "persons"]
        for e in load_rules("figures")[table]["counter_examples"]
    }

    assert [e for e, figures in found.items() if figures] == []


def test_the_examples_of_units_before_their_number_hold_one_figure_each() -> None:
    """A unit before its number ("a mile or two") is read."""
    assert [len(figures_of(e)) for e in load_rules("figures")["unit_first"]["examples"]] == [1, 1]


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("It had 1.234 houses and 1.500.000 trees; 46,5% burned.", [1234, 1_500_000, 46.5]),
        ("It had 1,234 houses and 1.5 mills; 46.5% burned.", [1234, 1.5, 46.5]),
        ("It had 1 234 houses and 15 000 trees.", [1234, 15_000]),
    ],
)
def test_digits_are_read_by_the_habit_of_the_document(text: str, values: list[float]) -> None:
    """Points, commas and spaces group digits where the document uses them so."""
    assert [f.value for f in figures_of(text)] == values


def test_hundreds_without_a_number_are_a_figure_without_a_value() -> None:
    """A size that is only named has no value and no ends."""
    (figure,) = figures_of("Hundreds of sheep were lost.")

    assert (figure.value, figure.low, figure.high) == (None, None, None)


def test_a_number_inside_a_date_is_no_figure_but_a_duration_is() -> None:
    """Days of a date are left out; how long a thing lasted is a figure, whatever the calendar calls it."""
    text = "On 8 March they waited for 30 days."
    times = tuple(
        Time(Span("a", s, e, text[s:e]), "DATE", "x", None, None, None, "", None, "") for s, e in ((3, 10), (27, 34))
    )

    assert [f.span.text for f in figures_of(text, times=times)] == ["30 days"]


def test_numbers_of_a_list_and_of_a_table_of_contents_are_no_figures() -> None:
    """The numbers at the head of several short lines count nothing."""
    text = "1 The beginning\n2 The fire\n3 1939. The winter\nIn all 40 houses burned."

    assert [f.span.text for f in figures_of(text)] == ["40"]


def test_numbers_of_paragraphs_are_no_figures() -> None:
    """Paragraphs numbered in a row count nothing, however long; a paragraph that begins with a count of its own does."""
    long = (
        " The wall was mended, and those who had mended it went home to the valley, as their fathers had done, by the upper road."
        * 2
    )
    text = f"12. Forty men stood there.{long}\n\n13. Then they left.{long}\n\n212 carts followed.{long}\n"
    assert [f.span.text for f in figures_of(text)] == ["Forty", "212"]


def test_a_block_of_contents_holds_no_figures() -> None:
    """What the splitter calls contents is passed over."""
    text = "Two roads, 45\nThree mills, 60\n\nTwelve carts came."

    assert [f.span.text for f in figures_of(text, blocks=(Block(0, 29, "contents"),))] == ["Twelve"]


@given(st.text(alphabet=st.sampled_from(list("0123456789 ,.-–/:%$£½¼'\nandoefhrtwyivsml½"))) | st.text())
def test_any_text_gives_ordered_figures_that_show_the_text_to_the_letter(text: str) -> None:
    """Spans are true, in order and apart; values are finite."""
    found = figures_of(text)

    assert [f for f in found if text[f.span.start : f.span.end] != f.span.text] == []
    assert [f for f in found if f.counted and text[f.counted.start : f.counted.end] != f.counted.text] == []
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))
    assert all(f.value is None or abs(f.value) < 1e60 for f in found)


@pytest.mark.parametrize(
    "piece",
    [
        "1",
        "1,",
        "1 234 ",
        "one ",
        "twenty-",
        "two or ",
        "a hundred and ",
        "pages 3, ",
        "half a ",
        "5 km of x ",
        " (",
        "about ",
    ],
)
def test_a_line_of_forty_thousand_signs_takes_time_in_proportion(piece: str) -> None:
    """Whatever is repeated, forty thousand signs are read in a few seconds."""
    text = piece * (40_000 // len(piece))
    begin = time.perf_counter()
    figures_of(text)

    assert time.perf_counter() - begin < 6


@pytest.mark.parametrize(
    ("name", "found", "value"),
    [("baltic-1940", 0.90, 0.95), ("steel-tariffs-2018", 0.80, 0.85), ("peterloo", 0.80, 0.85)],
)
def test_figures_are_found_on_shared_dossiers(name: str, found: float, value: float) -> None:
    """With the dates that a reader marked, precision, recall and values reach what was promised."""
    folder = SHARED / name
    if not folder.exists():
        pytest.skip(f"the shared dossiers are not beside the project ({folder})")
    gold, said = _gold_and_said(folder)
    core = [g for g in gold if not g.get("minor") and not g.get("vague") and g.get("value") is not None]
    hits = {g["id"]: [f for f in said[g["account"]] if _overlap(g.get("number_span") or g, f)] for g in core}
    recall = sum(bool(h) for h in hits.values()) / len(core)
    right = sum(any(abs((f.value or 0) - g["value"]) <= 1e-6 * g["value"] for f in hits[g["id"]]) for g in core) / len(
        core
    )
    all_said = [(account, f) for account, figures in said.items() for f in figures]
    precision = sum(any(g["account"] == a and _overlap(g, f) for g in gold) for a, f in all_said) / len(all_said)

    assert 2 * precision * recall / (precision + recall) >= found
    assert right >= value


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))


def _overlap(gold: Any, figure: Figure) -> bool:
    return bool(min(gold["end"], figure.span.end) > max(gold["start"], figure.span.start))


def _gold_and_said(folder: Path) -> tuple[list[Any], dict[str, list[Figure]]]:
    days = _read(folder / "timexes.json")["timexes"]
    said = {}
    for a in _read(folder / "accounts.json")["accounts"]:
        with (folder / Path(a.get("file") or "source.txt").name).open(encoding="utf-8", newline="") as file:
            text = file.read()
        times = [
            Time(
                Span(a["id"], t["start"], t["end"], text[t["start"] : t["end"]]),
                t["type"],
                "",
                None,
                None,
                None,
                "",
                None,
                "",
            )
            for t in days
            if t["account"] == a["id"]
        ]
        source = Source("s", "s", "0", text, "text/plain")
        said[a["id"]] = find_figures(source, Account(a["id"], "s", a["start"], a["end"], a["id"]), NOTHING, times)
    return _read(folder / "figures.json")["figures"], said

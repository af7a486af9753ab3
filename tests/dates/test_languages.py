"""A language is a folder of rule files: the engine holds no word of any."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from tellings import dates
from tellings.dates import grammar

ENGINE = ["calendars", "case", "clock", "codes", "feasts", "fields", "hours", "lengths", "moment", "reader", "register"]
ENGINE += ["relative", "resolve", "scan", "tense", "years"]

WORDS = """
[month]
trigger = true
case = "capital"
words = { Januar = 1, "Jan." = 1, "März" = 3, Mai = 5, Oktober = 10 }

[told]
words = { "am folgenden" = 1, "im folgenden" = 1 }

[dateunit]
trigger = true
words = { Tag = "D", Jahr = "Y" }

[cardinal]
words = { zwei = 2 }

[doubt]
words = { vielleicht = "?" }

[relation]
words = { vor = "before" }
"""

RULES = """
[macros]
day = '(?:3[01]|[12]\\d|0?[1-9])(?!\\d)'
year = '(?:1\\d{3}|20\\d{2})(?!\\d)'

[cues]
dash = ' ?- ?'
link = ' bis | und '
relation = '(?<!\\w){relation} (?:dem )?\\Z'
attribute = '\\bvom \\Z'
doubt = '(?<!\\w){doubt} (?:am |im )?\\Z'
from = '\\b(?:von|zwischen) \\Z'
stop = '[.!?] '
past = '\\bwar\\b'
future = '\\bwird\\b'

[[rule]]
name = "tag_monat_jahr"
kind = "date"
pattern = '{day}\\. {month} {year}'
flags = ["day", "full"]

[[rule]]
name = "tag_monat"
kind = "date"
pattern = '{day}\\. {month}'
flags = ["day", "bare"]

[[rule]]
name = "folgend"
kind = "shift"
pattern = '{told} {dateunit}'
flags = ["anaphoric"]
"""


@pytest.fixture
def german(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A language of three rules, in a folder of its own."""
    folder = tmp_path / "rules" / "xg" / "dates"
    folder.mkdir(parents=True)
    (folder / "words.toml").write_text(WORDS, encoding="utf-8")
    (folder / "rules.toml").write_text(RULES, encoding="utf-8")
    monkeypatch.setattr(resources, "files", lambda package: tmp_path)
    yield "xg"
    grammar.load.cache_clear()


def test_second_language_is_a_folder(german: str) -> None:
    """Three rules in another language give its dates, chained through the story as English ones are."""
    text = (
        "Am 3. Oktober 1702 kam er, am folgenden Tag ging er. Vor dem 5. März schrieb er, im folgenden Jahr starb er."
    )
    found = [(time.text, time.value, time.relation) for time in dates.find(text, language=german)]

    assert found == [
        ("3. Oktober 1702", "1702-10-03", None),
        ("am folgenden Tag", "1702-10-04", None),
        ("5. März", "1703-03-05", "before"),
        ("im folgenden Jahr", "1704", None),
    ]


@pytest.mark.parametrize("module", ENGINE)
def test_engine_holds_no_month_or_weekday(module: str) -> None:
    """No string in the engine's code, docstrings apart, is a word of the English word table."""
    source = Path(dates.__file__).with_name(f"{module}.py").read_text(encoding="utf-8")
    tree = ast.parse(source)
    docs = {
        ast.get_docstring(node, clean=False)
        for node in ast.walk(tree)
        if isinstance(node, (ast.Module, ast.ClassDef, ast.FunctionDef))
    }
    strings = {
        node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)
    } - docs
    tables = grammar.load("en").words
    english = {
        word for name in ("month", "weekday", "season", "part", "decadeword", "relday") for word in tables[name].values
    }

    assert {text.casefold() for text in strings} & english == set()

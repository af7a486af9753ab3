"""The forms in which time expressions are written, and the command that writes them."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tellings import cli
from tellings.dates import formats
from tellings.errors import TellingsError

TEXT = "The siege of <Aldermoor> lasted from 1702-05. The next year the town was rebuilt; in May 1706 it was whole.\x00"


def test_jsonl_round_trips_and_splits_a_stretch() -> None:
    """A line holds the document's name and its expressions, a stretch as its two ends, each to the letter."""
    document = formats.Document("a", TEXT)
    said = json.loads(formats.to_jsonl(document, document.times()))

    assert said["doc_id"] == "a"
    assert [(time["text"], time["value"]) for time in said["timexes"]] == [
        ("1702", "1702"),
        ("05", "1705"),
        ("The next year", "1706"),
        ("May 1706", "1706-05"),
    ]
    assert all(TEXT[time["start"] : time["end"]] == time["text"] for time in said["timexes"])
    assert {key for time in said["timexes"] for key in time} == {"start", "end", "text", "type", "value", "edtf"}


def test_timeml_is_well_formed_and_keeps_the_text() -> None:
    """TimeML is XML whatever the text holds, and without its tags it is the text."""
    document = formats.Document("a&b", TEXT, "1998-05-01")
    root = ElementTree.fromstring(formats.to_timeml(document, document.times()))
    body = root.find("TEXT")

    assert body is not None
    assert "".join(body.itertext()) == TEXT.replace("\x00", "\ufffd")
    assert [timex.get("value") for timex in body] == ["1702", "1705", "1706", "1706-05"]
    assert root.findtext("DOCID") == "a&b"


def test_text_shows_words_value_and_edtf() -> None:
    """The form for reading has a line for each expression, with what it was reckoned from."""
    document = formats.Document("a", "In 1702 he came. The next year he left.")
    lines = formats.to_text(document, document.times()).splitlines()

    assert [line.split()[:3] for line in lines] == [["a:3-7", "DATE", "1702"], ["a:17-30", "DATE", "1703"]]
    assert lines[1].endswith("(from the point the story has reached)")


@pytest.mark.parametrize(
    "line", ["{", "[]", '{"doc_id": "a"}', '{"doc_id": 1, "text": "x"}', '{"doc_id": "a", "text": "x", "dct": 5}', "5"]
)
def test_bad_line_is_named(line: str) -> None:
    """A line that is no document is refused with the file and the number of the line."""
    with pytest.raises(TellingsError, match=r"b\.jsonl, line 2"):
        formats.from_jsonl('{"doc_id": "a", "dct": null, "text": "x"}\n' + line, "b.jsonl")


def test_command_reads_jsonl_with_its_days(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """`tellings dates` on a .jsonl gives each line its own day of publication."""
    path = tmp_path / "news.jsonl"
    lines = [
        {"doc_id": "a", "dct": "2018-04-30", "text": "He came last year."},
        {"doc_id": "b", "dct": None, "text": "In 1702."},
    ]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    code = cli.main(["dates", str(path), "--format", "jsonl"])
    said = [json.loads(line) for line in capsys.readouterr().out.splitlines()]

    assert code == 0
    assert [(line["doc_id"], [time["value"] for time in line["timexes"]]) for line in said] == [
        ("a", ["2017"]),
        ("b", ["1702"]),
    ]


def test_command_passes_over_what_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A missing file is named, the rest is read, and the exit code says so."""
    path = tmp_path / "story.txt"
    path.write_text("In May 1702 the siege of the town began, and the people were hungry.", encoding="utf-8")
    code = cli.main(["dates", str(path), str(tmp_path / "none.txt")])
    said = capsys.readouterr()

    assert (code, "none.txt" in said.err, "1702-05" in said.out) == (1, True, True)


@pytest.mark.parametrize("day", ["yesterday", "1/5/1998", "19980501"])
def test_command_refuses_a_day_it_cannot_read(tmp_path: Path, capsys: pytest.CaptureFixture[str], day: str) -> None:
    """A day of publication in another form than the ISO one is refused, not guessed."""
    path = tmp_path / "story.txt"
    path.write_text("The people of the town were hungry in those days, and it was cold.", encoding="utf-8")

    assert cli.main(["dates", str(path), "--published", day]) == 2
    assert "1998-05-01" in capsys.readouterr().err

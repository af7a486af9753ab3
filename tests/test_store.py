"""The dossier file: reads back as the same Dossier, follows its schema, and is written whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from tellings import store
from tellings.errors import DossierError, TellingsError
from tellings.model import Dossier

SCHEMA = json.loads((Path(store.__file__).parent / "tellings-1.schema.json").read_text(encoding="utf-8"))


def test_dossier_reads_back_the_same(example: Dossier) -> None:
    """Writing a dossier and reading it back gives an equal Dossier, and the same bytes again."""
    text = store.to_json(example)

    assert store.from_json(text) == example
    assert store.to_json(store.from_json(text)) == text


def test_dossier_follows_its_schema(example: Dossier) -> None:
    """What the program writes is valid by the JSON Schema that it ships."""
    jsonschema.validate(json.loads(store.to_json(example)), SCHEMA)


def test_schema_refuses_an_unknown_kind(baltic: Dossier) -> None:
    """The schema holds a kind of disagreement to the design's list."""
    data = json.loads(store.to_json(baltic))
    data["disagreements"] = [
        {
            "id": "d",
            "kind": "mood",
            "degree": "tension",
            "events": [],
            "sides": [],
            "why": "",
            "probability": 1,
            "shown": True,
        }
    ]

    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(data, SCHEMA)


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"format": "other"}', '{"format": "tellings/1"}', '{"format": "tellings/1", "sources": 3}']
)
def test_damaged_dossier_is_named(tmp_path: Path, text: str) -> None:
    """A file that is no dossier, or a damaged one, raises DossierError with the file's name and a remedy."""
    path = tmp_path / "case.json"
    path.write_text(text, encoding="utf-8")

    with pytest.raises(DossierError, match=r"case\.json.*tellings compare"):
        store.load(path)


def test_missing_dossier_is_named(tmp_path: Path) -> None:
    """A dossier that is not there raises DossierError with its name."""
    with pytest.raises(DossierError, match=r"nowhere\.json"):
        store.load(tmp_path / "nowhere.json")


def test_strangers_file_is_not_overwritten(tmp_path: Path) -> None:
    """A file that tellings did not make stays as it was, and the error names it."""
    path = tmp_path / "thesis.html"
    path.write_text("<p>ten years of work</p>", encoding="utf-8")

    with pytest.raises(TellingsError, match=r"thesis\.html"):
        store.write_ours(path, "report")

    assert path.read_text(encoding="utf-8") == "<p>ten years of work</p>"


def test_own_file_is_overwritten_and_nothing_is_left_beside_it(tmp_path: Path, baltic: Dossier) -> None:
    """A dossier is written anew over an older one, with no temporary file left behind."""
    path = tmp_path / "case.json"
    store.save(baltic, path)
    store.write_ours(path, store.to_json(baltic))

    assert [p.name for p in tmp_path.iterdir()] == ["case.json"]
    assert store.load(path) == baltic


def test_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """When writing fails half-way the file that was there stays, and no part of the new one."""
    path = tmp_path / "case.json"
    path.write_text("old", encoding="utf-8")

    with pytest.raises(UnicodeEncodeError):
        store.write_whole(path, "new \ud800")

    assert [(p.name, p.read_text(encoding="utf-8")) for p in tmp_path.iterdir()] == [("case.json", "old")]

"""A full encoder from a folder of local files, in place of the one that ships."""

from __future__ import annotations

import sys
from pathlib import Path

import numpy as np
import pytest
from tokenizers import Tokenizer
from tokenizers.models import WordLevel
from tokenizers.pre_tokenizers import Whitespace

import tellings
from tellings.align import encoder
from tellings.align.likeness import read_wordings, token_likeness
from tellings.align.local import LocalEncoder
from tellings.cli import main
from tellings.errors import TellingsError

# Two words of one meaning have one row, so that only this encoder can take them for the same.
WORDS = {"the": 0, "mill": 1, "granary": 1, "burned": 2, "ship": 3, "sank": 4, "mayor": 5, "spoke": 6, "[UNK]": 7}


def _field(number: int, value: int | bytes) -> bytes:
    """A field of a protocol buffer: a number, or bytes with their length before them."""
    if isinstance(value, int):
        return _number(number << 3) + _number(value)
    return _number(number << 3 | 2) + _number(len(value)) + value


def _number(value: int) -> bytes:
    low, rest = value & 127, value >> 7
    return bytes([low | 128]) + _number(rest) if rest else bytes([low])


def _tensor(name: str, kind: int, dimensions: int) -> bytes:
    """A ValueInfo of a graph's input or output: its name, type and that its dimensions can be of any size."""
    shape = b"".join(_field(1, _field(2, f"{name}{n}".encode())) for n in range(dimensions))
    return _field(1, name.encode()) + _field(2, _field(1, _field(1, kind) + _field(2, shape)))


def onnx_table(table: np.ndarray, *, dimensions: int = 3) -> bytes:
    """An ONNX model that looks up a row of the table for each of its input_ids."""
    rows = b"".join(_field(1, n) for n in table.shape) + _field(2, 1) + _field(8, b"rows") + _field(9, table.tobytes())
    node = _field(1, b"rows") + _field(1, b"input_ids") + _field(2, b"last_hidden_state") + _field(4, b"Gather")
    ends = _field(11, _tensor("input_ids", 7, 2)) + _field(12, _tensor("last_hidden_state", 1, dimensions))
    graph = _field(1, node) + _field(2, b"lookup") + _field(5, rows) + ends
    return _field(1, 8) + _field(7, graph) + _field(8, _field(2, 13))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a tiny encoder: each word it knows has a vector, "mill" and "granary" the same one."""
    made = tmp_path / "tiny"
    made.mkdir()
    table = np.random.RandomState(4).normal(size=(8, 12)).astype(np.float32)
    (made / "model.onnx").write_bytes(onnx_table(table[[*WORDS.values()]]))
    tokenizer = Tokenizer(WordLevel({word: n for n, word in enumerate(WORDS)}, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = Whitespace()
    tokenizer.save(str(made / "tokenizer.json"))
    return made


def test_its_vectors_take_the_place_of_ours(folder: Path) -> None:
    """Two words of one vector are as near as one word is to itself, and our encoder is back when it is done."""
    told = [["the mill burned", "the ship sank"], ["the granary burned", "the mayor spoke"]]
    with encoder.using(folder) as name:
        one, two = read_wordings(told)
        full = token_likeness(one, two)[0].words
    assert name == "tiny"
    assert full[0, 0] > 0.99
    assert full[0, 0] > full[0, 1] + 0.3
    assert token_likeness(*read_wordings(told))[0].words[0, 0] < 0.95


def test_each_token_begins_where_its_word_does(folder: Path) -> None:
    """The places are those of the text, and a text without a word has none."""
    begins, vectors = LocalEncoder(folder).read(["the  mill burned", "", "ship"])
    assert begins == [[0, 5, 10], [], [0]]
    assert vectors.shape == (4, 12)
    assert LocalEncoder(folder).read([""])[1].shape[0] == 0


def test_a_dossier_says_which_encoder_was_used(folder: Path, tmp_path: Path) -> None:
    """The notice names the folder, and the same run gives the same dossier."""
    paths = [tmp_path / "one.txt", tmp_path / "two.txt"]
    paths[0].write_text("The mill burned on 3 May 1840. The mayor spoke to the people.", encoding="utf-8")
    paths[1].write_text("On 3 May 1840 the granary burned. The ship sank in the night.", encoding="utf-8")
    dossier = tellings.compare(paths, encoder=folder)
    assert any("tiny was used in place of the encoder that ships" in notice for notice in dossier.notices)
    assert dossier == tellings.compare(paths, encoder=str(folder))


@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_lacking_file_is_named(folder: Path, name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line says which file is not there and what a folder must hold, and makes nothing."""
    (folder / name).unlink()
    (folder.parent / "a.txt").write_text("The mill burned.", encoding="utf-8")
    assert main(["compare", str(folder.parent / "a.txt"), "--encoder", str(folder), "--format", "json"]) == 2
    said = capsys.readouterr()
    assert f"there is no {name};" in said.err
    assert said.out == ""


def test_a_missing_library_is_named_with_its_remedy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without onnxruntime the error says how to install it."""
    monkeypatch.setitem(sys.modules, "onnxruntime", None)
    with pytest.raises(TellingsError, match=r"onnxruntime; install it with: pip install 'tellings\[encoder\]'"):
        LocalEncoder(folder)


def test_a_damaged_file_is_told_from_a_missing_one(folder: Path) -> None:
    """What is no model, or no tokenizer, cannot be loaded."""
    (folder / "tokenizer.json").write_text("{}", encoding="utf-8")
    with pytest.raises(TellingsError, match="cannot be loaded"):
        LocalEncoder(folder)


def test_a_model_without_a_vector_for_each_token_is_refused(folder: Path) -> None:
    """A table of single numbers gives no vectors, and the error says what to export."""
    (folder / "model.onnx").write_bytes(onnx_table(np.zeros(9, np.float32), dimensions=2))
    with pytest.raises(TellingsError, match="no vector for each token"):
        LocalEncoder(folder).read(["the mill"])

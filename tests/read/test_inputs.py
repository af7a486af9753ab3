"""Paths, folders, `dossier.toml`: what is read, in which order, under which name, and what is passed over."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tellings.errors import DossierError, UnreadableFileError
from tellings.read import Inputs, read_file, read_inputs

Put = Callable[..., Path]


def names(inputs: Inputs) -> list[str]:
    """The names of the sources, in order."""
    return [source.name for source in inputs.sources]


def passed_over(inputs: Inputs) -> dict[str, str]:
    """Why each input was passed over, by name."""
    return {passed.name: passed.why for passed in inputs.passed_over}


def test_the_order_of_typed_paths_stays(put: Put, story: str) -> None:
    """Columns come as they were typed, not by name."""
    paths = [put(name, f"{story} {name}") for name in ("b.txt", "a.txt", "c.txt")]
    assert names(read_inputs(paths)) == ["b.txt", "a.txt", "c.txt"]


def test_a_folder_is_read_by_name_however_it_is_listed(
    put: Put, story: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The order in which the system lists a folder changes nothing."""
    for name in ("c.txt", "a.txt", "b.md", ".hidden.txt"):
        put(name, f"{story} {name}")
    first = read_inputs([tmp_path])
    listed = Path.iterdir
    monkeypatch.setattr(Path, "iterdir", lambda self: iter(list(listed(self))[::-1]))

    assert names(first) == ["a.txt", "b.md", "c.txt"]
    assert read_inputs([tmp_path]) == first


def test_names_are_paths_below_the_common_folder(put: Put, story: str, tmp_path: Path) -> None:
    """No name is absolute, and two files of one name are told apart."""
    paths = [put("case/left/a.txt", story), put("case/right/a.txt", story + " So they said.")]
    assert names(read_inputs(paths)) == ["left/a.txt", "right/a.txt"]
    assert str(tmp_path) not in repr(read_inputs([*paths, tmp_path / "gone.txt"]))


def test_ids_come_from_content(put: Put, story: str) -> None:
    """A renamed copy has the id of the first, another text has another."""
    first, copy, other = put("a.txt", story), put("b.txt", story), put("c.txt", story + "!")
    ids = [read_file(path, name=path.name).id for path in (first, copy, other)]
    assert ids[0] == ids[1] != ids[2]


def test_the_same_file_twice_is_read_once_and_told(put: Put, story: str) -> None:
    """Given twice, or copied under another name, a text makes one column, with a notice."""
    path, copy = put("a.txt", story), put("b.txt", story)
    inputs = read_inputs([path, path, copy])

    assert names(inputs) == ["a.txt"]
    assert inputs.notices == ("a.txt: given twice, read once", "b.txt: the same to the byte as a.txt, read once")


def test_each_bad_file_among_many_is_named_and_passed_over(
    put: Put, make_pdf: Callable[[Sequence[Sequence[str]]], bytes], story: str, tmp_path: Path
) -> None:
    """Missing, empty, blank, binary, damaged, scanned, foreign and unknown files: each has its reason; the good one is read."""
    german = (
        "Die Mühle brannte zwei Tage lang, und keiner der Männer konnte sagen, wann das Feuer ausgebrochen war. " * 4
    )
    bad: dict[str, tuple[str | bytes, str]] = {
        "empty.txt": ("", "an empty file"),
        "blank.txt": (" \n\t\n", "holds no text"),
        "binary.txt": (bytes(range(256)) * 8, "binary data"),
        "broken.pdf": (b"%PDF-1.4 rubbish", "a damaged PDF"),
        "scan.pdf": (make_pdf([[]]), "no text layer"),
        "broken.docx": (b"PK\x03\x04rubbish", "a damaged DOCX"),
        "old.doc": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 600, "old word processor"),
        "german.txt": (german, "not English"),
        "table.csv": ("a,b\n1,2\n", "no format for .csv files"),
    }
    paths = [put(name, content) for name, (content, _) in bad.items()]
    inputs = read_inputs([*paths, tmp_path / "gone.txt", put("good.txt", story)])

    assert names(inputs) == ["good.txt"]
    reasons = passed_over(inputs)
    assert reasons.pop("gone.txt").startswith("no such file; ")
    assert list(reasons) == list(bad)
    assert [name for name, (_, reason) in bad.items() if reason not in reasons[name]] == []


@pytest.mark.parametrize("inside", [[], ["sub/a.txt"]], ids=["empty", "only folders"])
def test_a_folder_with_nothing_to_read_is_named(put: Put, story: str, tmp_path: Path, inside: list[str]) -> None:
    """A folder without files is passed over; what lies in folders below is not taken."""
    (tmp_path / "case").mkdir()
    for name in inside:
        put(f"case/{name}", story)
    inputs = read_inputs([tmp_path / "case"])

    assert inputs.sources == ()
    assert "no files in this folder" in passed_over(inputs)["case"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes, which this system does not have")
def test_what_is_no_regular_file_is_not_waited_for(tmp_path: Path) -> None:
    """A named pipe is passed over at once."""
    os.mkfifo(tmp_path / "pipe.txt")
    assert "not a regular file" in passed_over(read_inputs([tmp_path / "pipe.txt"]))["pipe.txt"]


def test_more_text_than_the_limit_is_refused_before_it_is_read(put: Put, tmp_path: Path) -> None:
    """A file over 20 MB is refused by its size alone, with the option that raises the limit."""
    path = put("large.txt", "x")
    os.truncate(path, 25_000_001)
    with pytest.raises(UnreadableFileError, match=r"25\.0 MB .* limit of 20 MB; .*--limit 26"):
        read_file(path, name="large.txt")


def test_the_limit_can_be_raised_and_lowered(put: Put, story: str) -> None:
    """`limit` is the number of bytes of text that may be read."""
    path = put("a.txt", story)
    assert read_inputs([path], limit=len(story)).sources
    assert not read_inputs([path], limit=len(story) - 1).sources


def test_account_titles_are_declared_and_new_files_added(put: Put, story: str) -> None:
    """`Title=path` names a file that is there already, or adds one at the end."""
    first, second = put("a.txt", story), put("b.txt", story + " Twice.")
    inputs = read_inputs([first], named=[f"The miller={first}", f"The priest={second}"])

    assert names(inputs) == ["a.txt", "b.txt"]
    assert [(d.source, d.title, d.by) for d in inputs.declared] == [
        (inputs.sources[0].id, "The miller", "user"),
        (inputs.sources[1].id, "The priest", "user"),
    ]
    assert inputs.notices == ()


TOML = """
[[account]]
path = "b.txt"
title = "The priest"
author = "Father Brown"
date = 1911-05-04
side = "village"

[[account]]
path = "a.txt"
title = "The miller"
date = 1912
from = "The mill burned"
to = "went home."
"""


@pytest.mark.parametrize("how", ["folder", "file"])
def test_a_dossier_file_declares_accounts_and_their_order(put: Put, story: str, tmp_path: Path, how: str) -> None:
    """What `dossier.toml` lists comes first, in its order, with all that it says; other files of the folder follow."""
    for name in ("a.txt", "b.txt", "c.txt"):
        put(name, f"{story} {name}")
    put("dossier.toml", TOML)
    inputs = read_inputs([tmp_path if how == "folder" else tmp_path / "dossier.toml"])

    assert names(inputs) == ["b.txt", "a.txt", "c.txt"][: 3 if how == "folder" else 2]
    priest, miller = inputs.declared
    assert (priest.source, priest.author, priest.date, priest.side) == (
        inputs.sources[0].id, "Father Brown", "1911-05-04", "village",
    )  # fmt: skip
    assert (miller.title, miller.date, miller.first_words, miller.last_words) == (
        "The miller", "1912", "The mill burned", "went home.",
    )  # fmt: skip


WRONG = [
    ("[[account]\n", "cannot be read as TOML"),
    ("title = 'x'\n", r"lists no account; begin each with a line \[\[account\]\]"),
    ("[[account]]\ntitle = 'x'\n", "account 1: no path"),
    ("[[account]]\npath = 'a.txt'\nsite = 'x'\n", "account 1: unknown field 'site'; known are path, title"),
    ("[[account]]\npath = 'a.txt'\nauthor = 3\n", "account 1: author must be words in quotation marks, not 3"),
    ("[[account]]\npath = 'a.txt'\ndate = 'last May'\n", "account 1: the date 'last May' is not EDTF; write 1871"),
]


@pytest.mark.parametrize(("content", "message"), WRONG)
def test_a_dossier_file_that_does_not_hold_together_says_where(
    put: Put, story: str, content: str, message: str
) -> None:
    """The message names the file, the account and the field."""
    put("a.txt", story)
    with pytest.raises(DossierError, match=r"dossier\.toml.*" + message):
        read_inputs([put("dossier.toml", content)])


@pytest.mark.parametrize("named", ["a.txt", "=a.txt", "Title="])
def test_an_account_without_title_or_path_is_refused(named: str) -> None:
    """The message shows how to write it."""
    with pytest.raises(DossierError, match='write it as "Title=path"'):
        read_inputs([], named=[named])

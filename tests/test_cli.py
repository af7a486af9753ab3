"""The command line as a user meets it: results, summaries, exit codes, and errors that say what to do."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from places import EXAMPLES
from tellings.cli import main

FERRY = str(EXAMPLES / "ferry-witnesses")
DECKHAND = str(EXAMPLES / "ferry-witnesses" / "1-deckhand.txt")


@pytest.fixture(autouse=True)
def in_an_empty_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Each test runs in a folder of its own, so that what it writes can be counted."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_compare_writes_the_report_where_it_says(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Without -o the report is tellings-report.html, the summary on standard output names it, and the exit code is 0."""
    assert main(["compare", FERRY]) == 0
    assert [p.name for p in tmp_path.iterdir()] == ["tellings-report.html"]
    assert "tellings-report.html" in capsys.readouterr().out
    assert main(["compare", FERRY]) == 0, "its own report is written anew"


def test_json_goes_to_stdout_and_the_summary_to_stderr(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """With --format json and no -o, standard output is the dossier alone and no file is written."""
    assert main(["compare", FERRY, "--format", "json"]) == 0
    out, err = capsys.readouterr()
    assert json.loads(out)["format"] == "tellings/1"
    assert "accounts" in err
    assert list(tmp_path.iterdir()) == []


def test_csv_has_a_row_for_each_event_and_account(capsys: pytest.CaptureFixture[str]) -> None:
    """The CSV pairs every event with every account, and quotes the account's own words."""
    assert main(["compare", FERRY, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out.removeprefix("\ufeff"))))
    pairs = {(r["event"], r["account"]) for r in rows if r["event"]}

    assert len(pairs) == len({event for event, _ in pairs}) * 3
    assert any("The barge struck us on the left side" in r["quotation"] for r in rows)


def test_dossier_is_kept_and_read_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """-d keeps the dossier; the next run without a path reports on it, with the same result."""
    assert main(["compare", FERRY, "-d", "case.json", "--format", "csv"]) == 0
    first = capsys.readouterr().out
    assert main(["compare", "-d", "case.json", "--format", "csv"]) == 0

    assert capsys.readouterr().out == first


def test_accounts_can_be_named(capsys: pytest.CaptureFixture[str]) -> None:
    """--account "Title=path" gives an account its title."""
    assert main(["compare", DECKHAND, "--account", f"The skipper={FERRY}/2-barge-skipper.txt", "--format", "json"]) == 0
    titles = [a["title"] for a in json.loads(capsys.readouterr().out)["accounts"]]

    assert titles[1] == "The skipper"


def test_columns_keep_the_order_that_was_typed(capsys: pytest.CaptureFixture[str]) -> None:
    """The accounts stand in the order in which their paths were typed, not in that of the alphabet."""
    main(["compare", f"{FERRY}/3-passenger.txt", DECKHAND, "--format", "json"])
    data = json.loads(capsys.readouterr().out)

    assert [s["name"] for s in data["sources"]] == ["3-passenger.txt", "1-deckhand.txt"]


def test_one_account_still_gives_its_timeline(capsys: pytest.CaptureFixture[str]) -> None:
    """A single account is reported on, with a notice that there is nothing to compare it with."""
    assert main(["compare", DECKHAND, "--format", "json"]) == 0
    out, err = capsys.readouterr()

    assert len(json.loads(out)["accounts"]) == 1
    assert json.loads(out)["events"]
    assert "one account" in err


def test_bad_file_among_good_ones_is_named_and_passed_over(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file that cannot be read is named in the summary, the rest is compared, and the exit code is 1."""
    (tmp_path / "damaged.pdf").write_bytes(b"%PDF-1.7\nnothing more")

    assert main(["compare", FERRY, "damaged.pdf"]) == 1
    assert "damaged.pdf" in capsys.readouterr().out
    assert (tmp_path / "tellings-report.html").exists()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("missing.txt", None),
        ("empty.txt", b""),
        ("picture.txt", bytes(range(256)) * 40),
        ("damaged.pdf", b"%PDF-1.7 nothing"),
        ("damaged.docx", b"PK\x03\x04 nothing"),
        ("russian.txt", ("Летом 1940 года войска вошли в город и заняли вокзал. " * 20).encode()),
    ],
)
def test_nothing_readable_makes_nothing(
    tmp_path: Path, name: str, data: bytes | None, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where no input can be read, the error names it, the exit code is 2, and no report is left."""
    if data is not None:
        (tmp_path / name).write_bytes(data)

    assert main(["compare", name]) == 2
    assert name in capsys.readouterr().err
    assert not (tmp_path / "tellings-report.html").exists()


def test_no_accounts_given_says_how(capsys: pytest.CaptureFixture[str]) -> None:
    """Without any path the error shows how the command is called."""
    assert main(["compare"]) == 2
    assert "tellings compare" in capsys.readouterr().err


@pytest.mark.parametrize("option", ["-o", "-d"])
def test_strangers_file_is_refused_before_the_work(
    tmp_path: Path, option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """Neither -o nor -d writes over a file that tellings did not make."""
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")

    assert main(["compare", FERRY, option, "notes.txt"]) == 2
    assert "notes.txt" in capsys.readouterr().err
    assert (tmp_path / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_missing_folder_for_the_report_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """A report that is to go into a folder that is not there is refused with the folder's name."""
    assert main(["compare", FERRY, "-o", "nowhere/report.html"]) == 2
    assert "nowhere" in capsys.readouterr().err


def test_limit_refuses_a_large_file_and_names_the_option(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """A file above the limit is refused with the option that raises it, and read when it is raised."""
    (tmp_path / "long.txt").write_text("The ship sailed on 3 May 1808. " * 100, encoding="utf-8")

    assert main(["compare", "long.txt", "--limit", "0.002"]) == 2
    assert "--limit" in capsys.readouterr().err
    assert main(["compare", "long.txt", "--limit", "0.004", "--format", "text"]) == 0

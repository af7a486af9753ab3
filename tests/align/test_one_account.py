"""One account alone has nothing to be joined with, and none of the work of joining is done for it."""

from __future__ import annotations

from pathlib import Path

import pytest

from tellings.align import features
from tellings.build import compare


def test_one_account_is_never_encoded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A single account gets its events without its words being read for likeness."""

    def refuse(texts: object) -> None:
        raise AssertionError("the words of one account were read for likeness")

    monkeypatch.setattr(features, "read_wordings", refuse)
    path = tmp_path / "letter.txt"
    path.write_text("On 4 May 1857 the river rose. The mill was carried away on the next day.", encoding="utf-8")

    assert [event.edtf for event in compare([path]).events] == ["1857-05-04", "1857-05-05"]

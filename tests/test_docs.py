"""The docs cannot go stale: pages written from the code are up to date, and every example in a page gives what it says."""

from __future__ import annotations

import doctest
import importlib.util
import re
from pathlib import Path

import pytest

from places import ROOT

PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]


def writer() -> object:
    """The module docs/write_pages.py, loaded from its file."""
    spec = importlib.util.spec_from_file_location("write_pages", ROOT / "docs" / "write_pages.py")
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize("page", ["command_page", "schema"])
def test_written_pages_are_up_to_date(page: str) -> None:
    """The command-line page and the schema are what `make docs` would write now."""
    write = writer()
    path: Path = {"command_page": write.PAGE, "schema": write.SCHEMA}[page]  # type: ignore[attr-defined]

    assert path.read_text(encoding="utf-8") == getattr(write, page)()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_examples_in_pages_give_what_they_say(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every `>>>` example in a page runs and prints what the page says."""
    monkeypatch.chdir(ROOT)
    text = re.sub(r"^```.*$", "", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    test = doctest.DocTestParser().get_doctest(text, {}, page.name, str(page), 0)
    result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE).run(test)

    assert result.failed == 0


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.name)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """Every relative link in a page names a file that is there."""
    links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))

    assert [link for link in links if not (page.parent / link).exists()] == []

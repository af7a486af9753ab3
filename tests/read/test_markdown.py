"""Markdown: the words stay, the marks go."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tellings.read import read_file, read_inputs

Put = Callable[..., Path]


def test_marks_go_and_words_stay(put: Put, story: str) -> None:
    """Headings, emphasis, links, lists, quotations and tables come out as the words in them, a paragraph each."""
    marked = (
        f"# The *mill*\n\n{story}\nIt was **over**, [they said](http://x.example).\n\n- one bucket\n- two men\n\n"
        "> We ran.\n\n| dead | hurt |\n|---|---|\n| 3 | 12 |\n\n3 &lt; 5\\*\n"
    )
    assert read_file(put("a.md", marked), name="a.md").text.split("\n\n") == [
        "The mill", f"{story} It was over, they said.", "• one bucket", "• two men", "We ran.", "dead", "hurt", "3", "12",
        "3 < 5*",
    ]  # fmt: skip


def test_html_inside_comes_out_as_text(put: Put, story: str) -> None:
    """Raw HTML in Markdown is no way past the door."""
    text = read_file(put("a.md", f"{story}\n\n<div onclick='x()'>Raw<script>bad()</script></div>\n"), name="a.md").text
    assert text == f"{story}\n\nRaw"


def test_front_matter_is_known_of_the_account_and_not_read_as_text(put: Put, story: str) -> None:
    """Title, author and an ISO date are taken; a date in other words is left alone."""
    full = read_inputs([put("a.md", f'---\ntitle: "The fire"\nauthor: A. Writer\ndate: 1911-05-04\n---\n{story}\n')])
    vague = read_inputs([put("b.md", f"---\ntitle: Fire\ndate: last May\n---\n{story}\n")])

    assert full.sources[0].text == story
    assert [(d.title, d.author, d.date) for d in full.declared] == [("The fire", "A. Writer", "1911-05-04")]
    assert [(d.title, d.date) for d in vague.declared] == [("Fire", None)]


def test_what_the_parser_would_lose_is_read_as_it_stands(put: Put, story: str) -> None:
    """Quotations nested too deep for the parser are not dropped in silence."""
    inputs = read_inputs([put("a.md", "> " * 500 + story)])
    assert story in inputs.sources[0].text
    assert any("Markdown marks as they stand" in notice for notice in inputs.notices)

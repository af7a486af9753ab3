"""HTML comes out as the text a person sees; nothing in it runs, hides or breaks the reader."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tellings.errors import UnreadableFileError
from tellings.read import read_file, read_inputs
from tellings.read.html import read_html
from tellings.read.markup import see_markup

Put = Callable[..., Path]


def page(body: str, head: str = "") -> str:
    """A page around a body."""
    return f"<!doctype html><html><head>{head}</head><body>{body}</body></html>"


def test_main_text_is_told_from_menus(put: Put, story: str) -> None:
    """The article's paragraphs are read, each apart; menu and footer are not."""
    menu = "<nav><ul>" + "".join(f"<li><a href='/{n}'>Section {n}</a></li>" for n in range(9)) + "</ul></nav>"
    body = f"{menu}<article><h1>Fire</h1><p>{story}</p><p>{story} Twice.</p><p>{story} Thrice.</p></article>"
    text = read_file(put("a.html", page(body + "<footer>Copyright</footer>")), name="a.html").text

    assert [p for p in text.split("\n\n") if p.startswith("The mill")] == [story, f"{story} Twice.", f"{story} Thrice."]
    assert "Section 3" not in text
    assert "Copyright" not in text


def test_hostile_markup_comes_out_as_plain_text(put: Put, story: str) -> None:
    """Scripts, handlers and styles are gone; entities are the characters they stand for, once."""
    body = (
        f"<p onclick='steal()'>{story} 3 &lt; 5 &amp;amp; &#60;script&#62;alert(1)&#60;/script&#62;</p>"
        f"<script>steal('</p>')</script><p style='display:none' onerror=x()>{story}<img src=x onerror='steal()'></p>"
        "<svg onload='steal()'><text>steal</text></svg><style>p{}</style><iframe srcdoc='<p>steal</p>'></iframe>"
    )
    text = read_file(put("a.html", page(body)), name="a.html").text

    assert "3 < 5 &amp; <script>alert(1)</script>" in text
    assert "steal" not in text
    assert "onclick" not in text


@pytest.mark.parametrize(
    "markup",
    ["<div>" * 50_000 + "x", "<" * 300_000, "&" * 300_000, "<a " * 100_000, "<!--" * 50_000, "<p x='" * 50_000,
     "<table><tr><td>" * 5_000 + "x", "<b><i>" * 50_000 + "x", "<p>y<br>" * 40_000, "</p>" * 200_000],
    ids=lambda markup: markup[:8],
)  # fmt: skip
def test_depth_and_breakage_cost_no_crash_and_no_time(markup: str) -> None:
    """However deep, broken or repetitive, a page ends in a reading within seconds."""
    start = time.perf_counter()
    read_html(markup.encode(), name="a.html", limit=10**7)
    assert time.perf_counter() - start < 5


def test_entities_that_multiply_do_not(put: Put, story: str) -> None:
    """Entities defined in the page are not expanded."""
    bomb = '<!DOCTYPE html [<!ENTITY a "mill ">' + "".join(
        f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
    )
    text = read_file(put("a.html", f"{bomb}]><html><body><p>{story} &j;</p></body></html>"), name="a.html").text
    assert len(text) < 2 * len(story) + 2000


@given(st.text(alphabet=st.sampled_from("<>/pab &;#x'\"=!-\n"), max_size=200))
def test_any_markup_is_seen(markup: str) -> None:
    """No sequence of signs makes the parser fail."""
    assert "\n\n" not in "".join(see_markup(markup).paragraphs)


def test_the_declared_character_set_is_used(put: Put, story: str) -> None:
    """A page that is not UTF-8 and says what it is comes out right."""
    markup = page(f"<p>{story} Königsberg „und“</p>", "<meta charset='windows-1252'>")
    assert "Königsberg „und“" in read_file(put("a.html", markup.encode("cp1252")), name="a.html").text


def test_what_a_page_says_of_itself_is_known(put: Put, story: str) -> None:
    """Title, author and day of publication come from the meta tags, and are marked as the file's own word."""
    head = (
        "<title>Fire - The Gazette</title><meta property='og:title' content='Fire at the mill'>"
        "<meta name='author' content='A. Writer'><meta property='article:published_time' content='1911-05-04T08:00:00Z'>"
    )
    declared = read_inputs([put("a.html", page(f"<p>{story}</p>", head))]).declared

    assert [(d.title, d.author, d.date, d.by) for d in declared] == [
        ("Fire at the mill", "A. Writer", "1911-05-04", "file")
    ]


def test_a_report_of_our_own_is_not_taken_for_an_account(put: Put, story: str) -> None:
    """A report in the folder of its sources is passed over when the folder is compared again."""
    report = page(f"<p>{story}</p>", "<meta name='generator' content='tellings 0.1.0'>")
    with pytest.raises(UnreadableFileError, match="a report that tellings made"):
        read_file(put("report.html", report), name="report.html")


def test_a_page_of_nothing_but_scripts_holds_no_text(put: Put) -> None:
    """A page that shows nothing is named as such."""
    with pytest.raises(UnreadableFileError, match="holds no text"):
        read_file(put("a.html", page("<script>render()</script>")), name="a.html")


@pytest.mark.parametrize(
    "head",
    [
        '<script type="application/ld+json">{"@type": "NewsArticle", "datePublished" : "1998-03-04T09:10:00Z"}</script>',
        '<span itemprop="datePublished" content="1998-03-04T09:10:00Z"></span>',
        '<time itemprop="datePublished" datetime="1998-03-04">4 March</time>',
    ],
)
def test_the_day_of_publication_is_read_from_microdata_and_linked_data(head: str) -> None:
    """A page that has no meta tag for its day says it in JSON-LD or in an item property."""
    markup = f"<html><head><title>Fire</title></head><body>{head}<p>The mill burned and nobody was hurt at all.</p></body></html>"
    assert read_html(markup.encode(), name="a.html", limit=100_000).date == "1998-03-04"

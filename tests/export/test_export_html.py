"""The report as a file: what stands in it, that it is safe, and that it is the account's own text."""

from __future__ import annotations

import base64
import hashlib
import re
import time
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import html
from made_dossiers import ferry, many, plain

from tellings.export.html import to_html
from tellings.export.view import view

HOSTILE = [
    "<script>document.title = 'owned'</script>",
    '<img src=x onerror="alert(1)">',
    '"><svg onload=alert(1)>',
    "</title></style></script><b>loose</b>",
    "&lt;b&gt; &amp;amp; &#60;i&#62; &nbsp;",
    "{{ 7 * 7 }} {% raw %} ${7*7}",
    "javascript:alert(1)",
    "\u202eright to left\u202c and \u200f marks",
]


def page_of(text: str) -> Any:
    """The report as a tree."""
    return html.document_fromstring(text)


def words_of(node: Any) -> str:
    """The text that a reader sees in a node, without what only names a control."""
    for summary in node.xpath(".//summary"):
        summary.text = ""
        for child in list(summary):
            summary.remove(child)
    return str(node.text_content())


@pytest.fixture(scope="module")
def report() -> str:
    """The report of the ferry."""
    return to_html(ferry())


def test_it_is_a_table_that_a_screen_reader_can_read(report: str) -> None:
    """A caption, a column header for each account, a row header for each event, landmarks, one h1, no skipped level."""
    page = page_of(report)
    (table,) = page.xpath("//table[contains(@class, 'timeline')]")
    assert table.xpath("./caption")
    assert [th.text_content().split(maxsplit=1)[1] for th in table.xpath(".//th[@scope='col']")[1:]] == [
        "Harbour book",
        "Gazette",
        "Letter",
    ]
    assert len(table.xpath(".//th[@scope='row']")) == len(ferry().events)
    assert [len(page.xpath(f"//{tag}")) for tag in ("main", "header", "footer", "h1")] == [1, 1, 1, 1]
    levels = [int(h.tag[1]) for h in page.xpath("//h1|//h2|//h3|//h4")]
    assert all(b - a <= 1 for a, b in pairwise(levels))
    assert not page.xpath("//div[@onclick or @role='button']|//span[@role='button']|//button[not(@type)]")


def test_a_cell_shows_the_account_to_the_letter(report: str) -> None:
    """The words of a cell, folded ones too, are the telling's words; each row keeps the order of the columns."""
    bodies = page_of(report).xpath("//table[contains(@class, 'timeline')]/tbody")
    for event, body in zip(ferry().events, bodies, strict=True):
        shown = [words_of(q) for q in body.xpath(".//blockquote")]
        assert shown == [" ".join(s.text for s in t.spans) for t in event.tellings]


def test_every_link_leads_to_a_place_in_the_file(report: str) -> None:
    """Each id stands once, each link is to one of them, and nothing is fetched from anywhere."""
    page = page_of(report)
    ids = page.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert set(page.xpath("//a/@href")) <= {f"#{i}" for i in ids}
    assert not page.xpath("//@src|//link|//iframe|//object|//form|//base|//img|//style[position()>1]")
    assert "url(http" not in report
    assert "@import" not in report


def test_a_cell_leads_to_its_sentence_and_the_sentence_back(report: str) -> None:
    """The citation of each telling opens the sentence it begins in, and that sentence links back to the row."""
    page = page_of(report)
    for body in page.xpath("//table[contains(@class, 'timeline')]/tbody"):
        for link in body.xpath(".//a[@class='cite']"):
            (sentence,) = page.xpath(f"//*[@id='{link.get('href')[1:]}']")
            assert sentence.text_content() in words_of(link.xpath("ancestor::div[1]/blockquote")[0])
            assert f"#{body.get('id')}" in sentence.xpath("following-sibling::a[contains(@class, 'back')]/@href")


def test_the_policy_allows_the_one_style_and_the_one_script_alone(report: str) -> None:
    """The hashes of the content policy are those of what stands in the file, and all else is forbidden."""
    page = page_of(report)
    (policy,) = page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
    assert policy.startswith("default-src 'none'")
    for tag in ("style", "script"):
        (text,) = re.findall(rf"<{tag}>(.*?)</{tag}>", report, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy
    assert not page.xpath("//@style|//@*[starts-with(name(), 'on')]")


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_text_is_shown_as_text(hostile: str) -> None:
    """Wherever it stands, in a title, an author, a text, a reason, a notice, it makes no element and loses no character."""
    dossier = plain([(hostile, f"It says {hostile} here\nand more.")])
    account = replace(dossier.accounts[0], author=hostile, side=hostile, cut_because=hostile)
    dossier = replace(
        dossier, accounts=(account,), notices=(hostile,), sources=(replace(dossier.sources[0], name=hostile),)
    )
    before, page = page_of(to_html(plain([("A", "It says here\nand more.")]))), page_of(to_html(dossier))
    for tag in ("script", "style", "svg", "img", "title", "b"):
        assert len(page.xpath(f"//{tag}")) - len(before.xpath(f"//{tag}")) in (0, *([1] if tag == "b" else []))
    assert not page.xpath("//@*[starts-with(name(), 'on')]|//a[not(starts-with(@href, '#'))]")
    assert "".join(hostile.split()) in "".join(page.xpath("//section[@id='sources']")[0].text_content().split())


@settings(max_examples=40, deadline=None)
@given(st.text(min_size=1, max_size=200).filter(lambda t: t.strip()))
def test_any_text_makes_a_report_with_one_script(text: str) -> None:
    """Whatever characters an account has, the report keeps its shape and is encodable."""
    encodable = text.encode("utf-8", "replace").decode("utf-8").replace("\0", "")
    page = to_html(plain([("A", encodable or "x")]))
    assert page.count("<script>") == page.count("</script>") == 1
    page.encode("utf-8")


def test_what_is_less_sure_is_out_of_sight_until_asked_for() -> None:
    """The switch is off, or on with `show="possible"`; a possible telling says so in words."""
    for show, checked in (("joined", False), ("possible", True)):
        page = page_of(to_html(ferry(), show=show))  # type: ignore[arg-type]
        assert bool(page.xpath("//input[@id='more']/@checked")) is checked
        (possible,) = page.xpath("//td/div[@class='possible']")
        assert "possible (0.41)" in possible.text_content()
        assert page.xpath("//td[contains(@class, 'maybe')]//text()[contains(., 'perhaps told')]")


def test_what_one_account_alone_tells_is_folded_away_unless_there_is_nothing_else() -> None:
    """Rows told by one and without a difference are of the class that is hidden; of a single account all are shown."""
    page = page_of(to_html(ferry()))
    hidden = page.xpath("//tbody[contains(@class, 'one')]")
    assert ["raise the wreck" in b.text_content() for b in hidden] == [False, True]
    assert page.xpath("//input[@id='one'][not(@checked)]")
    assert page_of(to_html(plain([("A", "It rained.")]))).xpath("//input[@id='one'][@checked]")


def test_silence_is_drawn_in_three_ways(report: str) -> None:
    """Silent, not covered and text ends are different cells, each with its word and its reason."""
    page = page_of(report)
    for kind, word in (("silent", "silent"), ("not_covered", "not covered"), ("text_ends", "text ends")):
        cells = page.xpath(f"//td[@class='{kind}']")
        assert cells
        assert all(word in c.text_content() and c.get("title") for c in cells)


def test_a_difference_is_marked_by_word_and_shape(report: str) -> None:
    """The stretch that differs is marked in the quotation, with the kind in words beside it and the reason below."""
    body = page_of(report).xpath("//table[contains(@class, 'timeline')]/tbody")[0]
    assert [m.text_content() for m in body.xpath(".//a[contains(@class, 'x date')]")] == ["3 May 1911", "4 May 1911"]
    assert body.xpath(".//td[1]//text()[contains(., '◆ date differs')]")
    assert "3 May and 4 May 1911 are a day apart" in body.text_content()


def test_a_difference_inside_one_account_stands_in_the_rows_that_tell_it() -> None:
    """Without events of its own it is placed by its sides; one between accounts that names no event is in no row."""
    dossier = ferry()
    arithmetic, framing = (replace(dossier.disagreements[n], events=()) for n in (2, 3))
    rows = view(replace(dossier, disagreements=(arithmetic, framing))).rows
    assert [[n.kind.word for n in row.notes] for row in rows[:3]] == [[], ["arithmetic"], []]


def test_what_all_tell_alike_is_said_with_how_many_independently(report: str) -> None:
    """The agreement of all stands above and in its row; shared wording is named as not independent."""
    text = " ".join(page_of(report).text_content().split())
    assert "Harbour book" in text
    assert "place: the bar (A, B and C alike, two of them independently)" in text
    assert "A and B alike, but not independently: the wording is shared" in text
    assert "wording shared with B" in text


def test_an_agreement_with_what_is_less_sure_is_seen_only_when_asked_for() -> None:
    """Where all but one of those that agree tell it only perhaps, the line is hidden with their quotations."""
    dossier = ferry()
    bar = dossier.events[2]
    unsure = replace(bar, tellings=tuple(replace(t, grade="possible") if n else t for n, t in enumerate(bar.tellings)))
    doubted = replace(dossier, events=tuple(unsure if e is bar else e for e in dossier.events), disagreements=())

    for shown, made in ((True, dossier), (False, doubted)):
        (row,) = [r for r in view(made).rows if r.event.id == bar.id]
        assert row.alike
        assert all(row.sees(a) is shown for a in row.alike)
        lines = page_of(to_html(made)).xpath(f"//tbody[@id='{bar.id}']//p[contains(@class, 'agree')]")
        assert len(lines) == len(row.alike)
        assert all(("less" in p.get("class").split()) is not shown for p in lines)


def test_agreements_of_the_same_accounts_are_said_in_one_line() -> None:
    """Two places on which the same accounts agree make one line, a place and a date two."""
    dossier = ferry()
    bar = dossier.events[2]
    (place, _) = bar.agree
    agree = (place, replace(place, says="the channel"), replace(place, on="date", says="1911-05-03"))
    events = (*dossier.events[:2], replace(bar, agree=agree), *dossier.events[3:])
    body = page_of(to_html(replace(dossier, events=events))).xpath("//table[contains(@class, 'timeline')]/tbody")[2]
    lines = [" ".join(p.text_content().split()) for p in body.xpath(".//p[@class='agree']")]
    independently = "A, B and C alike, two of them independently"
    assert lines == [f"= place the bar and the channel {independently}", f"= date 3 May 1911 {independently}"]


def test_marks_reasons_positions_edits_and_what_was_not_placed_are_there(report: str) -> None:
    """Planned and hedged are words; weights are said; nothing that was found or passed over is left out."""
    text = " ".join(page_of(report).text_content().split())
    for said in (
        "planned",
        "hedged",
        "Why together?",
        "+2.4 rare words in common",
        "-0.6 a day apart",
        "The Gazette, 1911-05-08",
        "photo.pdf: a scan without text",
        "The Letter breaks off",
        "no year to reckon from",
        "checked against the book",
        "by the course of the story",
    ):
        assert said in text
    assert all(s.sha256 in text for s in ferry().sources)


def test_the_source_stands_there_whole_with_every_finding_marked(report: str) -> None:
    """No character of an account is missing; times, figures, names, attributions and differences are marked in it."""
    page = page_of(report)
    for key, source in zip("ABC", ferry().sources, strict=True):
        (text,) = page.xpath(f"//section[@id='src-{key}']//div[@class='text']")
        for extra in text.xpath(".//a[contains(@class, 'back')]|.//span[@class='page']"):
            extra.drop_tree()
        assert "".join(text.text_content().split()) == "".join(source.text.split())
    marked = {
        c: [
            m.text_content()
            for m in page.xpath(f"//div[@class='text']//*[contains(concat(' ', @class, ' '), ' {c} ')]")
        ]
        for c in "tfnwc"
    }
    assert marked["t"] == ["3 May 1911", "4 May 1911"]
    assert (marked["f"], marked["n"], marked["w"]) == (["40 passengers"], ["Alder"], ["is said"])
    assert len(marked["c"]) == 2
    assert page.xpath("//p[@class='block']/@data-role") == ["heading", "heading"]


def test_a_row_says_the_times_of_day_that_are_told_of_it() -> None:
    """From the earliest to the latest that its accounts give, and a date of the old calendar says that it was turned."""
    dossier = ferry()
    first, second = dossier.times
    clock = replace(first, type="TIME", value="1911-05-03T09:00")
    julian = replace(second, calendar="julian")
    text = to_html(replace(dossier, times=(clock, julian)))
    heads = [th.text_content().split(maxsplit=1)[1] for th in page_of(text).xpath("//th[@scope='row']")]
    assert heads[0] == "3 May 1911, 09:00"
    assert "4 May 1911, in the Gregorian calendar" in text


def test_the_same_dossier_gives_the_same_bytes() -> None:
    """No time, no chance and no hash order goes into a report."""
    assert to_html(ferry()) == to_html(ferry())


def test_a_dossier_without_events_is_still_a_report() -> None:
    """Nothing found is a result, too: the source stands there and the numbers are nought."""
    page = page_of(to_html(replace(plain([("A", "Nothing happened.")]), events=())))
    assert "Nothing happened." in page.text_content()


def test_twelve_accounts_of_a_thousand_events_are_written_soon_and_small() -> None:
    """Under four megabytes and, with room for a slow machine, in a few seconds."""
    dossier = many(accounts=12, events=1000)
    begun = time.process_time()
    size = len(to_html(dossier).encode())
    assert size < 4_000_000
    assert time.process_time() - begun < 6


def test_numbers_of_the_view_are_those_of_the_dossier() -> None:
    """Told by two or more, told by all, and what is less sure are counted over joined tellings alone."""
    seen = view(ferry())
    assert (seen.told_by_two, len(seen.told_by_all), seen.unsure, len(seen.shown)) == (4, 2, 2, 5)

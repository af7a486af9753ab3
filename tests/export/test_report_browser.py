"""The report in a real Chromium: by mouse, by keyboard alone, on a telephone, in the dark, on paper, and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from made_dossiers import ferry, many, plain

from tellings.export.html import to_html
from tellings.model import Dossier

pytestmark = pytest.mark.browser
sync_api = pytest.importorskip("playwright.sync_api", reason="needs playwright, from the dev extra")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
QUIET = [
    "--no-sandbox",
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP, PHONE = (1400, 900), (390, 844)

Open = Callable[..., AbstractContextManager[Any]]

# For each visible stretch of text: the contrast (WCAG 2.2, 1.4.3) of its colour to what lies behind it.
CONTRASTS = """() => {
  const parse = (text) => {
    const n = text.match(/[\\d.]+/g).map(Number);
    return text.startsWith("color(") ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1];
  };
  const light = ([r, g, b]) => [r, g, b].map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (e) => {
    for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0.99) return c; }
    return [255, 255, 255, 1];
  };
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (walker.nextNode()) {
    const e = walker.currentNode.parentElement;
    if (!walker.currentNode.data.trim() || !e.checkVisibility() || e.closest("script, style, .vh, .skip")) continue;
    const style = getComputedStyle(e);
    const colour = parse(e.closest("svg") ? style.fill : style.color);
    const [a, b] = [light(colour), light(behind(e))].sort((x, y) => y - x);
    const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && style.fontWeight >= 700);
    found.push({ text: walker.currentNode.data.trim().slice(0, 40), ratio: (a + 0.05) / (b + 0.05), enough: large ? 3 : 4.5 });
  }
  return found;
}"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One Chromium for all tests here."""
    if CHROMIUM is None:
        pytest.skip("needs Chromium: `make browser` installs it where it can")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield started
        started.close()


@pytest.fixture
def opened(browser: Any, tmp_path: Path) -> Open:
    """Opens a dossier's report as a file; at the end nothing may have been asked of the network or complained of."""

    @contextmanager
    def visit(
        dossier: Dossier, *, size: tuple[int, int] = DESKTOP, place: str = "", scripts: bool = True, dark: bool = False
    ) -> Iterator[Any]:
        path = tmp_path / "report.html"
        path.write_text(to_html(dossier), encoding="utf-8")
        context = browser.new_context(
            viewport={"width": size[0], "height": size[1]},
            java_script_enabled=scripts,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
        )
        page, wrong = context.new_page(), []
        page.on("console", lambda message: wrong.append(message.text))
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda request: None if request.url.startswith(path.as_uri()) else wrong.append(request.url))
        page.goto(path.as_uri() + place)
        yield page
        context.close()
        assert wrong == []

    return visit


def shown_rows(page: Any) -> list[str]:
    """The numbers of the rows in sight."""
    return [n.strip() for n in page.locator(".timeline tbody:visible .no").all_inner_texts()]


def focused(page: Any) -> str:
    """The text of what has the focus."""
    return str(page.evaluate("document.activeElement.textContent.trim()"))


def test_a_click_opens_the_sentence_and_escape_comes_back(opened: Open) -> None:
    """From a cell to its sentence in the source, marked and focused, and back to the same cell."""
    with opened(ferry()) as page:
        cell = page.locator("td.told", has_text="She had 52 souls").first
        cell.click(position={"x": 5, "y": 5})
        assert focused(page).startswith("She had 52 souls aboard")
        sentence = page.locator("#s-B-3")
        assert sentence.evaluate("e => e.classList.contains('here')")
        assert page.locator("#src-B").is_visible()
        assert not page.locator("#src-A").is_visible()
        page.keyboard.press("Escape")
        assert cell.evaluate("e => e === document.activeElement")
        assert page.locator("#src-A").is_visible()


def test_a_sentence_leads_back_to_the_row_that_cites_it(opened: Open) -> None:
    """The row number beside a sentence goes to that row, and the browser's way back to the sentence again."""
    with opened(ferry()) as page:
        page.locator("td.told .cite").first.click()
        assert focused(page).startswith("On 3 May 1911 the ferry")
        page.locator("#s-A-2 + .back").click()
        assert page.evaluate("document.activeElement.closest('tbody').querySelector('.no').textContent") == "1"
        page.go_back()
        assert focused(page).startswith("On 3 May 1911 the ferry")


def test_everything_can_be_done_with_the_keyboard_alone(opened: Open) -> None:
    """Event by event, account by account, difference by difference, to the source and back, search and help."""
    with opened(ferry()) as page:
        press = page.keyboard.press
        press("j")
        assert focused(page).startswith("On 3 May 1911")
        press("l")
        assert focused(page).startswith("The ferry Alder sailed")
        press("j")
        assert focused(page).startswith("She had 52 souls")
        press("h")
        press("k")
        assert focused(page).startswith("On 3 May 1911")
        press("Enter")
        assert page.evaluate("document.activeElement.id") == "s-A-2"
        press("Escape")
        assert focused(page).startswith("On 3 May 1911")
        press("n")
        press("n")
        assert focused(page).startswith("The drowned were buried")
        press("p")
        assert focused(page).startswith("She carried 40 passengers")
        press("?")
        assert page.locator("#keys dl").is_visible()
        press("Escape")
        assert not page.locator("#keys dl").is_visible()
        press("/")
        page.keyboard.type("souls")
        assert shown_rows(page) == ["2"]


def test_what_has_the_focus_can_be_seen(opened: Open) -> None:
    """Each stop of the Tab key is drawn with an outline, and the first leads past the header."""
    with opened(ferry()) as page:
        page.keyboard.press("Tab")
        assert focused(page) == "To the timeline"
        for _ in range(25):
            page.keyboard.press("Tab")
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"


def test_filters_choose_rows_and_the_address_keeps_them(opened: Open) -> None:
    """By kind, by account and by words; the address alone brings the same rows back."""
    with opened(ferry()) as page:
        assert shown_rows(page) == ["1", "2", "3", "4", "5"]
        page.get_by_role("button", name="figure 1").click()
        assert shown_rows(page) == ["2"]
        assert page.get_by_role("button", name="figure 1").get_attribute("aria-pressed") == "true"
        kept = page.evaluate("location.hash")
        assert "kind=figure" in kept
    with opened(ferry(), place=kept) as page:
        assert shown_rows(page) == ["2"]
        page.get_by_role("button", name="figure 1").click()
        page.get_by_role("button", name="Column C, Letter").click()
        assert page.locator(".timeline thead th:visible").count() == 3
        page.get_by_role("button", name="Column A, Harbour book").click()
        assert shown_rows(page) == ["1", "2", "3", "4"]
        assert "without=A,C" in page.evaluate("location.hash")
        assert "4 of 7" in page.locator("#count").inner_text()


def test_switches_bring_in_what_was_out_of_sight(opened: Open) -> None:
    """What one account alone tells, and what is less sure, come with a tick and go with it."""
    with opened(ferry()) as page:
        page.get_by_label("what one account alone tells").check()
        assert shown_rows(page) == [str(n) for n in range(1, 8)]
        assert not page.get_by_text("possible (0.41)").is_visible()
        page.get_by_label("what is less sure").check()
        assert page.get_by_text("possible (0.41)").is_visible()
        assert not page.get_by_text("perhaps told here").first.is_visible()


def test_a_link_to_a_hidden_row_or_difference_shows_it(opened: Open) -> None:
    """A permalink opens what it leads to: a row that one account tells, a difference in a closed list."""
    raised, omission = ferry().events[-1].id, ferry().disagreements[4].id
    with opened(ferry(), place=f"#{raised}") as page:
        assert shown_rows(page)[-1] == "7"
    with opened(ferry(), place=f"#{omission}") as page:
        assert page.locator(f"#{omission}").is_visible()


def test_folded_words_are_one_click_away(opened: Open) -> None:
    """A long telling is cut visibly; a click shows the rest without leaving the table."""
    with opened(ferry()) as page:
        page.get_by_label("what one account alone tells").check()
        fold = page.locator("td .fold").first
        assert "wind stood in the east" not in page.locator("tbody", has=fold).inner_text()
        fold.locator("summary").click()
        assert "wind stood in the east" in page.locator("tbody", has=fold).inner_text()
        assert not page.locator("html.reading").count()


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_page_is_no_wider_than_the_screen(opened: Open, size: tuple[int, int]) -> None:
    """No sideways scrolling of the page at either width, with a source open too; nothing stands outside."""
    with opened(ferry(), size=size) as page:
        for action in (
            "1",
            "document.querySelector('.cite').click()",
            "for (const d of document.querySelectorAll('details')) d.open = true",
        ):
            page.evaluate(action)
            assert page.evaluate("document.documentElement.scrollWidth") <= size[0]


def test_a_telephone_shows_a_dozen_accounts_as_cards(opened: Open) -> None:
    """At 390 pixels the columns become cards with their letters; without a word that is wider than the screen."""
    with opened(many(accounts=12, events=6), size=PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]
        letter = "getComputedStyle(document.querySelectorAll('tbody tr td')[2], '::before').content"
        assert page.evaluate(letter) == '"C"'


def test_a_word_without_end_does_not_widen_the_page(opened: Open) -> None:
    """A line of a thousand letters without a space is broken."""
    with opened(plain([("x" * 300, "y" * 1000)]), size=PHONE) as page:
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_text_has_enough_contrast(opened: Open, dark: bool) -> None:
    """WCAG AA for each text in sight, with everything opened, by day and by night."""
    with opened(ferry(), dark=dark) as page:
        page.evaluate("for (const d of document.querySelectorAll('details')) d.open = true")
        page.get_by_label("what one account alone tells").check()
        page.get_by_label("what is less sure").check()
        page.get_by_role("button", name="date 1").click()
        page.get_by_role("button", name="date 1").click()
        page.locator(".cite").first.focus()
        found = page.evaluate(CONTRASTS)
    assert len(found) > 200
    assert [f for f in found if f["ratio"] < f["enough"]] == []


def test_it_reads_without_scripts(opened: Open) -> None:
    """Table, sources and switches are there; links lead to their places; no button that would do nothing is in sight."""
    with opened(ferry(), scripts=False) as page:
        assert shown_rows(page) == ["1", "2", "3", "4", "5"]
        page.locator("#one").check()
        assert shown_rows(page) == [str(n) for n in range(1, 8)]
        page.locator("td.told .cite").first.click()
        assert page.url.endswith("#s-A-2")
        assert page.locator("#s-A-2").is_visible()
        assert page.locator("button:visible").count() == 0
        assert "On 3 May 1911 the ferry Alder" in page.locator("#src-A").inner_text()


def test_hostile_text_does_nothing(opened: Open) -> None:
    """Script, event handlers and broken-off tags in every place stay text: no dialog, no request, no changed title."""
    hostile = (
        "</script></style></title><script>document.title='owned'</script><img src=x onerror=\"document.title='owned'\">"
    )
    dossier = plain([(hostile, f"It says {hostile} here. And more.")])
    dossier = replace(
        dossier, notices=(hostile,), accounts=(replace(dossier.accounts[0], author=hostile, side=hostile),)
    )
    with opened(dossier) as page:
        assert "owned" not in page.title().replace(hostile, "")[:6]
        assert page.locator("img").count() == 0
        assert hostile in page.locator("#src-A").inner_text()


def test_on_paper_stands_the_table_without_its_tools(opened: Open) -> None:
    """Printed: no buttons, no sources, folded words unfolded, and the header of the table on each page."""
    with opened(ferry()) as page:
        page.get_by_label("what one account alone tells").check()
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        page.emulate_media(media="print")
        assert not page.locator(".tools").is_visible()
        assert not page.locator("#sources").is_visible()
        assert "wind stood in the east" in page.locator(".timeline").inner_text()
        assert (
            page.evaluate("getComputedStyle(document.querySelector('.timeline thead')).display") == "table-header-group"
        )
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")


def test_text_from_right_to_left_keeps_its_direction(opened: Open) -> None:
    """A Hebrew telling runs from right to left in its cell, the page from left to right."""
    with opened(plain([("ספר", "הספינה יצאה בבוקר")])) as page:
        assert page.locator("td blockquote").first.evaluate("e => getComputedStyle(e).direction") == "rtl"
        assert page.locator("body").evaluate("e => getComputedStyle(e).direction") == "ltr"


def test_a_thousand_events_can_be_filtered_without_a_wait(opened: Open) -> None:
    """Twelve accounts and a thousand events: a filter answers in well under a second or two, on a slow machine."""
    with opened(many(accounts=12, events=1000)) as page:
        took = page.evaluate("""() => {
          const [begun, search] = [performance.now(), document.getElementById('search')];
          search.value = '108th';
          search.dispatchEvent(new Event('input'));
          return document.body.offsetHeight && performance.now() - begun;
        }""")
        assert shown_rows(page) == ["109"]
        assert took < 3000


@pytest.mark.parametrize("size", [DESKTOP, PHONE])
def test_the_examples_are_shown_without_complaint(opened: Open, example: Dossier, size: tuple[int, int]) -> None:
    """The report of each example opens at both widths with no error, no request and no sideways scrolling on a telephone."""
    with opened(example, size=size) as page:
        assert page.locator(".timeline tbody:visible").count() > 3
        if size == PHONE:
            assert page.evaluate("document.documentElement.scrollWidth") <= PHONE[0]

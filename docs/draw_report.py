"""Draw docs/report.png, the picture of the report in the README, from the first example: needs Chromium and the dev extra."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import sync_playwright

from tellings.build import compare
from tellings.export.html import to_html

ROOT = Path(__file__).resolve().parent.parent
SIZE = {"width": 1280, "height": 900}
ROWS_BEFORE = "document.querySelector('.timeline tbody[data-kinds]:not(.one)').scrollIntoView(); scrollBy(0, -420)"


def main() -> None:
    """Open the report of the example at its first difference and keep what a reader sees."""
    report = to_html(compare([ROOT / "examples" / "baltic-1940"]))
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        path = Path(folder) / "report.html"
        path.write_text(report, encoding="utf-8")
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport=SIZE, reduced_motion="reduce")
        page.goto(path.as_uri())
        page.evaluate(ROWS_BEFORE)
        page.screenshot(path=ROOT / "docs" / "report.png")
        browser.close()


if __name__ == "__main__":
    main()

"""How fast `dates.find` is: `python benchmarks/dates_speed.py [--corpora DIR] [--to MB]`.

Prints characters a second of processor time on one core, next to dateparser.search and Recognizers-Text where the bench extra
is installed (on a smaller piece of the same text, for they are slow), then the time from 1 kB up, and for texts without words.
The text is that of the WikiWars articles in ../shared; where they are absent, the examples of this project, again and again.
"""

from __future__ import annotations

import argparse
import importlib
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tellings import dates

ROOT = Path(__file__).resolve().parents[1]
CORPORA = ROOT.parent / "shared" / "corpora" / "dates"
WORD = 5.85  # characters a word of these histories takes with its blank
IMPORT = "import time; t = time.process_time(); import tellings.dates; print(time.process_time() - t)"


def histories(corpora: Path) -> str:
    """The text to measure on."""
    path = corpora / "wikiwars.first-half.jsonl"
    if path.exists():
        return "".join(json.loads(line)["text"] for line in path.read_text(encoding="utf-8").splitlines())
    print(f"{path} is not there: measured on the examples of this project\n")
    return "\n\n".join(file.read_text(encoding="utf-8") for file in sorted((ROOT / "examples").rglob("*.txt"))) * 20


def seconds(work: Callable[[], object], *, runs: int = 3) -> float:
    """The least processor time of some runs."""
    best = float("inf")
    for _ in range(runs):
        start = time.process_time()
        work()
        best = min(best, time.process_time() - start)
    return best


def rivals() -> dict[str, tuple[Callable[[str], object], int]]:
    """The other tools that are installed, and how many characters each is given."""
    found: dict[str, tuple[Callable[[str], object], int]] = {}
    try:
        search = importlib.import_module("dateparser.search")
        found["dateparser.search"] = (lambda text: search.search_dates(text, languages=["en"]), 50_000)
    except ImportError:
        print("dateparser is not installed: pip install '.[bench]'")
    try:
        suite = importlib.import_module("recognizers_date_time")
        found["Recognizers-Text"] = (lambda text: suite.recognize_datetime(text, "en-us"), 20_000)
    except ImportError:
        print("Recognizers-Text is not installed: pip install '.[bench]'")
    return found


def compare(text: str) -> None:
    """A line for each tool."""
    rates = {"tellings.dates": len(text) / seconds(lambda: dates.find(text))}
    for name, (find, size) in rivals().items():
        piece = text[:size]
        find(piece[:1000])
        rates[name] = len(piece) / seconds(lambda find=find, piece=piece: find(piece), runs=1)  # type: ignore[misc]
    print(f"{'one core':<20} {'characters/s':>14} {'words/s':>12} {'times slower':>13}")
    for name, rate in rates.items():
        print(f"{name:<20} {rate:>14,.0f} {rate / WORD:>12,.0f} {rates['tellings.dates'] / rate:>13.1f}")


def curve(text: str, most: int) -> None:
    """The time by the length of the text."""
    print(f"\n{'characters':>12} {'seconds':>9} {'characters/s':>14}")
    size = 1000
    while size <= most:
        piece = (text * (size // len(text) + 1))[:size]
        took = seconds(lambda piece=piece: dates.find(piece), runs=1 if size > 10**7 else 3)  # type: ignore[misc]
        print(f"{size:>12,} {took:>9.4f} {size / took:>14,.0f}")
        size *= 10


def wordless(text: str) -> None:
    """Ten megabytes without words, next to as much prose."""
    size = 10_000_000
    prose = seconds(lambda: dates.find((text * (size // len(text) + 1))[:size]), runs=1)
    print(f"\n{'10 MB of':<20} {'seconds':>9}\n{'prose':<20} {prose:>9.3f}")
    for name, unit in (("digits", "1234567890"), ("one word", "a"), ("blanks", " ")):
        hard = (unit * size)[:size]
        print(f"{name:<20} {seconds(lambda hard=hard: dates.find(hard), runs=1):>9.3f}")  # type: ignore[misc]


def start_up() -> None:
    """What it takes to import the room, and to read its rules with the first text."""
    said = subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True).stdout
    print(f"\nimport {float(said):.3f} s")


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    options.add_argument("--corpora", type=Path, default=CORPORA)
    options.add_argument("--to", type=int, default=100, metavar="MB", help="length of the longest text (default: 100)")
    chosen = options.parse_args()
    text = histories(chosen.corpora)
    start = time.perf_counter()
    dates.find("In 1702.")
    first = time.perf_counter() - start
    compare(text)
    curve(text, chosen.to * 1_000_000)
    wordless(text)
    start_up()
    print(f"first text, with all rules read {first:.3f} s")


if __name__ == "__main__":
    main()

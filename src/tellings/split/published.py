"""The day an account was published or written, by its own lines: "Posted 4 March 1998", a dateline, the head of a letter.

A dispatch whose dateline names no year ("KARLSTADT, April 30 (AP) - ... on Monday") was written in the first year, from the
latest that it names on, in which that day was that weekday.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import PurePath

from tellings import dates
from tellings.dates import TimeExpression
from tellings.model import Source
from tellings.read import Declared
from tellings.rules import load_rules, pattern

_HEAD, _FOOT = 1500, 300  # characters at the top and at the bottom in which such a line stands
_BEFORE, _AFTER = 220, 200  # characters of a line on either side of its date
_SHORT, _DIARY = 80, 3  # characters of a line that is a date alone, and how many of them make a diary
_LEAD = 500  # characters after a dateline in which the day of the week is named
_YEARS = 3  # the years, from the latest that it names on, in which a dispatch can be written
_AGE = 5  # years since the latest one named that the name of a file can be younger
_DAY = re.compile(r"(\d{4}|XXXX)-(\d\d)-(\d\d)")
_WEEKDAY = re.compile(r"XXXX-WXX-(\d)")
_YEAR = re.compile(r"\b(?:1\d{3}|20[0-4]\d)\b")
_IN_NAME = re.compile(r"(?<!\d)((?:1[89]|20)\d\d)([-_.]?)(0[1-9]|1[0-2])\2(0[1-9]|[12]\d|3[01])(?!\d)")


def find_date(source: Source, known: Declared, start: int, end: int) -> tuple[str | None, str]:
    """When source.text[start:end] was published or written, in EDTF, and in words how that is known."""
    if known.date:
        return known.date, "as declared" if known.by == "user" else "the file says so of itself"
    told = source.text[start:end]
    return _by_lines(told) or _by_name(PurePath(source.name), told) or (None, "")


def _by_lines(told: str) -> tuple[str, str] | None:
    lines = [(time, _line(told, time)) for time in _days(told)]
    for name in load_rules("published")["pattern"]:
        for time, line in lines:
            if pattern("published", name).search(line) and (found := _by_line(name, told, time, line)):
                return found
    return None


def _days(told: str) -> Iterator[TimeExpression]:
    """The days that are named at the top and at the bottom."""
    for time in (*dates.find(told, end=_HEAD), *dates.find(told, start=max(_HEAD, len(told) - _FOOT))):
        if _DAY.fullmatch(time.edtf or ""):
            yield time


def _line(told: str, time: TimeExpression) -> str:
    """The line that a date stands in, the date put as <date>; of a long line, the part about the date."""
    head, _, before = told[max(0, time.start - _BEFORE) : time.start].rpartition("\n")
    whole = head or time.start <= _BEFORE
    after = told[time.end : time.end + _AFTER].partition("\n")[0]
    return f"{before.lstrip() if whole else '…' + before}<date>{after.rstrip()}"


def _by_line(name: str, told: str, time: TimeExpression, line: str) -> tuple[str, str] | None:
    day = time.edtf or ""
    if day[:4] in time.text:
        words = line.replace("<date>", time.text)
        said = f"its line “{words[:60]}{'…' if len(words) > 60 else ''}” says so"
        return None if name == "alone" and not _can_be_written(told, int(day[:4])) else (day, said)
    year = _year_of_dispatch(told, time) if name == "wire" else None
    if year is None:
        return None
    return f"{year}{day[4:]}", f"its dateline says “{time.text}”, and the weekday it names first was that day in {year}"


def _can_be_written(told: str, year: int) -> bool:
    """Whether a date alone on a line can be that of the whole: it tells of nothing much later, and is no diary."""
    lines = (line.strip() for line in told.splitlines() if len(line) < _SHORT)
    diary = sum(bool(pattern("split", "dated").search(line)) for line in lines) >= _DIARY
    return not diary and _latest_year(told) <= year + 1


def _latest_year(told: str) -> int:
    return max(map(int, _YEAR.findall(told)), default=0)


def _year_of_dispatch(told: str, time: TimeExpression) -> int | None:
    """The first year, from the latest that the dispatch names on, that gives its day the weekday it names first."""
    lead = dates.find(told, start=time.end, end=time.end + _LEAD)
    weekday = next((found[1] for t in lead if (found := _WEEKDAY.match(t.value))), None)
    latest, day = _latest_year(told), time.edtf or ""
    years = range(latest, latest + _YEARS) if latest else ()
    return next((year for year in years if weekday and _weekday(f"{year}{day[4:]}") == weekday), None)


def _weekday(day: str) -> str:
    try:
        return str(date.fromisoformat(day).isoweekday())
    except ValueError:
        return ""  # 29 February


def _by_name(path: PurePath, told: str) -> tuple[str, str] | None:
    """The day in the name of the file, where the text speaks from a day and names no year that is far from it."""
    found = _IN_NAME.search(path.stem)
    if not found or not pattern("split", "today").search(told, 0, _HEAD):
        return None
    latest = _latest_year(told)
    if latest and not int(found[1]) - _AGE <= latest <= int(found[1]) + _AGE:
        return None
    return "-".join(found.group(1, 3, 4)), f"the name of the file, {path.name}, says so"

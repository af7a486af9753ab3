"""The Extended Date/Time Format as text and as a tree: what is well formed, and nothing of what it means.

EDTF is part of ISO 8601-2:2019; the rules followed are those of the Library of Congress (specification of 4 February 2019,
https://www.loc.gov/standards/datetime/), levels 0, 1 and 2. `docs/edtf.md` lists what is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

OPEN: Literal[".."] = ".."
UNKNOWN: Literal[""] = ""
LONGEST = 10_000  # characters: no real set is longer, and nobody's mistake may fill the memory
MOST_DIGITS = 18  # of a year: the age of the universe has eleven

NO_MARKS = ("",) * 6

_MARK = "([?~%]?)"
_DATE = re.compile(
    rf"{_MARK}(-?[0-9X]{{4}}(?:S[1-9][0-9]?)?|Y-?[1-9][0-9]*(?:E[1-9][0-9]?)?(?:S[1-9][0-9]?)?){_MARK}"
    rf"(?:-{_MARK}([0-9X]{{2}}){_MARK}(?:-{_MARK}([0-9X]{{2}}){_MARK})?)?"
    r"(T(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]|24:00:00)"
    r"(?:Z|[+-](?:0[0-9]|1[0-3])(?::[0-5][0-9])?|[+-]14(?::00)?)?)?"
)
_SETS = {"[": "]", "{": "}"}


@dataclass(frozen=True, slots=True)
class Date:
    """One date as spelled: `year` "1985", "156X", "-0489", "Y17E7" or "1950S2"; `month` "01"-"12", "1X" or a season "21"-"41".

    `marks` are the qualifiers before and after year, month and day; `clock` is "T09:10:00Z" or empty.
    """

    year: str
    month: str = ""
    day: str = ""
    clock: str = ""
    marks: tuple[str, str, str, str, str, str] = NO_MARKS

    def __str__(self) -> str:
        before_year, after_year, before_month, after_month, before_day, after_day = self.marks
        text = f"{before_year}{self.year}{after_year}"
        if self.month:
            text += f"-{before_month}{self.month}{after_month}"
        if self.day:
            text += f"-{before_day}{self.day}{after_day}"
        return text + self.clock

    @property
    def doubt(self) -> str:
        """All qualifiers in one: "?" uncertain, "~" approximate, "%" both, or empty."""
        marks = "".join(self.marks)
        if "%" in marks or ("?" in marks and "~" in marks):
            return "%"
        return marks[:1]


End = Date | Literal["..", ""]


@dataclass(frozen=True, slots=True)
class Interval:
    """From `start` to `end`, both included; an end may be OPEN or UNKNOWN."""

    start: End
    end: End

    def __str__(self) -> str:
        return f"{self.start}/{self.end}"


@dataclass(frozen=True, slots=True)
class Members:
    """A set: one of its members ("[") or all of them ("{"). An interval among them is written `first..last`."""

    bracket: str
    items: tuple[Date | Interval, ...]

    def __str__(self) -> str:
        return self.bracket + ",".join(map(_item_text, self.items)) + _SETS[self.bracket]


Expression = Date | Interval | Members


def _item_text(item: Date | Interval) -> str:
    if isinstance(item, Date):
        return str(item)
    first, last = ("" if end == OPEN else end for end in (item.start, item.end))
    return f"{first}..{last}"


def read(text: str) -> Expression:
    """The tree of an EDTF expression, so that `str(read(text)) == text`; `ValueError` where it is not well formed."""
    if len(text) > LONGEST:
        raise ValueError(f"an EDTF expression has at most {LONGEST} characters, not {len(text)}")
    if text[:1] in _SETS and text[-1:] == _SETS[text[0]]:
        return _read_members(text)
    if "/" in text:
        return _read_interval(text)
    return _read_date(text)


def _read_date(text: str) -> Date:
    found = _DATE.fullmatch(text)
    if not found:
        raise ValueError(
            f"not EDTF: {text[:60]!r}; write a date as 1939, 1939-08, 1939-08-23 or 193X, doubt as 1939-08~"
        )
    parts = found.groups("")
    marks = (parts[0], parts[2], parts[3], parts[5], parts[6], parts[8])
    date = Date(parts[1], parts[4], parts[7], parts[9], marks)
    fault = _fault(date)
    if fault:
        raise ValueError(f"not EDTF: {text[:60]!r}; {fault}")
    return date


def _fault(date: Date) -> str:
    """What is wrong with a date whose pieces are each well formed."""
    year, marks = date.year, date.marks
    if (marks[0] and marks[1]) or (marks[2] and marks[3]) or (marks[4] and marks[5]):
        return "a part takes one qualifier, before it or after it"
    if date.month and ("Y" in year or "S" in year):
        return "a long year or one with significant digits has no months"
    if date.clock and (not date.day or "X" in str(date) or date.doubt):
        return "a time needs a full day without X or qualifier"
    return _year_fault(year)


def _year_fault(year: str) -> str:
    if year[:5] == "-0000":
        return "there is no year -0000; year 0 is written 0000"
    if "X" in year and "S" in year:
        return "a year with X has no significant digits"
    if year[0] == "Y":
        digits, _, exponent = year.partition("S")[0].lstrip("Y-").partition("E")
        if len(digits) + int(exponent or 0) > MOST_DIGITS:
            return f"years are read up to {MOST_DIGITS} digits"
        if not exponent and len(digits) < 5:
            return "a year after Y has five digits or more"
    return ""


def _read_interval(text: str) -> Interval:
    start, _, end = text.partition("/")
    if text == "/":
        raise ValueError("not EDTF: '/'; an interval needs a date, or .. for an open end")
    return Interval(_read_end(start, text), _read_end(end, text))


def _read_end(end: str, text: str) -> End:
    if end == OPEN:
        return OPEN
    if end == UNKNOWN:
        return UNKNOWN
    return _without_clock(_read_date(end), text)


def _without_clock(date: Date, text: str) -> Date:
    if date.clock:
        raise ValueError(f"not EDTF: {text[:60]!r}; intervals and sets are of dates, without times of day")
    return date


def _read_members(text: str) -> Members:
    pieces = text[1:-1].split(",")
    if len(pieces) == 1 and OPEN not in text:
        raise ValueError(f"not EDTF: {text[:60]!r}; a set has two members or more, or a range a..b")
    for place, piece in enumerate(pieces):
        if (piece.startswith(OPEN) and place > 0) or (piece.endswith(OPEN) and place < len(pieces) - 1):
            raise ValueError(
                f"not EDTF: {text[:60]!r}; only the first member may begin with .. and only the last end with it"
            )
    return Members(text[0], tuple(_read_item(piece, text) for piece in pieces))


def _read_item(piece: str, text: str) -> Date | Interval:
    first, dots, last = piece.partition(OPEN)
    if not dots:
        return _without_clock(_read_date(piece), text)
    if not first and not last:
        raise ValueError(f"not EDTF: {text[:60]!r}; a member is a date or a range of dates")
    return Interval(_read_end(first or OPEN, text), _read_end(last or OPEN, text))

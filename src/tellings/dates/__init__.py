"""The calendar: words -> when.

`find` reads the time expressions of a text; `When` is a point or stretch of time (EDTF in, EDTF out, first and last day).
Days are day numbers of the proleptic Gregorian calendar, as `datetime.date.toordinal` counts them.
"""

from tellings.dates.days import civil, day_number, from_iso, iso
from tellings.dates.tagger import TimeExpression, find
from tellings.dates.when import When, before, contains, more_precise_than, overlaps, same

__all__ = [
    "TimeExpression",
    "When",
    "before",
    "civil",
    "contains",
    "day_number",
    "find",
    "from_iso",
    "iso",
    "more_precise_than",
    "overlaps",
    "same",
]

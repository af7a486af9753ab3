"""What kind of text is this? News that speaks from a day, or a story told in order: worked out from the text itself."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from tellings.dates.fields import Fields
from tellings.dates.moment import Moment
from tellings.dates.scan import Match

_NEWS_SHARE = 0.2  # of the dated or deictic expressions: stories have a sixth at most, news mostly more than a third
_DATELINE = 400  # characters from the top within which a dateline may stand
_APPOSED = 12  # characters between "75 years ago" and the year it names

Said = Sequence[tuple[Match, Fields]]


def speaks_from_a_day(said: Said) -> bool:
    """Whether a text reckons from a day of speaking: it says "Friday" and "last month", or names no year at all.

    So does a month or day that stands without a year before any year was named: a story would have said it.
    """
    deictic = sum("deictic" in (match.head or match).rule.flags for match, _ in said)
    deictic += sum("bare" in match.rule.flags and "deictic" not in match.rule.flags for match, _ in _before_years(said))
    dated = sum("full" in match.rule.flags for match, _ in said)
    return dated == 0 or deictic > _NEWS_SHARE * (deictic + dated)


def _before_years(said: Said) -> Said:
    """The expressions before the first that names a year."""
    first = next((index for index, (_, fields) in enumerate(said) if named_year(fields) is not None), len(said))
    return said[:first]


def named_year(fields: Fields) -> int | None:
    """The year that an expression names in full, counted astronomically; else None."""
    year = fields.get("year")
    if not isinstance(year, int):
        return None
    return 1 - year if fields.get("era") == -1 else year


def dateline(text: str, said: Said, start: int) -> Moment | None:
    """The day in the dateline: a full date near the top that stands alone on its line."""
    for match, fields in said[:3]:
        before = text[max(start, match.start - _DATELINE) : match.start].rpartition("\n")[2]
        alone = not before.strip() and text[match.end : match.end + 1] in ("", "\n")
        year = named_year(fields)
        if alone and match.start - start < _DATELINE and year is not None and {"day", "full"} <= match.rule.flags:
            return Moment(year=year, month=fields.get("month"), day=fields.get("day"))
    return None


def year_of_speaking(said: Said) -> Moment | None:
    """The year a text speaks from where it says so by the way: "75 years ago, in the summer of 1940" is said in 2015."""
    for (match, fields), (after, named) in pairwise(said):
        year, number = named_year(named), fields.get("number")
        near = after.start - match.end <= _APPOSED
        if "ago" in fields and fields.get("unit") == "Y" and near and year is not None and isinstance(number, int):
            return Moment(year=year + number)
    return None


def month_first(said: Said) -> bool:
    """Whether 10/02 is 2 October here: yes, unless more of the document's own dates can only be read the other way."""
    pairs = [(fields["a"], fields["b"]) for _, fields in said if "a" in fields and "b" in fields]
    return sum(int(a > 12) for a, _ in pairs) <= sum(int(b > 12) for _, b in pairs)

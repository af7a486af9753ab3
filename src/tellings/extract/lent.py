"""Accounts of one story lend one another its day: "on the 16th" of one is read with "the 16th of May 1902" of another.

A day is lent where two accounts tell of the same: they have names in common, the sentences of both dates have words in common
(the more the less the dates themselves say), and what the borrower says agrees with the day: the same day and month, day of
the month, day of the week, or month. News that speaks of "Monday" borrows the day on which another was published, where that
is the weekday that both name first. Nothing is lent over what an account says itself, and what was borrowed is not lent on.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from tellings.dates import TimeExpression
from tellings.model import Account, Sentence
from tellings.rules import load_rules

_NAMES = 2  # names that two accounts of one story have in common at least
_CLEAR = 2.0  # how much more must speak for one year than for any other
_OPEN_MOST, _DAYS_MOST = 60, 300  # times of a borrower and days of a lender that are looked at
_WORD = re.compile(r"[^\W\d_]{4,}")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_OPEN = re.compile(r"XXXX-(?:WXX-(?P<weekday>\d)|(?P<month>\d\d|XX)(?:-(?P<day>\d\d|XX))?)(?P<hour>T.+)?")
# What a time says that does not say its year: the share of names that the accounts must have in common, the words that the
# sentences must, and how much it counts. Among news of the same weeks, stories of one day have 0.26 of their names in common
# or more, other stories 0.29 at most.
_SAYS = {
    "day and month": (0.0, 0, 3.0),
    "day": (0.1, 1, 2.0),
    "weekday": (0.3, 3, 1.0),
    "month": (0.3, 3, 1.0),
    "hour": (0.1, 2, 1.0),
}


@dataclass(frozen=True)
class Told:
    """An account, its sentences, the times it gives of itself, and the entities that it names."""

    account: Account
    text: str
    sentences: Sequence[Sentence]
    times: Sequence[TimeExpression]
    entities: frozenset[str]

    def words(self, time: TimeExpression) -> frozenset[str]:
        """The words about a time that say what happens in its sentence."""
        at = bisect_right(self._starts, time.start) - 1
        if at < 0:
            return frozenset()
        first, last = (
            self.sentences[max(0, at - 1)].span.start,
            self.sentences[min(at + 1, len(self.sentences) - 1)].span.end,
        )
        around = f"{self.text[first : time.start]} {self.text[time.end : last]}"
        return frozenset(word.lower() for word in _WORD.findall(around)) - _common_words()

    def agrees(self, other: Told, says: str, words: int) -> bool:
        """Whether enough is in common, names of the accounts and words of two sentences, for a time that says so much."""
        share, least, _ = _SAYS[says]
        common, fewer = len(self.entities & other.entities), min(len(self.entities), len(other.entities))
        return words >= least and (other is self or common >= max(_NAMES, share * fewer))

    @cached_property
    def open(self) -> tuple[TimeExpression, ...]:
        """The times that say no year, and that the account gives none."""
        return tuple(t for t in self.times if is_open(t) and _OPEN.fullmatch(t.value))[:_OPEN_MOST]

    @cached_property
    def days(self) -> tuple[TimeExpression, ...]:
        """The days that the account names with their year."""
        named = (t for t in self.times if _DAY.fullmatch(t.edtf or "") and (t.edtf or "")[:4] in t.text)
        return tuple(named)[:_DAYS_MOST]

    @cached_property
    def today(self) -> tuple[TimeExpression, ...]:
        """What is told of the day on which the account was published."""
        return tuple(t for t in self.times if t.edtf and t.edtf == self.account.date)

    @cached_property
    def _starts(self) -> list[int]:
        return [s.span.start for s in self.sentences]


@dataclass(frozen=True, slots=True)
class Lent:
    """What an account borrows of another: the day it speaks from, or the day or year its story starts at, and why."""

    lender: str
    why: str
    published: str | None = None
    story: str | None = None
    only_hours: bool = False


@dataclass(frozen=True, slots=True)
class _Fit:
    """An open time of the borrower and the lender's day that it agrees with."""

    lender: Account
    time: TimeExpression
    day: TimeExpression
    says: str

    @property
    def on(self) -> str:
        return self.day.edtf or ""


Read = Callable[[Account, Lent], Sequence[TimeExpression]]
Times = list[tuple[TimeExpression, Lent | None]]


@cache
def _common_words() -> frozenset[str]:
    lists = load_rules("align")
    return frozenset(f"{lists['common']['words']} {lists['values']['words']}".split())


def is_open(time: TimeExpression) -> bool:
    """Whether it is not known of when a time is, or of which year."""
    return (
        time.value != ""
        and not time.value.endswith("_REF")
        and time.type in ("DATE", "TIME")
        and (time.edtf is None or "X" in time.edtf)
    )


def with_lent_days(accounts: Sequence[Told], read: Read) -> list[Times]:
    """The times of each account; those that were read with another's day have what was lent beside them.

    `read` reads the times of an account anew with what is lent to it.
    """
    return [_with_lent_days(told, accounts, read) for told in accounts]


def _with_lent_days(told: Told, accounts: Sequence[Told], read: Read) -> Times:
    for lent in _offers(told, accounts) if told.open else ():
        times = [_better(own, again, lent) for own, again in zip(told.times, read(told.account, lent), strict=True)]
        if any(borrowed for _, borrowed in times):
            return times
    return [(time, None) for time in told.times]


def _better(own: TimeExpression, again: TimeExpression, lent: Lent) -> tuple[TimeExpression, Lent | None]:
    """A time as the account alone gives it, or as it is read with what was lent: where that says more, and not otherwise."""
    if again.value == own.value or is_open(again) or not (is_open(own) or lent.published):
        return own, None
    if lent.only_hours and again.edtf != lent.story:
        return own, None
    return again, lent


def _offers(told: Told, accounts: Sequence[Told]) -> Iterator[Lent]:
    """What can be lent to an account, the surest first."""
    if not told.account.date:
        yield from _published(told, accounts)
    yield from _story(told, accounts)


def _published(told: Told, accounts: Sequence[Told]) -> Iterator[Lent]:
    """The day of other news whose first weekday is its own day, and is named first here, of the same happening."""
    first = next((t for t in told.open if t.value.startswith("XXXX-WXX-")), None)
    if first is None:
        return
    found: dict[str, Account] = {}
    for other in accounts:
        if first.value[9] == _weekday(other.account.date or ""):
            same = max((len(told.words(first) & other.words(t)) for t in other.today), default=0)
            if told.agrees(other, "weekday", same):
                found.setdefault(other.account.date or "", other.account)
    if len(found) == 1:
        [(day, lender)] = found.items()
        yield Lent(lender.id, f"the day of {lender.title}, which tells of the same {first.text}", published=day)


def _weekday(day: str) -> str:
    try:
        return str(date.fromisoformat(day).isoweekday())
    except ValueError:
        return ""


def _story(told: Told, accounts: Sequence[Told]) -> Iterator[Lent]:
    """The day or year that other accounts speak for, where they speak for one alone."""
    fits = [fit for lender in accounts for fit in _fits(told, lender)]
    dated = [fit for fit in fits if fit.says != "hour"]
    same = _same_year(dated) if dated else _same_day(fits, told)
    if not same:
        return
    first = min(same, key=lambda f: (-_SAYS[f.says][2], f.time.start, f.on))
    year_alone = dated and re.match(r"XXXX-\d\d", told.open[0].value)
    why = f"{first.lender.title} tells of “{first.day.text}”"
    yield Lent(first.lender.id, why, story=first.on[:4] if year_alone else first.on, only_hours=not dated)


def _same_year(fits: Sequence[_Fit]) -> list[_Fit]:
    """Those of the year that clearly more speaks for than for any other."""
    votes: defaultdict[str, float] = defaultdict(float)
    for fit in fits:
        votes[fit.on[:4]] += _SAYS[fit.says][2]
    return [fit for fit in fits if fit.on[:4] == _clearly(votes)]


def _same_day(fits: Sequence[_Fit], told: Told) -> list[_Fit]:
    """Hours alone have the one day of the story: that which several others name, or which the account itself names after them."""
    if own := [fit for fit in fits if fit.lender == told.account]:
        return own
    lenders = {(fit.on, fit.lender.id) for fit in fits}
    day = _clearly({on: sum(other == on for other, _ in lenders) for on, _ in lenders})
    return [fit for fit in fits if fit.on == day] if sum(on == day for on, _ in lenders) > 1 else []


def _clearly(votes: Mapping[str, float]) -> str | None:
    """What has clearly more votes than anything else."""
    ranked = sorted(votes, key=lambda what: (-votes[what], what))
    if len(ranked) > 1 and votes[ranked[0]] < _CLEAR * votes[ranked[1]]:
        return None
    return ranked[0] if ranked else None


def _fits(told: Told, lender: Told) -> Iterator[_Fit]:
    """The open times of an account that agree with a day of a lender, told of the same thing.

    An account's own day holds for the hours that it tells before it.
    """
    days = [(day, lender.words(day)) for day in lender.days]
    for time in told.open:
        words = told.words(time)
        for day, theirs in days:
            says = _agreement(time.value, day.edtf or "")
            if says is None or (lender is told and (says != "hour" or day.start < time.start)):
                continue
            if says == "weekday" and not set(_WORD.findall(time.text)) & set(_WORD.findall(day.text)):
                continue  # one day in seven is that weekday: the lender must name it too
            if told.agrees(lender, says, len(words & theirs)):
                yield _Fit(lender.account, time, day, says)


def _agreement(value: str, day: str) -> str | None:
    """What a TIMEX3 value without a year says that is true of a day; None where something it says is not, or it says nothing."""
    found = _OPEN.fullmatch(value)
    if found is None:
        return None
    if found["weekday"]:
        return "weekday" if found["weekday"] == _weekday(day) else None
    said = [name for name, part in (("day", day[8:]), ("month", day[5:7])) if found[name] not in (None, "XX", part)]
    if said:
        return None
    known = tuple(name for name in ("day", "month") if found[name] not in (None, "XX"))
    return {("day", "month"): "day and month", ("day",): "day", ("month",): "month"}.get(
        known, "hour" if found["hour"] else None
    )

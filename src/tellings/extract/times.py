"""The times of an account, read by the calendar room."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from tellings import dates
from tellings.dates import TimeExpression
from tellings.extract.lent import Lent, Told, with_lent_days
from tellings.model import Account, Name, Sentence, Span, Time, TimePart, Unplaced

_UNPLACED = {
    "PRESENT_REF": "it speaks of the present, whenever that is",
    "PAST_REF": "it speaks of the past, without saying when",
    "FUTURE_REF": "it speaks of the future, without saying when",
}


def find_times(
    texts: Mapping[str, str],
    accounts: Sequence[Account],
    sentences: Mapping[str, Sequence[Sentence]],
    names: Sequence[Name],
) -> tuple[list[Time], list[Unplaced]]:
    """The time expressions of all accounts that have a place in time or a length, and those that have none.

    `texts` are the texts of the sources by id, `sentences` those of each account by id. What an account does not say of its
    times is taken from other accounts of the same story, where they say it.
    """

    def read(account: Account, lent: Lent | None) -> list[TimeExpression]:
        return dates.find(
            texts[account.source],
            start=account.start,
            end=account.end,
            published=account.date or (lent.published if lent else None),
            story=lent.story if lent else None,
        )

    named: dict[str, set[str]] = {account.id: set() for account in accounts}
    for name in names:
        named[name.span.account].add(name.entity)
    told = [Told(a, texts[a.source], sentences[a.id], read(a, None), frozenset(named[a.id])) for a in accounts]
    placed, unplaced = [], []
    for account, times in zip(accounts, with_lent_days(told, read), strict=True):
        for found, lent in times:
            if found.value and not found.value.endswith("_REF"):
                placed.append(_time(account, found, lent))
            else:
                why = _UNPLACED.get(found.value, "nothing in the account says when this is")
                unplaced.append(Unplaced(_span(account, found), "time", why))
    return placed, unplaced


def _time(account: Account, found: TimeExpression, lent: Lent | None) -> Time:
    return Time(
        _span(account, found),
        found.type,
        found.value,
        found.edtf,
        found.earliest,
        found.latest,
        found.calendar,
        lent.why if lent else found.anchor,
        f"rule:{found.rule}",
        found.relation,
        tuple(_part(account, part) for part in found.parts),
        lent.lender if lent else None,
    )


def _part(account: Account, found: TimeExpression) -> TimePart:
    return TimePart(_span(account, found), found.value, found.edtf, found.earliest, found.latest, found.calendar)


def _span(account: Account, found: TimeExpression) -> Span:
    return Span(account.id, found.start, found.end, found.text)

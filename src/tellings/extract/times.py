"""The times of an account, read by the calendar room."""

from __future__ import annotations

from tellings import dates
from tellings.dates import TimeExpression
from tellings.model import Account, Source, Span, Time, TimePart, Unplaced

_UNPLACED = {
    "PRESENT_REF": "it speaks of the present, whenever that is",
    "PAST_REF": "it speaks of the past, without saying when",
    "FUTURE_REF": "it speaks of the future, without saying when",
}


def find_times(source: Source, account: Account) -> tuple[list[Time], list[Unplaced]]:
    """The time expressions of an account that have a place in time or a length, and those that have none."""
    placed, unplaced = [], []
    for found in dates.find(source.text, start=account.start, end=account.end, published=account.date):
        if found.value and not found.value.endswith("_REF"):
            placed.append(_time(account, found))
        else:
            why = _UNPLACED.get(found.value, "nothing in the account says when this is")
            unplaced.append(Unplaced(_span(account, found), "time", why))
    return placed, unplaced


def _time(account: Account, found: TimeExpression) -> Time:
    return Time(
        _span(account, found),
        found.type,
        found.value,
        found.edtf,
        found.earliest,
        found.latest,
        found.calendar,
        found.anchor,
        f"rule:{found.rule}",
        found.relation,
        tuple(_part(account, part) for part in found.parts),
    )


def _part(account: Account, found: TimeExpression) -> TimePart:
    return TimePart(_span(account, found), found.value, found.edtf, found.earliest, found.latest, found.calendar)


def _span(account: Account, found: TimeExpression) -> Span:
    return Span(account.id, found.start, found.end, found.text)

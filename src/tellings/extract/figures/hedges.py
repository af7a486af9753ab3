"""How near a number is: "about", "more than", "at most", by the words beside it."""

from __future__ import annotations

import re
from functools import cache

from tellings.model import Account
from tellings.rules import load_rules

_WINDOW = 40
_OPEN_ABOVE = ("more than", "at least")
_OPEN_BELOW = ("less than", "at most")


def find_hedge(text: str, account: Account, at: tuple[int, int], *, duration: bool) -> str | None:
    """The hedge of the number at `at`, or None. "Over two days" says how long, not more than two."""
    for name, before, after in _hedges():
        hit = before.search(text, max(account.start, at[0] - _WINDOW), at[0])
        if hit and not (duration and hit.group().strip().lower() == "over"):
            return name
        if after and after.match(text, at[1], account.end):
            return name
    return None


def opened(low: float | None, high: float | None, hedge: str | None) -> tuple[float | None, float | None]:
    """The ends of a number, None on the side that its hedge leaves open; a range keeps both."""
    if low == high and hedge in _OPEN_ABOVE:
        return low, None
    return (None, high) if low == high and hedge in _OPEN_BELOW else (low, high)


@cache
def _hedges() -> tuple[tuple[str, re.Pattern[str], re.Pattern[str] | None], ...]:
    made = [(r["hedge"], _before(r["before"]), _after(r["after"])) for r in load_rules("figures")["hedge"]]
    # "no more than" ends in "more than": the longer phrase is asked first.
    return tuple(sorted(made, key=lambda h: h[0] not in ("at most", "at least")))


def _either(phrases: list[str]) -> str:
    return "|".join(map(re.escape, sorted(phrases, key=len, reverse=True))).replace("\\ ", "\\s")


def _before(phrases: list[str]) -> re.Pattern[str]:
    # What "adds up to" a number is that number.
    return re.compile(rf"(?<!\w)(?<!add )(?<!adds )(?<!added )(?:{_either(phrases)})\s?(?:an?\s)?\Z", re.IGNORECASE)


def _after(phrases: list[str]) -> re.Pattern[str] | None:
    return re.compile(rf"[ \n-]?(?:{_either(phrases)})(?!\w| or minus)", re.IGNORECASE) if phrases else None

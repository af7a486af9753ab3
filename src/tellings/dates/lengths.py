"""Lengths of time and how often: TIMEX3 DURATION and SET."""

from __future__ import annotations

from tellings.dates.fields import Fields
from tellings.dates.reading import Reading

_ISO = {
    "S": "S", "M": "M", "H": "H", "D": "D", "N": "D", "W": "W", "WE": "WE",
    "MO": "M", "Q": "Q", "Y": "Y", "DE": "DE", "CE": "CE", "ML": "ML",
}  # fmt: skip
_YEARS = {"DE": 10, "CE": 100, "ML": 1000}
_CLOCK = {"S", "M", "H"}


def count(said: Fields) -> float | None:
    """How many units: a number, 1 for an article, None for "a few"."""
    if "number" in said:
        found: float | None = said["number"]
        base = found
    elif "vague" in said:
        base = None if said["vague"] == "X" else said["vague"]
    else:
        base = 1 if "one" in said else 0.5 if "onehalf" in said else None
    return base if base is None or "half" not in said else base + 0.5


def duration(number: float | None, unit: str) -> str:
    """The TIMEX3 value of a length: (3, "W") -> "P3W", (None, "Y") -> "PXY", (1.5, "H") -> "PT1H30M"."""
    if unit == "F":
        number, unit = (None if number is None else number * 2), "W"
    mark = "T" if unit in _CLOCK else ""
    if unit == "H" and number is not None and number % 1:
        hours, minutes = divmod(round(number * 60), 60)
        return "PT" + (f"{hours}H" if hours else "") + f"{minutes}M"
    if unit == "Y" and number is not None and number % 1 == 0.5:
        return f"P{int(number * 12)}M"
    if unit in _YEARS and number is not None:
        number, unit = number * _YEARS[unit], "Y"
    said = "X" if number is None else f"{number:.10g}"
    return f"P{mark}{said}{_ISO[unit]}"


def length(said: Fields) -> Reading:
    """The reading of a length of time."""
    unit = said.get("unit") or said.get("units") or "D"
    if "number2" in said and "number" in said:
        return Reading("DURATION", f"{duration(said['number'], unit)}/{duration(said['number2'], unit)}")
    return Reading("DURATION", duration(count(said), unit))


def frequency(said: Fields) -> Reading:
    """The reading of "daily", "every Monday", "twice a year"."""
    if "freqword" in said:
        return Reading("SET", said["freqword"])
    for name, value in (
        ("weekday", "XXXX-WXX-{}"),
        ("month", "XXXX-{:02d}"),
        ("season", "XXXX-{}"),
        ("part", "XXXX-XX-XXT{}"),
    ):
        if name in said:
            return Reading("SET", value.format(said[name]))
    return Reading(
        "SET", duration(said.get("number", 2 if "other" in said else 1), said.get("unit") or said.get("units") or "D")
    )

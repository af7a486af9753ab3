"""The rule data of this room, read once: words, units, hedges, patterns."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load(name: str) -> dict[str, Any]:
    """The rule file `name` of English, as a dictionary."""
    return tomllib.loads((files("tellings") / "rules" / "en" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def patterns(name: str, table: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """The compiled patterns of a table of rules, each with the whole rule it stands in."""
    return tuple((re.compile(rule["pattern"], re.IGNORECASE), rule) for rule in load(name)[table])

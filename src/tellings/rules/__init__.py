"""The rule files: words and patterns of a language as data, in a folder for each language, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The tables of `rules/en/NAME.toml`. The caller must not change what it gets."""
    return tomllib.loads((files("tellings") / "rules" / "en" / f"{name}.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str, table: str) -> re.Pattern[str]:
    """The compiled pattern of the table `[pattern.TABLE]` of a rule file."""
    return re.compile(load_rules(name)["pattern"][table]["pattern"])


@cache
def patterns(name: str, table: str) -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    """The compiled patterns of a list of rules, each with the whole rule it stands in; their letters match in either case."""
    return tuple((re.compile(rule["pattern"], re.IGNORECASE), rule) for rule in load_rules(name)[table])

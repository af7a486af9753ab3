"""The rule data of this room, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load() -> dict[str, Any]:
    """The tables of `rules/en/split.toml`. The caller must not change what it gets."""
    return tomllib.loads((files("tellings") / "rules" / "en" / "split.toml").read_text(encoding="utf-8"))


@cache
def pattern(name: str) -> re.Pattern[str]:
    """The compiled pattern of that name."""
    return re.compile(load()["pattern"][name]["pattern"])

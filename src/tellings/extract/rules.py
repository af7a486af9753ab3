"""The rule files of a language: words and patterns as data, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any


@cache
def load_rules(name: str) -> dict[str, Any]:
    """The tables of `rules/en/NAME.toml`. The caller must not change what it gets."""
    return tomllib.loads(
        resources.files("tellings").joinpath("rules", "en", f"{name}.toml").read_text(encoding="utf-8")
    )

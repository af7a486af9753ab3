"""The rule files of the language room."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files
from typing import Any


@lru_cache
def load_rules(name: str) -> dict[str, Any]:
    """The tables of `rules/en/language_NAME.toml`. The caller must not change what it gets."""
    return tomllib.loads((files("tellings") / "rules" / "en" / f"language_{name}.toml").read_text(encoding="utf-8"))

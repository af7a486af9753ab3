"""Where the project, its examples and, beside it, the shared dossiers lie; the type of a fixture that several tests take."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tellings.model import Account, Findings

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "examples"
SHARED = ROOT.parent / "shared"

Read = Callable[..., tuple[tuple[Account, ...], Findings]]

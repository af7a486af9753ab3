"""tellings: several accounts of the same events on one timeline, every disagreement in sight.

Public names load when first asked for, so that `import tellings` costs nothing.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

_WHERE = {
    "compare": "tellings.build",
    "load": "tellings.store",
    "save": "tellings.store",
    "Dossier": "tellings.model",
    "TellingsError": "tellings.errors",
}
__all__ = ["Dossier", "TellingsError", "compare", "load", "save"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name not in _WHERE:
        raise AttributeError(f"module 'tellings' has no attribute {name!r}")
    return getattr(import_module(_WHERE[name]), name)


def __dir__() -> list[str]:
    return [*__all__, "__version__"]

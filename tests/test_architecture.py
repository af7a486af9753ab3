"""The plan of the house holds: imports run one way, the library never prints, public names are what they seem."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import tellings

SOURCE = Path(tellings.__file__).parent
ROOMS = (
    *(
        ("model", "errors", "rules"),
        ("dates",),
        ("language",),
        ("read",),
        ("split",),
        ("extract",),
        ("align",),
        ("disagreements",),
    ),
    *(("build",), ("edits", "store"), ("export",), ("web",), ("cli",)),
)
RANK = {name: rank for rank, names in enumerate(ROOMS) for name in names}
MODULES = sorted(SOURCE.rglob("*.py"))


def room(path: Path) -> str:
    """The room of a module: the first part of its name."""
    return path.relative_to(SOURCE).with_suffix("").parts[0]


def imported_rooms(path: Path) -> set[str]:
    """The rooms of the house that a module imports from."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module and node.module.split(".")[0] == "tellings":
            parts = node.module.split(".")
            found |= {parts[1]} if len(parts) > 1 else {alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {a.name.split(".")[1] for a in node.names if a.name.startswith("tellings.")}
    return found & RANK.keys()


@pytest.mark.parametrize(
    "path", [m for m in MODULES if room(m) != "__init__"], ids=lambda p: str(p.relative_to(SOURCE))
)
def test_imports_run_one_way(path: Path) -> None:
    """A module imports only rooms that stand before its own in the plan of the house."""
    own = room(path)
    allowed = {name for name, rank in RANK.items() if rank <= RANK[own]}

    assert imported_rooms(path) <= allowed


def test_only_the_language_room_knows_spacy() -> None:
    """No module outside `language` imports spaCy."""
    knowing = {
        room(m) for m in MODULES if "import spacy" in m.read_text(encoding="utf-8") or "from spacy" in m.read_text()
    }

    assert knowing <= {"language"}


@pytest.mark.parametrize("path", [m for m in MODULES if room(m) != "cli"], ids=lambda p: str(p.relative_to(SOURCE)))
def test_library_never_prints(path: Path) -> None:
    """No module but the command line calls print."""
    calls = [n for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(n, ast.Call)]

    assert not [c.lineno for c in calls if isinstance(c.func, ast.Name) and c.func.id == "print"]


def test_public_names_are_importable_and_no_room_has_their_names() -> None:
    """Every name in `__all__` can be had, and none of them is also the name of a room."""
    assert all(getattr(tellings, name) for name in tellings.__all__)
    assert not set(tellings.__all__) & RANK.keys()


def test_import_is_free() -> None:
    """`import tellings` loads no other room and no library until a public name is asked for."""
    code = (
        "import sys, tellings; print([m for m in sys.modules if m.startswith('tellings.') or m in ('spacy', 'numpy')])"
    )
    out = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert out.stdout.strip() == "[]"

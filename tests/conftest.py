"""What several tests need: the example accounts and, where it is there, the folder of shared dossiers."""

from __future__ import annotations

from pathlib import Path

import pytest

from places import EXAMPLES, SHARED
from tellings.build import compare
from tellings.model import Dossier


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder `../shared`; tests that need it are skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"needs the shared dossiers and corpora in {SHARED}, which are not part of the project")
    return SHARED


@pytest.fixture(scope="session", params=sorted(p.name for p in EXAMPLES.iterdir() if p.is_dir()))
def example(request: pytest.FixtureRequest) -> Dossier:
    """The dossier of each example, compared once."""
    return compare([EXAMPLES / request.param])


@pytest.fixture(scope="session")
def baltic() -> Dossier:
    """The dossier of the first example."""
    return compare([EXAMPLES / "baltic-1940"])

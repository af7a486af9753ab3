"""Files -> sources: one function a format."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tellings.model import PassedOver, Source, content_id

DEFAULT_LIMIT = 20_000_000


@dataclass(frozen=True, slots=True)
class Declared:
    """What the user says of an account: where it lies and whose it is."""

    source: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    side: str | None = None
    first_words: str | None = None
    last_words: str | None = None


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read of the user's paths, and what was passed over."""

    sources: tuple[Source, ...]
    declared: tuple[Declared, ...]
    passed_over: tuple[PassedOver, ...]
    notices: tuple[str, ...]


def read_file(path: Path, *, name: str, limit: int = DEFAULT_LIMIT) -> Source:
    """The source in a file."""
    data = path.read_bytes()[:limit]
    digest = hashlib.sha256(data).hexdigest()
    return Source(content_id("s", digest), name, digest, data.decode("utf-8"), "text/plain")


def read_inputs(paths: Sequence[str | Path], *, named: Sequence[str] = (), limit: int = DEFAULT_LIMIT) -> Inputs:
    """The sources behind paths, in the order given."""
    sources = tuple(read_file(Path(p), name=Path(p).name, limit=limit) for p in paths)
    return Inputs(sources, (), (), ())

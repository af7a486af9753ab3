"""Paths -> sources: folders listed, files read once each, and those that cannot be read named and passed over."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tellings.errors import UnreadableFileError
from tellings.model import PassedOver, Source
from tellings.read.declared import NAME, Declared, Entry, named_entry, read_declared
from tellings.read.files import DEFAULT_LIMIT, read_source


@dataclass(frozen=True, slots=True)
class Inputs:
    """What was read of the user's paths, what is known of the accounts in it, and what was passed over."""

    sources: tuple[Source, ...]
    declared: tuple[Declared, ...]
    passed_over: tuple[PassedOver, ...]
    notices: tuple[str, ...]


def read_inputs(paths: Sequence[str | Path], *, named: Sequence[str] = (), limit: int = DEFAULT_LIMIT) -> Inputs:
    """The sources behind paths: files, folders (by name, not what lies in folders below) and `dossier.toml` files.

    The order of `paths` stays. A file met twice is read once. `named` are "Title=path" strings; their files come last
    where `paths` does not have them. `limit` is how many bytes of text one file may hold.

    Raises DossierError where a `dossier.toml` or a string of `named` does not hold together.
    """
    gathered = _Gathering(limit)
    entries = [entry for path in paths for entry in _entries(Path(path), gathered)]
    entries += [named_entry(text) for text in named]
    base = _common_folder([entry.path for entry in entries])
    for entry in entries:
        gathered.add(entry, _name(entry.path, base))
    return Inputs(
        tuple(gathered.sources.values()), tuple(gathered.declared), tuple(gathered.passed_over), tuple(gathered.notices)
    )


class _Gathering:
    """What has been read so far."""

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.sources: dict[str, Source] = {}
        self.by_path: dict[Path, Source | None] = {}
        self.declared: list[Declared] = []
        self.passed_over: list[PassedOver] = []
        self.notices: list[str] = []

    def add(self, entry: Entry, name: str) -> None:
        """Read the file of an entry, unless it was read before, and note what is said of it."""
        path = entry.path.absolute()
        if path not in self.by_path:
            self.by_path[path] = self._read(path, name)
        elif not entry.fields:
            self.notices.append(f"{name}: given twice, read once")
        source = self.by_path[path]
        if source and entry.fields:
            self.declared.append(entry.of(source.id))

    def _read(self, path: Path, name: str) -> Source | None:
        try:
            source, reading = read_source(path, name=name, limit=self.limit)
        except UnreadableFileError as error:
            self.passed_over.append(PassedOver(name, str(error).removeprefix(f"{name}: ")))
            return None
        if source.id in self.sources:
            self.notices.append(f"{name}: the same to the byte as {self.sources[source.id].name}, read once")
            return self.sources[source.id]
        self.sources[source.id] = source
        self.notices += reading.notices
        if reading.title or reading.author or reading.date:
            self.declared.append(Declared(source.id, reading.title, reading.author, reading.date, by="file"))
        return source


def _entries(path: Path, gathered: _Gathering) -> list[Entry]:
    """The files behind one path: itself, those a `dossier.toml` lists, or those a folder holds."""
    if path.name == NAME and path.is_file():
        return list(read_declared(path, name=str(path)))
    if not path.is_dir():
        return [Entry(path, {})]
    try:
        inside = sorted((child for child in path.iterdir() if not child.name.startswith(".")), key=lambda p: p.name)
    except OSError as error:
        gathered.passed_over.append(
            PassedOver(path.name, f"cannot be listed ({error.strerror}); look at the permissions")
        )
        return []
    told = [entry for child in inside if child.name == NAME for entry in read_declared(child, name=str(child))]
    listed = {entry.path.absolute() for entry in told}
    files = [child for child in inside if not child.is_dir() and child.name != NAME]
    if not files:
        gathered.passed_over.append(PassedOver(path.name, "no files in this folder; folders inside it are not entered"))
    return told + [Entry(child, {}) for child in files if child.absolute() not in listed]


def _common_folder(paths: Sequence[Path]) -> str:
    """The innermost folder above all paths; empty where there is none."""
    try:
        return os.path.commonpath([os.path.dirname(os.path.abspath(path)) for path in paths])  # noqa: PTH100, PTH120
    except ValueError:
        return ""


def _name(path: Path, base: str) -> str:
    """The path below the common folder, with forward slashes; only the file's own name where there is no such folder."""
    return Path(os.path.abspath(path)).relative_to(base).as_posix() if base else path.name  # noqa: PTH100

"""The dossier on disk: format "tellings/1", JSON that reads back as the same Dossier.

A dataclass becomes an object with the same field names, with three rules besides: the four fields of a `span` stand in the
object itself; days are written as ISO days; an event's label is written as its text, its place beside it as `label_span`.
"""

from __future__ import annotations

import json
import os
import tempfile
import types
from dataclasses import fields, is_dataclass
from functools import cache
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from tellings.dates import from_iso, iso
from tellings.errors import DossierError, TellingsError
from tellings.model import FORMAT, Dossier, Span

_DAYS = ("earliest", "latest")
_MARKS = (
    b'<meta name="generator" content="tellings',
    b'"format": "tellings/1"',
    b"event,event_date,account,",
    b"tellings: ",
)
_SPAN = ("account", "start", "end", "text")


def to_json(dossier: Dossier) -> str:
    """The dossier as JSON text, the same bytes for the same dossier."""
    return json.dumps({"format": FORMAT, **_encode(dossier)}, ensure_ascii=False, indent=1) + "\n"


def from_json(text: str, *, name: str = "the dossier") -> Dossier:
    """The dossier in JSON text. Raises DossierError, naming `name`, where it is not one of format tellings/1."""
    try:
        data = json.loads(text)
    except ValueError as error:
        raise DossierError(f"{name} is not JSON ({error}); write it anew with `tellings compare ... -d`") from error
    if not isinstance(data, dict) or data.get("format") != FORMAT:
        raise DossierError(f"{name} is no dossier of format {FORMAT}; write it anew with `tellings compare ... -d`")
    try:
        return _decode_object(Dossier, data)  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise DossierError(f"{name} is damaged: {error!r}; write it anew with `tellings compare ... -d`") from error


def save(dossier: Dossier, path: str | Path) -> None:
    """Write the dossier to a file: wholly or not at all."""
    write_whole(Path(path), to_json(dossier))


def load(path: str | Path) -> Dossier:
    """Read a dossier that `save` wrote. Raises DossierError where the file is missing or is none."""
    try:
        text = Path(path).read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DossierError(
            f"{path} cannot be read ({error}); give the path of a dossier that `tellings compare -d` wrote"
        ) from error
    return from_json(text, name=str(path))


def check_writable(path: Path) -> None:
    """Raise TellingsError where `path` cannot be written or holds a file that tellings did not make, before any work is done."""
    if not path.parent.is_dir():
        raise TellingsError(f"{path}: there is no folder {path.parent}; make it, or name another file with -o or -d")
    if path.is_dir():
        raise TellingsError(f"{path} is a folder; name a file in it")
    if path.exists() and not _ours(path):
        raise TellingsError(
            f"{path} was not made by tellings and is not overwritten; move it away or name another file"
        )


def write_ours(path: Path, text: str) -> None:
    """Write a result wholly or not at all; never over a file that tellings did not make (TellingsError)."""
    check_writable(path)
    write_whole(path, text)


def _ours(path: Path) -> bool:
    with path.open("rb") as file:
        begins = file.read(2000)
    return not begins or any(mark in begins for mark in _MARKS)


def write_whole(path: Path, text: str) -> None:
    """Write a text file by way of a temporary one beside it, so that no half-written file is ever left."""
    handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="") as file:
            file.write(text)
        Path(temporary).chmod(0o644)
        Path(temporary).replace(path)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


def _encode(value: Any) -> Any:
    if isinstance(value, tuple):
        return [_encode(v) for v in value]
    if not is_dataclass(value):
        return value
    out: dict[str, Any] = {}
    for field in fields(value):
        inner = getattr(value, field.name)
        if field.name == "span":
            out |= dict.fromkeys(_SPAN[1:]) if inner is None else _encode(inner)
        elif field.name in _DAYS:
            out[field.name] = None if inner is None else iso(inner)
        elif field.name == "label" and isinstance(inner, Span):
            out |= {"label": inner.text, "label_span": _encode(inner)}
        else:
            out[field.name] = _encode(inner)
    return out


@cache
def _hints(cls: type) -> dict[str, Any]:
    return get_type_hints(cls)


def _decode_object(cls: type, data: dict[str, Any]) -> Any:
    made: dict[str, Any] = {}
    for name, hint in _hints(cls).items():
        if name == "span":
            made[name] = None if data["start"] is None else _decode_object(Span, data)
        elif name in _DAYS:
            made[name] = None if data[name] is None else from_iso(data[name])
        elif name == "label" and hint is Span:
            made[name] = _decode_object(Span, data["label_span"])
        else:
            made[name] = _decode(hint, data[name])
    return cls(**made)


def _decode(hint: Any, value: Any) -> Any:
    if value is None:
        return None
    if get_origin(hint) in (Union, types.UnionType):
        hint = next(h for h in get_args(hint) if h is not type(None))
    if get_origin(hint) is tuple:
        inner = get_args(hint)
        if len(inner) == 2 and inner[1] is ...:
            return tuple(_decode(inner[0], v) for v in value)
        return tuple(_decode(h, v) for h, v in zip(inner, value, strict=True))
    return _decode_object(hint, value) if isinstance(hint, type) and is_dataclass(hint) else value

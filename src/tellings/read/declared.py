"""What the user says of the accounts: `dossier.toml`, and `--account "Title=path"`.

A `dossier.toml` has a table `[[account]]` for each account, in the order of the columns. `path`, below the folder of the
file, must be there; `title`, `author`, `side`, `date` (of publication, in EDTF: 1871, 1871-05-04, 1871?, 187X), and `from`
and `to`, the first and last words of its stretch where a file holds several accounts, may be.
"""

from __future__ import annotations

import datetime
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tellings.dates import When
from tellings.errors import DossierError

NAME = "dossier.toml"
_FIELDS = ("path", "title", "author", "date", "side", "from", "to")


@dataclass(frozen=True, slots=True)
class Declared:
    """What is known of an account from outside its text. `source` is the id of the source it lies in.

    `by` is "user", or "file" for what a web page says of itself: that gives a title, but is no word on where to cut.
    """

    source: str
    title: str | None = None
    author: str | None = None
    date: str | None = None
    side: str | None = None
    first_words: str | None = None
    last_words: str | None = None
    by: str = "user"


@dataclass(frozen=True, slots=True)
class Entry:
    """One account of a `dossier.toml`, or one `--account`: the file it lies in and what is said of it."""

    path: Path
    fields: dict[str, str]

    def of(self, source: str) -> Declared:
        """The same, said of a source that was read."""
        get = self.fields.get
        return Declared(
            source, get("title"), get("author"), get("date"), get("side"), first_words=get("from"), last_words=get("to")
        )


def read_declared(path: Path, *, name: str) -> tuple[Entry, ...]:
    """The accounts that a `dossier.toml` lists, in its order.

    Raises DossierError where it is no TOML, lists no account, or a field is missing, unknown or of the wrong kind.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8-sig")).get("account")
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise DossierError(f"{name}: cannot be read as TOML ({error}); see docs/formats.md for its form") from error
    if not isinstance(tables, list) or not tables:
        raise DossierError(f"{name}: lists no account; begin each with a line [[account]]")
    return tuple(_entry(table, path.parent, f"{name}, account {n}") for n, table in enumerate(tables, start=1))


def _entry(table: Any, folder: Path, where: str) -> Entry:
    if not isinstance(table, dict) or not isinstance(table.get("path"), str):
        raise DossierError(f'{where}: no path; write path = "file.txt"')
    unknown = [key for key in table if key not in _FIELDS]
    if unknown:
        raise DossierError(f"{where}: unknown field {unknown[0]!r}; known are {', '.join(_FIELDS)}")
    fields = {key: _words(value, f"{where}: {key}") for key, value in table.items()}
    if "date" in fields:
        _check_date(fields["date"], where)
    return Entry(folder / fields.pop("path"), fields)


def _words(value: Any, where: str) -> str:
    """A field's value; a date or a year may stand without quotation marks."""
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if isinstance(value, int) and not isinstance(value, bool) and where.endswith("date"):
        return f"{value:04}"
    if isinstance(value, str) and value.strip():
        return value.strip()
    raise DossierError(f"{where} must be words in quotation marks, not {value!r}")


def _check_date(date: str, where: str) -> None:
    try:
        When.parse(date)
    except ValueError as error:
        raise DossierError(f"{where}: the date {date!r} is not EDTF; write 1871, 1871-05 or 1871-05-04") from error


def named_entry(named: str) -> Entry:
    """The entry behind `--account "Title=path"`.

    Raises DossierError where there is no title or no path.
    """
    title, sign, path = named.partition("=")
    if not (title.strip() and sign and path.strip()):
        raise DossierError(f'--account {named!r}: write it as "Title=path"')
    return Entry(Path(path.strip()), {"title": title.strip()})

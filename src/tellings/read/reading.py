"""What every reader hands back, and the limits that all of them keep."""

from __future__ import annotations

from dataclasses import dataclass

from tellings.errors import UnreadableFileError

MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True)
class Reading:
    """The text of one file, where its pages begin, what the file says of itself, and what its reader should know."""

    text: str
    pages: tuple[int, ...] | None = None
    title: str | None = None
    author: str | None = None
    date: str | None = None
    notices: tuple[str, ...] = ()


def unreadable(name: str, why: str, remedy: str) -> UnreadableFileError:
    """The error for a file that cannot be read: where, what, and what to do."""
    return UnreadableFileError(f"{name}: {why}; {remedy}")


def check_size(size: int, *, name: str, limit: int, of: str = "text") -> None:
    """Refuse more than `limit` bytes or characters.

    Raises UnreadableFileError where `size` is over `limit`.
    """
    if size > limit:
        needed = -(-size // MEGABYTE)
        raise unreadable(
            name,
            f"{size / MEGABYTE:.1f} MB of {of}, more than the limit of {limit / MEGABYTE:g} MB",
            f"split the file, or raise the limit with --limit {needed}",
        )

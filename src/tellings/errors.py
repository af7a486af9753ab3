"""The errors: each says what is wrong, where, and what to do next."""

from __future__ import annotations


class TellingsError(Exception):
    """The one base to catch. Its message names the thing, the place and the remedy."""


class UnreadableFileError(TellingsError):
    """A file that could not be read as text; the message names the file and the remedy."""


class DossierError(TellingsError):
    """A dossier, a `dossier.toml` or a journal of edits that does not hold together."""

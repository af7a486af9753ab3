"""Small account sets as findings, for the tests of the aligner."""

from __future__ import annotations

import hashlib

import pytest

from places import Read
from tellings.extract import extract_findings
from tellings.model import Account, Findings, Source


@pytest.fixture(scope="session")
def read() -> Read:
    """A function that makes an account of each text and finds what is in them."""

    def read_texts(*texts: str) -> tuple[tuple[Account, ...], Findings]:
        sources = [
            Source(f"s{n}", f"{n}.txt", hashlib.sha256(text.encode()).hexdigest(), text, "text/plain")
            for n, text in enumerate(texts)
        ]
        accounts = tuple(Account(f"a{n}", s.id, 0, len(s.text), s.name) for n, s in enumerate(sources))
        return accounts, extract_findings(sources, accounts)

    return read_texts

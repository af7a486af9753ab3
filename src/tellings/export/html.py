"""Dossier -> one self-contained HTML file that needs no network, no server, and no script to be read."""

from __future__ import annotations

import base64
import hashlib
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tellings import __version__
from tellings.export import words
from tellings.export.band import time_band
from tellings.export.reading import readings
from tellings.export.spans import fold
from tellings.export.view import view
from tellings.model import Dossier

_HERE = Path(__file__).parent
_WEIGHTIEST = 3


def to_html(dossier: Dossier, *, show: Literal["joined", "possible"] = "joined") -> str:
    """The report. With `show="possible"` the less sure joins and differences are in sight from the beginning."""
    report = view(dossier)
    style, script = _static("report.css"), _static("reader.js")
    weightiest = report.shown[:_WEIGHTIEST]
    return (
        environment()
        .get_template("report.html")
        .render(
            report=report,
            number_of={row.event.id: row.number for row in report.rows},
            weightiest=weightiest,
            others=report.shown[_WEIGHTIEST:],
            less=[n for n in report.notes if not n.disagreement.shown],
            kinds=words.counts(n.disagreement.kind for n in report.shown),
            told={c.key: sum(row.cells[n].told for row in report.rows) for n, c in enumerate(report.columns)},
            single=sum(not row.plain for row in report.rows),
            unsure=report.unsure,
            show_single=not any(row.plain for row in report.rows),
            show_possible=show == "possible",
            band=time_band(report),
            readings=readings(report),
            version=__version__,
            policy=_policy(style, script),
            style=Markup(style),
            script=Markup(script),
        )
    )


@cache
def environment() -> Environment:
    """The templates with everything they may call; every value is escaped."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters.update(fold=fold, plural=words.plural, listed=words.listed, cut_words=words.cut_words, flat=words.flat)
    made.globals.update(words=words)
    return made


@cache
def _static(name: str) -> str:
    return (_HERE / "templates" / name).read_text(encoding="utf-8")


def _policy(style: str, script: str) -> str:
    """The content security policy: nothing but the one style sheet and the one script, by their hashes (CSP level 2)."""
    hashes = [base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in (style, script)]
    return (
        f"default-src 'none'; style-src 'sha256-{hashes[0]}'; script-src 'sha256-{hashes[1]}'; "
        "base-uri 'none'; form-action 'none'"
    )

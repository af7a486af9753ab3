"""Write the pages that come from the code: docs/command-line.md from the help, the JSON Schema from the nouns.

`make docs` runs it; a test checks that what lies in the repository is what it would write.
"""

from __future__ import annotations

import argparse
import json
import os
import types
from dataclasses import is_dataclass
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

from tellings import cli, model

ROOT = Path(__file__).resolve().parent.parent
SCHEMA = ROOT / "src" / "tellings" / "tellings-1.schema.json"
PAGE = ROOT / "docs" / "command-line.md"

CHOICES = {
    ("Time", "type"): ["DATE", "DURATION", "SET", "TIME"],
    ("Entity", "kind"): ["person", "place", "organisation", "people", "other"],
    ("Attribution", "mode"): ["direct", "indirect", "partial"],
    ("Telling", "grade"): ["joined", "possible"],
    ("Silence", "reason"): ["silent", "not_covered", "text_ends"],
    ("Disagreement", "kind"): [
        *("date", "figure", "actor", "place", "sequence", "cause", "framing", "attribution", "omission", "arithmetic")
    ],
    ("Disagreement", "degree"): ["contradiction", "tension", "framing", "missing_detail"],
}
SPAN = {
    "account": {"type": "string"},
    "start": {"type": "integer"},
    "end": {"type": "integer"},
    "text": {"type": "string"},
}
BASIC = {str: "string", int: "integer", float: "number", bool: "boolean"}


def command_page() -> str:
    """The command-line page: the help of the program and of each command, to the letter."""
    os.environ["COLUMNS"] = "100"
    parser = cli.parser()
    commands = next(a for a in parser._actions if isinstance(a, argparse._SubParsersAction)).choices
    parts = ["# The command line\n", "Written from the help by `make docs`.\n", f"```text\n{parser.format_help()}```\n"]
    parts += [f"## tellings {name}\n\n```text\n{command.format_help()}```\n" for name, command in commands.items()]
    return "\n".join(parts)


def schema() -> str:
    """The JSON Schema of format tellings/1, made from the dataclasses in the way that the store writes them."""
    root = _object(model.Dossier)
    root["properties"] = {"format": {"const": model.FORMAT}, **root["properties"]}
    root["required"] = ["format", *root["required"]]
    head = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A dossier of tellings, format tellings/1",
    }
    return json.dumps(head | root, indent=1) + "\n"


def _object(cls: type) -> dict[str, Any]:
    properties: dict[str, Any] = {}
    for name, hint in get_type_hints(cls).items():
        if name == "span":
            nullable = type(None) in get_args(hint)
            properties |= {k: _nullable(v) if nullable and k != "account" else v for k, v in SPAN.items()}
        elif name == "label" and hint is model.Span:
            properties |= {"label": {"type": "string"}, "label_span": _object(model.Span)}
        elif name in ("earliest", "latest"):
            properties[name] = {"type": ["string", "null"], "description": "an ISO day, proleptic Gregorian"}
        elif (cls.__name__, name) in CHOICES:
            properties[name] = {"enum": CHOICES[cls.__name__, name]}
        else:
            properties[name] = _type(hint)
    return {"type": "object", "properties": properties, "required": list(properties)}


def _type(hint: Any) -> dict[str, Any]:
    if get_origin(hint) in (Union, types.UnionType):
        return _nullable(_type(next(h for h in get_args(hint) if h is not type(None))))
    if get_origin(hint) is tuple:
        return {"type": "array", "items": _type(get_args(hint)[0])}
    return _object(hint) if is_dataclass(hint) else {"type": BASIC[hint]}


def _nullable(schema: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [schema, {"type": "null"}]}


if __name__ == "__main__":
    PAGE.write_text(command_page(), encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")

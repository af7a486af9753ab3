"""The command line: parse, call, print."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from tellings import build, store


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line; the exit code is 0 all read, 1 some files passed over, 2 nothing made."""
    parser = argparse.ArgumentParser(prog="tellings")
    commands = parser.add_subparsers(required=True)
    compare = commands.add_parser("compare")
    compare.add_argument("paths", nargs="*")
    compare.add_argument("-o", "--output", type=Path)
    compare.add_argument("--format", choices=["html", "json", "csv", "text"], default="html")
    args = parser.parse_args(argv)
    dossier = build.compare(args.paths)
    if args.output:
        store.write_whole(args.output, store.to_json(dossier))
    else:
        sys.stdout.write(store.to_json(dossier))
    return 0

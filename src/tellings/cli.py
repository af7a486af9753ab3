"""The command line: parse, call, print. Exit codes: 0 all read, 1 made but some files passed over, 2 nothing made."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from tellings import __version__
from tellings.errors import TellingsError
from tellings.model import EDIT_VERBS, Dossier

if TYPE_CHECKING:
    from tellings.dates.formats import Document

REPORT = Path("tellings-report.html")


def parser() -> argparse.ArgumentParser:
    """The parser of every command; docs/command-line.md is written from its help."""
    top = argparse.ArgumentParser(
        prog="tellings",
        description="Several accounts of the same events on one timeline, every disagreement in sight.",
        epilog="Exit codes: 0 all read; 1 a result was made, but some files were passed over; 2 nothing was made.",
    )
    top.add_argument("--version", action="version", version=f"tellings {__version__}")
    commands = top.add_subparsers(title="commands", required=True, metavar="COMMAND")
    _add_compare(commands)
    _add_dates(commands)
    _add_edit(commands)
    _add_why(commands)
    return top


def _add_compare(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser(
        "compare",
        help="compare accounts and write a report",
        description="Compare the accounts in files and folders: plain text, Markdown, HTML, PDF with a text layer, DOCX. "
        "A file can hold several accounts. Prints a summary and writes one self-contained HTML report.",
    )
    add.add_argument(
        "paths", nargs="*", metavar="PATH", help="a file, a folder, or a dossier.toml that names the accounts"
    )
    add.add_argument(
        "--account", action="append", default=[], metavar="TITLE=PATH", help="a file with its title; may be given again"
    )
    add.add_argument(
        "-o",
        "--output",
        type=Path,
        metavar="FILE",
        help=f"where the result goes (html: {REPORT} by default; json, csv, text: standard output)",
    )
    add.add_argument(
        "-d",
        "--dossier",
        type=Path,
        metavar="FILE",
        help="keep everything found in this file; without any PATH, report on what it holds",
    )
    add.add_argument(
        "--format", choices=["html", "json", "csv", "text"], default="html", help="of the result (default: html)"
    )
    add.add_argument(
        "--show",
        choices=["joined", "possible"],
        default="joined",
        help="what the report shows at first: what is likely right, or everything found (default: joined)",
    )
    add.add_argument("--limit", type=float, metavar="MB", help="read files up to this size (default: 20)")
    add.add_argument(
        "--model",
        metavar="NAME",
        help="an installed spaCy pipeline for English that tags and parses, or its folder (default: the one that ships)",
    )
    add.add_argument(
        "--encoder",
        type=Path,
        metavar="PATH",
        help="a folder with model.onnx and tokenizer.json that tells what is alike, slower and better than the one that "
        "ships; needs the extra: pip install 'tellings[encoder]'",
    )
    add.set_defaults(run=_compare)


def _add_dates(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser(
        "dates",
        help="find the time expressions of texts",
        description="Find the time expressions of texts, with their TIMEX3 type and value and their EDTF. A .jsonl file "
        'holds {"doc_id", "dct", "text"} a line (dct: day of publication or null); other files are read as `compare` reads them.',
    )
    add.add_argument("files", nargs="+", type=Path, metavar="FILE", help="a text, or a .jsonl of texts")
    add.add_argument(
        "--format", choices=["text", "jsonl", "timeml"], default="text", help="of the result (default: text)"
    )
    add.add_argument(
        "--published",
        metavar="DAY",
        help="the day the texts were published, as 1998-05-01 (default: what they say of it)",
    )
    add.set_defaults(run=_dates)


def _add_edit(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser(
        "edit",
        help="correct a dossier; every correction is kept in a journal and can be undone",
        description="Correct what the program found. The edit is added to the journal beside the dossier (case.json has "
        "case.edits.jsonl) and done again on every later run. `tellings why DOSSIER` lists the ids.",
    )
    add.add_argument("dossier", type=Path, metavar="DOSSIER", help="a file that `tellings compare -d` wrote")
    add.add_argument(
        "verb", choices=[*EDIT_VERBS], metavar="VERB", help="; ".join(f"{v}: {does}" for v, does in EDIT_VERBS.items())
    )
    add.add_argument("ids", nargs="+", metavar="ID", help="what it works on; for `date`, an event and an EDTF date")
    add.add_argument("--why", default="", help="the reason, kept with the edit")
    add.add_argument("--who", default=None, help="whose edit it is (default: the name you are logged in under)")
    add.set_defaults(run=_edit)


def _add_why(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    add = commands.add_parser(
        "why",
        help="say why things are joined or differ",
        description="Say in plain words why an event's tellings were joined, why a disagreement was found, or why names are one.",
    )
    add.add_argument("dossier", type=Path, metavar="DOSSIER", help="a file that `tellings compare -d` wrote")
    add.add_argument(
        "id", nargs="?", metavar="ID", help="an event, telling, disagreement or entity; without one, the ids are listed"
    )
    add.set_defaults(run=_why)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command line on `argv` and return its exit code."""
    args = parser().parse_args(argv)
    try:
        code: int = args.run(args)
        sys.stdout.flush()
    except TellingsError as error:
        print(f"tellings: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("tellings: stopped; nothing was written", file=sys.stderr)
        return 130
    return code


@contextmanager
def _uncollected() -> Iterator[None]:
    """Within it nobody looks for rings of objects that are let go of: few are made, and the looking takes a twelfth of the time."""
    collects = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collects:
            gc.enable()


@_uncollected()
def _compare(args: argparse.Namespace) -> int:
    from tellings import store

    target = args.output or (REPORT if args.format == "html" else None)
    for path in (target, args.dossier):
        if path is not None:
            store.check_writable(path)
    before = store.load(args.dossier) if args.dossier and args.dossier.exists() else None
    dossier = _dossier(args, before)
    since = _since(before, dossier) if before and before != dossier else None
    if args.dossier:
        store.save(dossier, args.dossier)
        dossier = _edited(dossier, args.dossier)
    result = _render(dossier, args.format, args.show)
    if target is None:
        sys.stdout.write(result)
    else:
        store.write_ours(target, result)
    _summarise(args, dossier, since, target)
    return 1 if dossier.passed_over else 0


def _edited(dossier: Dossier, path: Path) -> Dossier:
    """The dossier in a file as a person left it: what was found, with the edits of the journal beside the file done."""
    from tellings import edits

    return edits.replay(dossier, edits.read_journal(edits.journal_of(path)))


def _edit(args: argparse.Namespace) -> int:
    import getpass
    from datetime import datetime

    from tellings import edits, store

    dossier = _edited(store.load(args.dossier), args.dossier)
    when = datetime.now().astimezone().isoformat(timespec="seconds")
    edit = edits.propose(dossier, args.verb, args.ids, why=args.why, who=args.who or getpass.getuser(), when=when)
    journal = edits.journal_of(args.dossier)
    edits.append(journal, edit)
    print(f"{edit.id}: {args.verb}, kept in {journal}; `tellings compare -d {args.dossier}` writes the report with it")
    return 0


def _why(args: argparse.Namespace) -> int:
    from tellings import store
    from tellings.export import why

    dossier = _edited(store.load(args.dossier), args.dossier)
    print(why.why(dossier, args.id) if args.id else why.ids_of(dossier))
    return 0


def _dossier(args: argparse.Namespace, before: Dossier | None) -> Dossier:
    if not args.paths and not args.account:
        if before is None:
            raise TellingsError("no accounts given; name files or folders, as in `tellings compare a.txt b.pdf`")
        return before
    for pool in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(pool, "1")  # the matrices are small: more threads wait for one another
    from tellings import build

    options = {} if args.limit is None else {"limit": int(args.limit * 1_000_000)}
    with _progress_bar(len(build.STAGES)) as step:
        return build.compare(
            args.paths, accounts=args.account, model=args.model, encoder=args.encoder, progress=step, **options
        )


@contextmanager
def _progress_bar(stages: int) -> Iterator[Callable[[str], None]]:
    from tqdm import tqdm

    layout = "{desc:<42}{bar} {n_fmt}/{total_fmt} [{elapsed}]"
    with tqdm(total=stages, delay=0.5, leave=False, disable=None, bar_format=layout, file=sys.stderr) as bar:

        def step(stage: str) -> None:
            bar.set_description(stage)
            bar.update()

        yield step


def _summarise(args: argparse.Namespace, dossier: Dossier, since: str | None, target: Path | None) -> None:
    from tellings.export.text import to_text

    if args.format == "text" and target is None:
        return
    out = sys.stderr if target is None else sys.stdout
    print(to_text(dossier), file=out)
    if since:
        print(since, file=out)
    if target is not None:
        print(f"{'Report' if args.format == 'html' else 'Result'}: {target}", file=out)
    if args.dossier:
        print(f"Dossier: {args.dossier}", file=out)


def _since(before: Dossier, now: Dossier) -> str:
    was, has = {d.id for d in before.disagreements}, {d.id for d in now.disagreements}
    return f"Since the last run: {len(has - was)} disagreements new, {len(was - has)} gone, {len(has & was)} as before."


def _render(dossier: Dossier, form: str, show: Literal["joined", "possible"]) -> str:
    from tellings import store
    from tellings.export import csv, html, text

    if form == "html":
        return html.to_html(dossier, show=show)
    if form == "json":
        return store.to_json(dossier)
    return csv.to_csv(dossier) if form == "csv" else text.to_text(dossier) + "\n"


def _dates(args: argparse.Namespace) -> int:
    from tellings.dates import formats

    write = {"text": formats.to_text, "jsonl": formats.to_jsonl, "timeml": formats.to_timeml}[args.format]
    read, failed = 0, 0
    for path in args.files:
        try:
            documents = _documents(path, args.published)
        except TellingsError as error:
            print(f"tellings: {error}", file=sys.stderr)
            failed += 1
            continue
        read += 1
        for document in documents:
            sys.stdout.write(write(document, document.times()))
    return 0 if not failed else 1 if read else 2


def _documents(path: Path, published: str | None) -> list[Document]:
    from tellings.dates import formats
    from tellings.read import Declared, read_source
    from tellings.split import find_date

    if published is not None:
        formats.check_day(published)
    if path.suffix.lower() == ".jsonl":
        return formats.from_jsonl(_plain(path), str(path))
    source, reading = read_source(path, name=str(path))
    known = Declared(source.id, date=published or reading.date)
    return [formats.Document(path.name, source.text, find_date(source, known, 0, len(source.text))[0])]


def _plain(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise TellingsError(
            f"{path}: cannot be read as UTF-8 text ({problem}); check the path and the encoding"
        ) from problem

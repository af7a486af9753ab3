"""The invented accounts in `training/accounts/NAME/`, read into the form in which the scorer keeps its gold.

    python training/accounts.py training/accounts/NAME FOLDER

writes FOLDER/{accounts,events,disagreements}.json and the texts beside them; whatever reads a folder of `../shared/dossiers`
(`score_dossier.py`, `score_all.py`, `align_fit.py`) then reads this one. The gold of an invented dossier, `gold.toml`, quotes
the accounts word for word; a quotation that does not stand in its account exactly once is an error.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

INVENTED = Path(__file__).with_name("accounts")
PARTS = {"disagreements": "disagreements", "near_misses": "near_misses_not_disagreements"}


def read_accounts(folder: Path) -> dict[str, Any]:
    """What `accounts.json`, `events.json` and `disagreements.json` of a dossier hold, by those three names.

    Raises ValueError where a quotation is not exact and unique, or an account is not known.
    """
    listed = tomllib.loads((folder / "accounts.toml").read_text(encoding="utf-8"))
    gold = tomllib.loads((folder / "gold.toml").read_text(encoding="utf-8"))
    texts = {a["id"]: _text(folder / a["file"]) for a in listed["accounts"]}
    accounts = [a | {"start": 0, "end": len(texts[a["id"]])} for a in listed["accounts"]]
    events = [
        {"id": e["id"], "label": e["label"], "accounts": {a: {"spans": s} for a, s in _quoted(e, "tellings", texts)}}
        for e in gold["events"]
    ]
    differ = {name: [d | {"sides": _sides(d, texts)} for d in gold.get(part, [])] for part, name in PARTS.items()}
    return {
        "accounts": {"title": listed["title"], "accounts": accounts},
        "events": {"events": events},
        "disagreements": differ,
    }


def write_gold(folder: Path, target: Path) -> Path:
    """The dossier as files of JSON with the texts beside them, in `target`, which is made."""
    target.mkdir(parents=True, exist_ok=True)
    parts = read_accounts(folder)
    for name, part in parts.items():
        (target / f"{name}.json").write_text(json.dumps(part, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    for account in parts["accounts"]["accounts"]:
        shutil.copy(folder / account["file"], target)
    return target


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read()


def _sides(differing: Mapping[str, Any], texts: Mapping[str, str]) -> list[dict[str, Any]]:
    """A side for each account, without spans where it is silent; of one account against itself, for each quotation."""
    sides = _quoted(differing, "sides", texts)
    if len(sides) == 1:
        ((account, spans),) = sides
        return [{"account": account, "spans": [span]} for span in spans]
    return [{"account": account, "spans": spans} for account, spans in sides]


def _quoted(said: Mapping[str, Any], key: str, texts: Mapping[str, str]) -> list[tuple[str, list[dict[str, Any]]]]:
    return [(account, [_span(said["id"], account, q, texts) for q in quotes]) for account, quotes in said[key].items()]


def _span(name: str, account: str, quote: str, texts: Mapping[str, str]) -> dict[str, Any]:
    if account not in texts:
        raise ValueError(f"{name} quotes {account}, which accounts.toml does not list")
    times = texts[account].count(quote)
    if times != 1:
        raise ValueError(
            f"{name} quotes {quote!r}, which stands {times} times in {account}; quote it so that it is there once"
        )
    start = texts[account].index(quote)
    return {"start": start, "end": start + len(quote), "quote": quote}


def main() -> None:
    """Write one dossier in the gold's form."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("target", type=Path)
    args = parser.parse_args()
    write_gold(args.folder, args.target)


if __name__ == "__main__":
    main()

"""What readers said of single findings, kept by the places in the texts, so that it outlives the rules that found them.

`training/verdicts.jsonl` has a line for each finding that a reader judged who knew neither code nor scores: the dossier, the
kind and the rule, the stretches that differ and those of the accounts said to be silent (file, first character, end), the
verdict and its reason. docs/quality.md says how they were asked. Later lines overrule earlier ones.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath

from tellings.disagreements.context import Context, Draft

FILE = Path(__file__).with_name("verdicts.jsonl")
WORTH = {"right": 1.0, "arguable": 0.5, "wrong": 0.0}
Stretch = tuple[str, int, int]


@dataclass(frozen=True)
class Verdict:
    """One finding as a reader judged it."""

    dossier: str
    kind: str
    rule: str
    sides: tuple[Stretch, ...]
    silent: tuple[Stretch, ...]
    verdict: str
    reason: str

    @property
    def worth(self) -> float:
        """How right the finding is, from 0 to 1."""
        return WORTH[self.verdict]

    def is_of(self, kind: str, rule: str, sides: Sequence[Stretch], silent: Sequence[Stretch]) -> bool:
        """Whether this was said of a finding with these sides: of the same rule, or, where it is right, of the same kind.

        A part of a finding that is right is right; a part of one that is wrong may be another.
        """
        right = self.verdict == "right"
        if kind != self.kind or not (right or (rule == self.rule and len(sides) == len(self.sides))):
            return False
        told = all(any(_meet(s, own) for own in self.sides) for s in sides)
        return told and all(any(_meet(s, own) for own in self.silent) for s in silent)


def read_verdicts(dossier: str, path: Path = FILE) -> list[Verdict]:
    """What readers said of the findings of a dossier, the last first."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Verdict(**{**v, "sides": _stretches(v["sides"]), "silent": _stretches(v["silent"])})
        for v in reversed(list(lines))
        if v["dossier"] == dossier
    ]


def reader_of(
    verdicts: Sequence[Verdict], context: Context, file_of: dict[str, str]
) -> Callable[[Draft], float | None]:
    """A function that says how right a reader found a draft, None where none read it. `file_of` names each source's file."""
    accounts = {a.id: a for a in context.accounts}

    def told(draft: Draft) -> float | None:
        sides, silent = [], []
        for side in draft.sides:
            account = accounts[side.account]
            file = PurePath(file_of[account.source]).name
            if side.span:
                sides.append((file, side.span.start, side.span.end))
            else:
                silent.append((file, account.start, account.end))
        of = (v for v in verdicts if v.is_of(draft.kind, draft.found_by, sides, silent))
        return next((v.worth for v in of), None)

    return told


def _stretches(found: Sequence[Sequence[str | int]]) -> tuple[Stretch, ...]:
    return tuple((str(file), int(start), int(end)) for file, start, end in found)


def _meet(one: Stretch, other: Stretch) -> bool:
    """Whether two stretches are of one place: half of the shorter lies in the other."""
    common = min(one[2], other[2]) - max(one[1], other[1])
    return one[0] == other[0] and common > 0 and 2 * common >= min(one[2] - one[1], other[2] - other[1])

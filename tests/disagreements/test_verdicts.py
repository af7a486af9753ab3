"""The readers' verdicts that the fit learns from are found again by their places in the texts."""

import json
from pathlib import Path

import pytest
from verdicts import FILE, WORTH, Verdict, read_verdicts

INVENTED = Path(__file__).parents[2] / "training" / "accounts"
SHARED = Path(__file__).parents[3] / "shared" / "dossiers"
WRONG = Verdict("d", "figure", "figure_differs", (("a.txt", 10, 30), ("b.txt", 50, 60)), (), "wrong", "other boats")
RIGHT = Verdict("d", "figure", "figure_differs", (("a.txt", 10, 30), ("b.txt", 50, 60)), (), "right", "")


def test_every_verdict_stands_in_its_text() -> None:
    """Each stretch that a reader judged lies within the file it names."""
    dossiers = {v["dossier"] for v in map(json.loads, FILE.read_text(encoding="utf-8").splitlines())}
    seen = 0
    for name in sorted(dossiers):
        folder = INVENTED / name if (INVENTED / name).exists() else SHARED / name
        if not folder.exists():
            continue
        for verdict in read_verdicts(name):
            assert verdict.verdict in WORTH
            assert verdict.sides
            for file, start, end in (*verdict.sides, *verdict.silent):
                assert 0 <= start < end <= len((folder / file).read_text(encoding="utf-8"))
                seen += 1
    if not SHARED.exists():
        pytest.skip("../shared/dossiers is not here: only the verdicts on invented dossiers were looked at")
    assert seen


@pytest.mark.parametrize(
    ("verdict", "kind", "rule", "sides", "same"),
    [
        (WRONG, "figure", "figure_differs", [("b.txt", 52, 60), ("a.txt", 5, 24)], True),
        (WRONG, "figure", "figure_differs", [("b.txt", 52, 60), ("a.txt", 28, 60)], False),
        (WRONG, "figure", "figure_differs", [("b.txt", 52, 60), ("c.txt", 10, 30)], False),
        (WRONG, "figure", "share_in_words", [("a.txt", 10, 30), ("b.txt", 50, 60)], False),
        (RIGHT, "figure", "share_in_words", [("a.txt", 10, 30), ("b.txt", 50, 60)], True),
        (RIGHT, "date", "figure_differs", [("a.txt", 10, 30), ("b.txt", 50, 60)], False),
    ],
)
def test_a_verdict_is_of_what_stands_at_its_places(
    verdict: Verdict, kind: str, rule: str, sides: list[tuple[str, int, int]], same: bool
) -> None:
    """A finding is the one that was judged where half of each stretch is the same; a wrong one only if the same rule made it."""
    assert verdict.is_of(kind, rule, sides, []) is same

"""Where a text is cut: the evidence added up, the likeliest cut first, each part looked at again."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from tellings import dates
from tellings.rules import load_rules, pattern
from tellings.split.evidence import KINDS, Stretch, Values, too_little, weigh_evidence
from tellings.split.marks import count_marks
from tellings.split.paragraphs import Paragraph

MOST = 4_000  # paragraphs; a longer text is no page of pasted accounts and is left whole
_LONG = 3_700  # days; a longer stretch of time does not say where the story is
_OPENING = 300  # characters


@dataclass(frozen=True, slots=True)
class Cut:
    """A place where an account may begin: the paragraph's number, the sum of the evidence, and why in words."""

    paragraph: int
    weight: float
    because: str


def find_cuts(text: str, paragraphs: Sequence[Paragraph]) -> tuple[list[Cut], list[Cut]]:
    """The cuts that are made, in order, and those that were weighed and not made."""
    if not 1 < len(paragraphs) <= MOST:
        return [], []
    whole, bounds = _whole(text, paragraphs), load_rules("split")["bounds"]
    first = _likeliest(whole)
    if first is None or first.weight < bounds["cut"]:
        return [], [first] if first and first.weight >= bounds["unsure"] else []
    made = [first]
    parts = [(0, first.paragraph), (first.paragraph, len(paragraphs))]
    while parts:
        start, end = parts.pop()
        best = _likeliest(replace(whole, first=start, last=end)) if end - start > 1 else None
        if best and best.weight >= bounds["further"]:
            made.append(best)
            parts += [(start, best.paragraph), (best.paragraph, end)]
    return sorted(made, key=lambda c: c.paragraph), []


def _likeliest(stretch: Stretch) -> Cut | None:
    values = np.nan_to_num(weigh_evidence(stretch))
    weights = np.array([load_rules("split")["weights"][kind] for kind in KINDS])
    forms = [
        dict(_forms(stretch, cut, dict(zip(KINDS, row, strict=True))))
        for cut, row in zip(stretch.cuts, values, strict=True)
    ]
    sums = values @ weights + load_rules("split")["weights"]["constant"] + [sum(form.values()) for form in forms]
    sums = np.round(np.where(too_little(stretch), -math.inf, sums), 3)
    at = int(np.argmax(sums))
    if math.isinf(sums[at]):
        return None
    return Cut(stretch.cuts[at], float(sums[at]), _words(values[at] * weights, forms[at]))


def _forms(stretch: Stretch, cut: int, evidence: dict[str, float]) -> Iterator[tuple[str, float]]:
    """What has the form of an end or of a beginning, with its weight."""
    here, before = stretch.paragraphs[cut], stretch.paragraphs[cut - 1]
    found = {
        "contents": is_contents(here),
        "signature": is_signature(before) and cut - 1 > stretch.first,
        "captions": evidence["tail"] > 0 and evidence["back"] >= 0.5,
        "opening": evidence["full_names"] >= 2 and _speaks_first_of_today(stretch, cut),
    }
    yield from ((name, load_rules("split")["forms"][name]["weight"]) for name, there in found.items() if there)


def _speaks_first_of_today(stretch: Stretch, cut: int) -> bool:
    """Whether it opens by counting the years to its own day, of which nothing before it has spoken."""
    opening = stretch.paragraphs[cut].text[:_OPENING]
    if not pattern("split", "years_ago").search(opening):
        return False
    return not any(pattern("split", "today").search(p.text[:_OPENING]) for p in stretch.paragraphs[stretch.first : cut])


def is_contents(paragraph: Paragraph) -> bool:
    """Whether a paragraph is a table of contents: three lines or more, each with a number and a title."""
    lines = [line for line in paragraph.text.splitlines() if line.strip()]
    return len(lines) >= 3 and all(pattern("split", "contents").match(line.strip()) for line in lines)


def is_signature(paragraph: Paragraph) -> bool:
    """Whether a paragraph is the name of one who wrote what stands before it."""
    short = len(paragraph.lines) == 1 and len(paragraph.text) < 90
    signed = bool(pattern("split", "signature").match(paragraph.text)) and not pattern("split", "dated").search(
        paragraph.text
    )
    return short and signed and not paragraph.ended


def _words(parts: Values, forms: dict[str, float]) -> str:
    says = load_rules("split")["says"]
    weighed = sorted(zip(parts.round(3).tolist(), KINDS, strict=True), reverse=True)
    reasons = [load_rules("split")["forms"][form]["says"] for form in forms]
    reasons += [says[kind] for part, kind in weighed if part >= 0.2 and kind in says]
    return "; ".join(reasons[:3])


def _whole(text: str, paragraphs: Sequence[Paragraph]) -> Stretch:
    marks = count_marks(paragraphs)
    often = Counter(word for content in marks.content for word in set(content))
    rarity = {word: 1 / math.log(1.5 + count) for word, count in often.items()}
    days = []
    for time in dates.find(text):
        if time.type not in ("DATE", "TIME"):
            continue
        if time.earliest is not None and time.latest is not None and time.latest - time.earliest <= _LONG:
            days.append((time.start, (time.earliest + time.latest) / 2))
    return Stretch(paragraphs, marks, rarity, _columns(days), 0, len(paragraphs))


def _columns(rows: Sequence[tuple[float, float]]) -> tuple[Values, Values]:
    table = np.array(rows, dtype=float).reshape(-1, 2)
    return table[:, 0], table[:, 1]

"""What a finder of attributions hands over, before ids and parents are given."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Found:
    """Offsets of source (None: nobody is named), cue (None: only the layout says so) and content, and the rule."""

    source: tuple[int, int] | None
    cue: tuple[int, int] | None
    content: tuple[int, int]
    rule: str

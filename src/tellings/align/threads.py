"""Work of numpy's matrices done side by side: numpy lets other threads go on while it computes."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

R = TypeVar("R")
MOST = 4  # threads: more take more memory and hardly less time


def side_by_side(work: Callable[..., R], *items: Iterable[Any]) -> Iterator[R]:
    """What `work` makes of each item, or of one from each of several, in their order; as many at once as there are cores."""
    with ThreadPoolExecutor(max_workers=min(MOST, os.cpu_count() or 1)) as pool:
        yield from pool.map(work, *items)

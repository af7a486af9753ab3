"""The second look at pairs: the path of two stories, rivals, and what stands around."""

from __future__ import annotations

import numpy as np
import pytest

from tellings.align.features import describe_blocks
from tellings.align.story import look_around
from tellings.align.weights import load_weights, weigh_tellings
from tellings.model import Span, Telling

PAIR = ("a", "b")


def diagonal(rows: int = 12, columns: int = 24) -> np.ndarray:
    """Two stories told alongside, the second at twice the length, with a gap at the sixth telling of the first."""
    total = np.full((rows, columns), -4.0)
    for i in range(rows):
        total[i, 2 * i] = 2.0
    total[5, 10] = -4.0
    return total


def test_a_gap_is_likely_where_the_stories_run_alongside() -> None:
    """Of two pairs that are as unlikely by themselves, the one on the path of the story is the likelier."""
    found = dict(look_around({PAIR: diagonal()}))[PAIR]
    for name in ("story", "around"):
        assert found[name][5, 10] > found[name][5, 20] + 0.2
        assert found[name][5, 10] > found[name][5, 1] + 0.2


def test_a_pair_says_nothing_for_its_own_path() -> None:
    """However likely a pair is by itself, its story, its surroundings and the shares of others' rows stay what they were."""
    lone = diagonal()
    lone[5, 20] = 5.0
    before, after = dict(look_around({PAIR: diagonal()}))[PAIR], dict(look_around({PAIR: lone}))[PAIR]
    for name in ("story", "around"):
        assert after[name][5, 20] == pytest.approx(before[name][5, 20], abs=1e-6)


def test_a_rival_takes_its_share() -> None:
    """A pair counts for less where its telling has another partner as likely."""
    rival = diagonal()
    rival[3, 15] = 2.0
    found = dict(look_around({PAIR: rival}))[PAIR]["shares"]
    assert found[3, 6] < found[4, 8] - 0.3


def test_a_third_account_that_both_match_speaks_for_a_pair() -> None:
    """A pair is likelier where one telling of a third account is a likely partner of both."""
    total = np.full((3, 3), -3.0)
    first = {("a", "b"): total, ("a", "c"): total.copy(), ("b", "c"): total.copy()}
    first["a", "c"][0, 2] = first["b", "c"][1, 2] = 3.0
    found = dict(look_around(first))["a", "b"]["through third"]
    assert found.argmax() == np.ravel_multi_index((0, 1), found.shape)


def test_where_there_is_no_third_account_it_says_nothing() -> None:
    """Two accounts alone: no weight of a third speaks for or against any pair."""
    tellings = [on_day(account, number, 100) for account in "ab" for number in range(4)]
    joins = weigh_tellings(tellings, load_weights())
    assert joins.probability
    names = {reason.name for pair in joins.probability for reason in joins.reasons(pair, ("a0", "b0"))}
    assert not names & {"third", "through third"}


@pytest.mark.parametrize("shape", [(1, 1), (1, 9), (9, 1), (2, 40)])
def test_the_shortest_accounts_have_a_path_too(shape: tuple[int, int]) -> None:
    """One telling against many gives finite values."""
    found = dict(look_around({PAIR: np.zeros(shape)}))[PAIR]
    assert all(found[name].shape == shape and np.isfinite(found[name]).all() for name in ("story", "shares", "around"))


def on_day(account: str, number: int, day: int) -> Telling:
    """A telling that names a day."""
    text = f"On that day thing {number} happened."
    return Telling(
        f"{account}{number}", account, (Span(account, number * 50, number * 50 + len(text), text),), "x", day, day
    )


def test_the_day_of_the_whole_story_says_nothing() -> None:
    """A day that all tellings of the other account name speaks for no pair; one that a single telling names does."""

    def meets(days: list[int]) -> float:
        tellings = [on_day(a, n, day) for a in "ab" for n, day in enumerate(days)]
        (block,) = describe_blocks(tellings)
        return float(block.values[0, 0, block.names.index("time meets")])

    assert meets([100] * 8) < 0.1
    assert meets([100, *range(200, 207)]) > 1

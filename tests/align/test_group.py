"""Grouping: which tellings make one event."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tellings.align.group import group_tellings, least_worth_joining
from tellings.model import Span, Telling


def telling(account: str, number: int, day: int | None = None, *, carried: bool = False) -> Telling:
    """A telling that names a day, or none."""
    span = Span(account, number * 10, number * 10 + 5, "words")
    return Telling(f"{account}{number}", account, (span,), None, day, day, carried=carried)


def test_pairs_that_share_a_telling_make_one_event_where_all_go_together() -> None:
    """Three tellings of three accounts, each two of them likely, are one group."""
    tellings = [telling("a", 0), telling("b", 0), telling("c", 0)]
    assert group_tellings(tellings, {(0, 1): 0.9, (0, 2): 0.6, (1, 2): 0.5}, least=0.3) == [[0, 1, 2]]


def test_a_chain_without_a_common_happening_is_not_drawn_together() -> None:
    """One goes with two, two with three, but one and three have nothing in common: three is no third telling of the same."""
    tellings = [telling("a", 0), telling("b", 0), telling("c", 0)]
    groups = group_tellings(tellings, {(0, 1): 0.9, (1, 2): 0.4}, least=0.3)
    assert [0, 1] in groups
    assert [0, 1, 2] not in groups


def test_clearly_different_days_are_two_events() -> None:
    """Two tellings that name days months apart are not joined, however alike; that the clock shows them apart is no bar."""
    likely = {(0, 1): 0.95}
    assert group_tellings([telling("a", 0, 1000), telling("b", 0, 1100)], likely, least=0.3) == []
    assert group_tellings([telling("a", 0, 1000), telling("b", 0, 1100, carried=True)], likely, least=0.3) == [[0, 1]]


def test_one_happening_dated_two_days_apart_is_one_event() -> None:
    """Accounts that differ by two days on the same thing are joined: that is the difference a reader wants to see."""
    assert group_tellings([telling("a", 0, 1000), telling("b", 0, 1002)], {(0, 1): 0.8}, least=0.3) == [[0, 1]]


def test_three_treaties_of_one_account_are_three_events() -> None:
    """Tellings of one account that name different days never stand in one event, though all are alike."""
    tellings = [telling(a, n, 1000 + 6 * n) for a in "ab" for n in range(3)]
    likely = {(i, j): 0.9 if j - i == 3 else 0.6 for i in range(3) for j in range(3, 6)}
    groups = group_tellings(tellings, likely, least=0.3)
    assert all(len([i for i in g if i < 3]) <= 1 and len([i for i in g if i > 2]) <= 1 for g in groups)
    assert {(0, 3), (1, 4), (2, 5)} <= {tuple(g) for g in groups}


def test_a_telling_can_stand_in_two_events() -> None:
    """A sentence of one account tells both what a second and a third tell, and those two are two things."""
    tellings = [telling("a", 0), telling("b", 0), telling("b", 1), telling("b", 2), telling("c", 0)]
    likely = {(0, 1): 0.9, (3, 4): 0.8, (0, 4): 0.5}
    assert group_tellings(tellings, likely, least=0.3) == [[0, 1], [0, 4], [3, 4]]


def test_likely_tellings_are_joined_though_their_groups_are_not() -> None:
    """One goes with two and three with four, who have nothing in common; two and three are likely enough to be an event too."""
    tellings = [telling("a", 0), telling("b", 0), telling("a", 1), telling("b", 1)]
    likely = {(0, 1): 0.9, (1, 2): 0.7, (2, 3): 0.9}
    assert group_tellings(tellings, likely, least=0.3) == [[0, 1], [1, 2], [2, 3]]
    assert group_tellings(tellings, likely | {(1, 2): 0.5}, least=0.3) == [[0, 1], [2, 3]]
    dated = [tellings[0], telling("b", 0, 1000), telling("a", 1, 1100), tellings[3]]
    assert group_tellings(dated, likely, least=0.3) == [[0, 1], [2, 3]]


@given(st.lists(st.floats(0.0, 1.0), min_size=1, max_size=40))
def test_joining_from_the_least_worth_gives_the_best_f1_to_be_expected(likely: list[float]) -> None:
    """No other number of the likeliest pairs lets expect a better F1 than those that reach the bound, where it is not the lowest."""
    total, least = sum(likely), least_worth_joining(likely)

    def expected(joined: list[float]) -> float:
        return 2 * sum(joined) / (len(joined) + total) if joined else 0.0

    ranked = sorted(likely, reverse=True)
    if least > least_worth_joining([0.001]):
        best = max(expected(ranked[:n]) for n in range(len(ranked) + 1))
        assert abs(expected([p for p in likely if p >= least]) - best) < 0.01


def test_less_likely_pairs_are_worth_joining_where_little_is_plain() -> None:
    """Among likely pairs one of 0.3 is passed over; where all are unlikely it is joined, but never one below a lowest bound."""
    assert least_worth_joining([0.9] * 20 + [0.3]) > 0.3 > least_worth_joining([0.3] * 20 + [0.05] * 40)
    assert least_worth_joining([]) == least_worth_joining([0.01] * 5) == 0.12


@given(
    st.dictionaries(st.tuples(st.integers(0, 5), st.integers(6, 11)), st.floats(0.01, 0.99), max_size=30),
    st.floats(0.1, 0.9),
)
def test_every_group_has_two_accounts_and_nobody_twice(likely: dict[tuple[int, int], float], least: float) -> None:
    """Whatever the probabilities, a group brings two accounts together, holds nobody twice, and is the same on a second run."""
    tellings = [telling(a, n) for a in "ab" for n in range(6)]
    groups = group_tellings(tellings, likely, least=least)
    assert groups == group_tellings(tellings, dict(reversed(likely.items())), least=least)
    for group in groups:
        assert len(set(group)) == len(group)
        assert {tellings[i].account for i in group} == {"a", "b"}


def test_sentences_that_share_a_likeness_are_one_passage() -> None:
    """What no two sentences are likely enough for, two neighbouring ones of one side can be; far ones and other days cannot."""
    likely = {(0, 2): 0.15, (1, 2): 0.15}
    beside = [telling("a", 0), telling("a", 1), telling("b", 0)]
    assert group_tellings(beside, likely, least=0.155) == [[0, 1, 2]]
    assert group_tellings(beside, likely, least=0.16) == []
    assert group_tellings([telling("a", 0, 1000), telling("a", 1, 1006), beside[2]], likely, least=0.155) == []
    apart = {(0, 3): 0.15, (2, 3): 0.15}
    assert group_tellings([*beside[:2], telling("a", 2), beside[2]], apart, least=0.155) == []


def test_neighbouring_sentences_with_partners_of_their_own_are_two_events() -> None:
    """Two tellings that follow one another are two events where each has its own partner in the other account."""
    tellings = [telling("a", 0), telling("a", 1), telling("b", 0), telling("b", 1)]
    own = {(0, 2): 0.8, (1, 3): 0.8, (0, 3): 0.1, (1, 2): 0.1}
    assert group_tellings(tellings, own, least=0.2) == [[0, 2], [1, 3]]

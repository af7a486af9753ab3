"""The language room's one function: what it gives holds together on any text."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from tellings.language import Analysis, analyse

TEXT = "\n\nThe gates of Narva fell.Then K. Hale came home.\n\nNobody spoke.\n"


@settings(deadline=None)
@given(st.text(max_size=120), st.integers(0, 20))
def test_tokens_are_stretches_of_the_text_inside_sentences(text: str, start: int) -> None:
    """Each token is its stretch of the text, tokens are in order, and each lies inside one sentence."""
    start = min(start, len(text))
    analysis = analyse(text, start)

    assert all(text[t.start : t.end] == t.text for t in analysis.tokens)
    assert all(a.end <= b.start for a, b in pairwise(analysis.tokens))
    assert all(sum(s <= t.start and t.end <= e for s, e in analysis.sentences) == 1 for t in analysis.tokens)


def test_a_token_does_not_cross_a_lost_space() -> None:
    """Where the space after a stop is lost, the words on both sides are tokens of their own sentences."""
    analysis = analyse(TEXT)

    assert [TEXT[s:e] for s, e in analysis.sentences] == [
        "The gates of Narva fell.",
        "Then K. Hale came home.",
        "Nobody spoke.",
    ]
    assert "Then" in [t.text for t in analysis.tokens]


def test_nothing_in_gives_nothing_out() -> None:
    """Text without a word has no tokens, sentences or names."""
    assert analyse(" \n ") == analyse("") == analyse(TEXT, 5, 5) == Analysis((), (), ())

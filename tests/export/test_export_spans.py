"""Cutting and folding never change a text, and looking up by place misses nothing."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tellings.export.spans import ByPlace, Mark, cut, fold
from tellings.model import Span

texts = st.text(alphabet="ab \n.é”", min_size=1, max_size=500)
places = st.tuples(st.integers(0, 520), st.integers(1, 120))
marks = st.lists(places.map(lambda p: Mark(p[0], p[0] + p[1], "x")), max_size=6)


@given(texts, marks, st.integers(0, 20))
def test_pieces_are_together_the_text(text: str, given_marks: list[Mark], start: int) -> None:
    """Whatever the marks and however they overlap, the pieces joined are the text to the letter."""
    assert "".join(p.text for p in cut(text, start, given_marks)) == text


@given(texts, marks)
def test_a_piece_is_marked_where_its_mark_lies(text: str, given_marks: list[Mark]) -> None:
    """Each character has the class of exactly the marks that cover it."""
    at = 0
    for piece in cut(text, 0, given_marks):
        for _ in piece.text:
            assert bool(piece.css) == any(m.start <= at < m.end for m in given_marks)
            at += 1


def test_a_shape_is_drawn_once_for_a_mark_that_is_cut() -> None:
    """The class of a mark's beginning stands on its first piece alone."""
    pieces = cut("the same day in June", 0, [Mark(0, 20, "x", first="go"), Mark(4, 8, "t")])
    assert [p.css for p in pieces] == ["x go", "x t", "x"]


@given(texts, marks, st.integers(60, 300))
def test_folding_hides_no_mark_and_loses_nothing(text: str, given_marks: list[Mark], limit: int) -> None:
    """What differs is always in sight, and the folded pieces joined are still the text."""
    pieces = fold(cut(text, 0, given_marks), limit)
    assert "".join(p.text for p in pieces) == text
    assert not any(p.folded and p.css for p in pieces)
    if len(text) <= limit:
        assert not any(p.folded for p in pieces)


@given(st.integers(300, 3000))
def test_a_long_unmarked_text_is_folded(length: int) -> None:
    """A text over the limit does not stay open to its end."""
    text = ("lorem " * 600)[:length]
    shown = "".join(p.text for p in fold(cut(text, 0, []), 200) if not p.folded)
    assert len(shown) < 200


@given(st.lists(places, max_size=30), places)
def test_looking_up_by_place_finds_what_overlaps(found: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    """The same stretches as looking at each one by one."""
    spans = [Span("a", s, s + n, "") for s, n in found]
    start, end = asked[0], asked[0] + asked[1]
    expected = sorted((s.start, s.end) for s in spans if s.start < end and s.end > start)
    assert sorted((s.start, s.end) for s in ByPlace(spans, lambda s: s).within("a", start, end)) == expected
    assert ByPlace(spans, lambda s: s).within("b", start, end) == []

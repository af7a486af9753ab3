"""Word vectors from wordpieces: what a word's vector is made of, and that no number of words changes it."""

from __future__ import annotations

import numpy as np
from spacy.strings import StringStore

from tellings.language.wordpieces import WordVectors, pieces_of, plain

TABLE = np.arange(40_000 * 2, dtype=np.float32).reshape(40_000, 2)


def vectors_of(words: list[str]) -> np.ndarray:
    """The vectors of words, by a table whose rows are all different."""
    strings = StringStore(words)
    return WordVectors(strings, TABLE).get_batch(np.array([strings[word] for word in words], dtype=np.uint64))


def test_a_rare_word_has_the_mean_of_its_pieces() -> None:
    """A word that is no piece is cut into pieces, and its vector is their mean."""
    pieces = pieces_of("ashmouthian")

    assert len(pieces) > 1
    assert np.array_equal(vectors_of(["ashmouthian"])[0], TABLE[list(pieces)].mean(axis=0))


def test_letters_large_and_accented_change_nothing() -> None:
    """A word has one vector, however it is written."""
    small, large, accented = vectors_of(["paris", "PARIS", "Páris"])

    assert np.array_equal(small, large)
    assert np.array_equal(small, accented)
    assert plain("Páris") == "paris"


def test_a_word_of_unknown_letters_has_noughts() -> None:
    """What the vocabulary cannot spell has a vector of noughts."""
    assert not vectors_of(["\u16a0\u16a1"]).any()


def test_words_met_later_do_not_change_those_met_before() -> None:
    """Thousands of words more, and each still has its own vector."""
    words = [f"ship{n}" for n in range(3000)]
    strings = StringStore(words)
    vectors = WordVectors(strings, TABLE)
    keys = np.array([strings[word] for word in words], dtype=np.uint64)
    first = vectors.get_batch(keys[:5])

    together = vectors.get_batch(keys)

    assert np.array_equal(together[:5], first)
    assert np.array_equal(together, np.concatenate([vectors_of([word]) for word in words]))

"""Words, vectors and how alike tellings are."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tellings.align.encoder import WINDOW, encode
from tellings.align.likeness import read_wordings, relative, token_likeness, word_places
from tellings.language.wordpieces import pieces_of, plain


@given(st.text(max_size=200))
def test_words_stand_where_they_are_said_to(text: str) -> None:
    """Each word's place holds the word, accents, case and possessive endings aside."""
    for word, start, end in word_places(text):
        assert plain(text[start:end].replace("’", "'")).removesuffix("'s") == word
        assert start < end


def test_a_word_is_spelled_with_the_longest_pieces() -> None:
    """A known word is one piece, an unknown one several, one in letters nobody knows none."""
    assert len(pieces_of("harbour")) == 1
    assert len(pieces_of("harbourmasterlike")) > 1
    assert pieces_of("☃") == ()


def test_the_same_word_differs_by_its_sentence() -> None:
    """The bank of a river and a bank that lends are two vectors, each nearer to its own kin."""

    def vector(sentence: str, word: str) -> np.ndarray:
        words = sentence.split()
        ids = [pieces_of(w)[0] for w in words]
        return np.asarray(encode([ids])[words.index(word)])

    river = vector("they rowed to the bank of the river", "bank")
    money = vector("the bank refused to lend any money", "bank")
    shore = vector("they rowed to the shore of the lake", "shore")
    assert float(river @ shore) > float(money @ shore)


def test_vectors_of_a_text_do_not_depend_on_the_others() -> None:
    """Encoding texts together gives what encoding each alone gives, also where one is longer than the network reads at once."""
    texts = [[5, 900, 1200], list(range(2000, 2000 + 2 * WINDOW + 7)), [77]]
    together = encode(texts)
    alone = np.concatenate([encode([t]) for t in texts])
    assert np.allclose(together, alone, atol=1e-4)
    assert encode([]).shape[0] == 0


def test_a_paraphrase_is_nearer_than_another_sentence() -> None:
    """Token by token and whole, a telling is nearest to the one that means the same."""
    one, two = read_wordings(
        [
            ["The soldiers entered the town at dawn.", "The bishop fell ill and died."],
            ["At daybreak troops marched into the city.", "The prelate sickened; soon he was dead."],
        ]
    )
    there, back = token_likeness(one, two)
    for matrix in (there.words, back.words, one.whole @ two.whole.T):
        assert matrix[0, 0] > matrix[0, 1]
        assert matrix[1, 1] > matrix[1, 0]


def test_a_word_is_found_beside_the_telling_as_well() -> None:
    """What stands in the sentence before counts for the passage, not for the words; what stands two sentences off does not."""
    one, two = read_wordings(
        [["The bishop drowned."], ["A bishop came aboard.", "He drowned at night.", "Rain fell.", "Corn was dear."]]
    )
    there, _ = token_likeness(one, two)
    assert there.passage[0, 1] > there.words[0, 1] + 0.1
    assert there.passage[0, 1] > there.passage[0, 3] + 0.1


def test_values_are_left_out_of_one_likeness() -> None:
    """With numbers and days masked, the same question with another answer is as near as with the same answer."""
    one, two = read_wordings([["She made nine knots."], ["She made four knots.", "She made nine knots."]])
    there, _ = token_likeness(one, two)
    assert there.words[0, 1] > there.words[0, 0] + 0.05
    assert abs(there.bare[0, 1] - there.bare[0, 0]) < 0.05


def test_relative_likeness_lowers_what_is_like_everything() -> None:
    """A sentence equally like all others loses against one that is like one alone."""
    likeness = np.array([[0.8, 0.8, 0.8], [0.2, 0.75, 0.2], [0.2, 0.2, 0.1]])
    found = relative(likeness)
    assert found[1, 1] > found[0, 0]

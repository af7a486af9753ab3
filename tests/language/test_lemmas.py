"""Lemmas: rule tables on words that one would get wrong by cutting endings, and on a corpus."""

from __future__ import annotations

from pathlib import Path

import pytest
from spacy import blank
from spacy.tokens import DocBin

from tellings.language.lemmas import lemma


@pytest.mark.parametrize(
    ("tag", "pairs"),
    [
        (
            "VERB",
            "stopped stop|charged charge|reached reach|was be|lay lie|carried carry|agreed agree|needed need|dying die",
        ),
        (
            "VERB",
            "created create|treated treat|visited visit|invited invite|shooting shoot|included include|killed kill",
        ),
        (
            "VERB",
            "goes go|passes pass|fled flee|besieged besiege|seized seize|developed develop|hoping hope|retired retire",
        ),
        (
            "NOUN",
            "armies army|men man|gunmen gunman|churches church|houses house|lives life|bus bus|crises crisis|boxes box",
        ),
        ("AUX", "'s be|had have|wo will|were be"),
        ("ADJ", "better good|biggest big|red red"),
        ("PROPN", "Hales Hales|Athens Athens"),
        ("PRON", "them they|us we"),
    ],
)
def test_lemmas_of_words_that_tempt(tag: str, pairs: str) -> None:
    """Each word gets its dictionary form for its part of speech."""
    for pair in pairs.split("|"):
        word, expected = pair.split()

        assert lemma(word, tag) == expected, word


def test_lemmas_of_a_parallel_treebank_on_shared_corpora(shared: Path) -> None:
    """Given the gold tags, 99 of 100 words of a treebank that was not used for the tables get the gold lemma."""
    docs = DocBin().from_disk(shared / "corpora" / "language" / "ud" / "pud.spacy").get_docs(blank("en").vocab)
    words = [t for doc in docs for t in doc if t.pos_ in {"VERB", "NOUN", "AUX", "ADJ", "ADV", "PRON", "ADP", "DET"}]
    right = sum(lemma(t.text, t.pos_).lower() == t.lemma_.lower() for t in words)

    assert right >= 0.99 * len(words)

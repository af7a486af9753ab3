"""Another spaCy pipeline in place of ours: its tags, relations and kinds in our words, and what is refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import spacy
from spacy.language import Language
from spacy.tokens import Span

from tellings import TellingsError, __version__, cli, compare
from tellings.language import Analysis, analyse, pipeline, using
from tellings.language.other import Link, universal

# Word, tag, Penn tag, index of its head, relation, label: a sentence as a pipeline trained on OntoNotes gives it.
SENTENCE = """
The DET DT 1 det -
bridge NOUN NN 3 nsubjpass -
was AUX VBD 3 auxpass -
burned VERB VBN 3 ROOT -
by ADP IN 3 agent -
rebels NOUN NNS 4 pobj -
of ADP IN 5 prep -
Norland PROPN NNP 6 pobj GPE
on ADP IN 3 prep -
Monday PROPN NNP 8 pobj DATE
"""
ROWS = [line.split() for line in SENTENCE.split("\n") if line]
TEXT = " ".join(row[0] for row in ROWS)


@Language.component("tellings_test_ontonotes")
def say_as_ontonotes(doc: Any) -> Any:
    """Give the words of SENTENCE their places in it, all other words the first place."""
    for token, row in zip(doc, [*ROWS, *[ROWS[0]] * len(doc)], strict=False):
        known = row[0] == token.text
        token.pos_, token.tag_, token.dep_ = row[1], row[2], row[4] if known else "dep"
        token.head = doc[int(row[3])] if known and int(row[3]) < len(doc) else doc[0]
    doc.ents = [
        Span(doc, n, n + 1, r[5])
        for n, (t, r) in enumerate(zip(doc, ROWS, strict=False))
        if r[5] != "-" and t.text == r[0]
    ]
    return doc


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Callable[[Any], str]]:
    """Keeps a pipeline in a folder and gives the folder."""

    def keep(nlp: Any) -> str:
        nlp.to_disk(tmp_path / "pipeline")
        return str(tmp_path / "pipeline")

    yield keep
    pipeline._pipeline.cache_clear()


@pytest.fixture
def ontonotes(folder: Callable[[Any], str]) -> str:
    """The folder of a small pipeline that speaks as one trained on OntoNotes does."""
    nlp = spacy.blank("en")
    nlp.add_pipe("tellings_test_ontonotes")
    nlp.meta |= {"name": "small", "version": "1.2.3"}
    return folder(nlp)


def relations(analysis: Analysis) -> list[tuple[str, str, str]]:
    """Each word with its relation and the word it hangs on."""
    return [(t.text, t.relation, analysis.tokens[t.head].text) for t in analysis.tokens]


def test_relations_of_ontonotes_are_turned_into_universal_ones(ontonotes: str) -> None:
    """Nouns hang on what their preposition hung on, with the preposition under them; passives have their universal names."""
    with using(ontonotes):
        found = analyse(TEXT)

    assert relations(found) == [
        ("The", "det", "bridge"),
        ("bridge", "nsubj:pass", "burned"),
        ("was", "aux:pass", "burned"),
        ("burned", "root", "burned"),
        ("by", "case", "rebels"),
        ("rebels", "obl", "burned"),
        ("of", "case", "Norland"),
        ("Norland", "nmod", "rebels"),
        ("on", "case", "Monday"),
        ("Monday", "obl", "burned"),
    ]
    assert [(t.tag, t.fine, t.lemma) for t in found.tokens[2:4]] == [("AUX", "VBD", "be"), ("VERB", "VBN", "burn")]


def test_names_get_our_kinds_and_dates_are_no_names(ontonotes: str) -> None:
    """A GPE is a place; what is no name of ours is left out; spans are of the text."""
    with using(ontonotes):
        names = analyse(TEXT).names

    assert [(TEXT[start:end], kind) for start, end, kind in names] == [("Norland", "place")]


def test_a_predicate_is_put_over_its_copula() -> None:
    """In "The town is a ruin" the ruin becomes the root, and what hung on "is" hangs on it."""
    links = [Link(1, "det"), Link(2, "nsubj"), Link(2, "ROOT"), Link(4, "det"), Link(2, "attr")]

    found = universal(links, ["DET", "NOUN", "AUX", "DET", "NOUN"], ["the", "town", "be", "a", "ruin"])

    assert found == [Link(1, "det"), Link(4, "nsubj"), Link(4, "cop"), Link(4, "det"), Link(4, "root")]


def test_universal_relations_stay_as_they_are() -> None:
    """A pipeline that already gives Universal Dependencies is not touched, so our own weights say the same either way."""
    ours = analyse(TEXT)
    links = [Link(t.head, t.relation) for t in ours.tokens]

    assert universal(links, [t.tag for t in ours.tokens], [t.lemma for t in ours.tokens]) == links


def test_our_own_pipeline_kept_in_a_folder_says_what_it_says_built_in(folder: Callable[[Any], str]) -> None:
    """Saved as any pipeline is and named by its folder, it gives the same analysis."""
    text = "On Monday the old general sent forty ships to Norway. Anna Hale stayed."
    ours = analyse(text)

    with using(folder(pipeline._pipeline(None))):
        assert analyse(text) == ours
    assert analyse(text) == ours


def test_the_dossier_names_the_pipeline_that_was_used(ontonotes: str, tmp_path: Path) -> None:
    """A notice and each name it found give its name and version; without the option no notice; afterwards our own is used again."""
    (tmp_path / "a.txt").write_text(TEXT + "\n", encoding="utf-8")
    before = compare([tmp_path / "a.txt"])

    with_other = compare([tmp_path / "a.txt"], model=ontonotes)

    assert any("en_small 1.2.3" in notice for notice in with_other.notices)
    assert {n.found_by for n in with_other.names} == {"model:en_small 1.2.3"}
    assert {n.found_by for n in before.names} == {f"model:tellings {__version__}"}
    assert compare([tmp_path / "a.txt"]) == before
    assert not any("in place of" in notice for notice in before.notices)


@pytest.mark.parametrize(
    ("made", "says"),
    [
        (lambda: spacy.blank("en"), r"no parser and no tagger.*choose a pipeline that tags and parses"),
        (lambda: spacy.blank("de"), r"for the language 'de'; choose one for English"),
    ],
)
def test_a_pipeline_that_cannot_do_it_is_refused(
    folder: Callable[[Any], str], made: Callable[[], Any], says: str
) -> None:
    """The message says what is lacking and what to choose."""
    with pytest.raises(TellingsError, match=says), using(folder(made())):
        pass


def test_a_pipeline_that_is_not_installed_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The command line ends with code 2 and says how to install it; nothing is written."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")

    code = cli.main(["compare", str(tmp_path / "a.txt"), "--model", "en_no_such_model", "-o", str(tmp_path / "r.html")])

    assert code == 2
    assert "spacy download en_no_such_model" in capsys.readouterr().err
    assert not (tmp_path / "r.html").exists()

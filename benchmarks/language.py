"""How good and how fast the language room is: `python benchmarks/language.py [--corpora DIR] [--weights DIR] [--model NAME]`.

Reads the test files of the corpora (`ud/{pud,ewt_test,gum_test}.spacy`, `ner/*_test.spacy`, `ner/uner_pud.spacy`) as plain
text, compares what `analyse` says with the gold by character offsets, and prints one table. Tags and heads count over all
gold words but punctuation, found or not; names count when extent and kind are right. Run with OMP_NUM_THREADS=1.
"""

from __future__ import annotations

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from spacy import blank
from spacy.tokens import DocBin

from tellings.extract.names import find_names
from tellings.extract.sentences import find_sentences
from tellings.language import Analysis, analyse, pipeline, using
from tellings.language.other import kind_of
from tellings.model import Account, Source

CORPORA = Path(__file__).resolve().parents[2] / "shared" / "corpora" / "language"
TREES = ("pud", "ewt_test", "gum_test")
NAMES = ("uner_pud", "uner_ewt_test", "wikigold_test", "crossner_pol_test", "redoc_test", "grobid_test", "gum_test")
UNSCORED = {"PUNCT", "SYM"}
KINDS = {"person", "place", "organisation"}


def documents(path: Path) -> Iterator[Any]:
    """The gold documents of a file."""
    return DocBin().from_disk(path).get_docs(blank("en").vocab)


def f1(right: int, gold: int, said: int) -> float:
    """The harmonic mean of precision and recall, in percent."""
    return round(200 * right / (gold + said), 1) if gold + said else 0.0


def score_trees(path: Path) -> dict[str, float]:
    """Sentences F1, UPOS and XPOS accuracy, UAS, LAS and lemma accuracy of one file, in percent."""
    count = dict.fromkeys(("words", "upos", "xpos", "uas", "las", "lemma"), 0)
    sentences = [0, 0, 0]
    for doc in documents(path):
        analysis = analyse(doc.text)
        gold = {(s.start_char, s.end_char) for s in doc.sents}
        sentences = [
            a + b
            for a, b in zip(sentences, map(len, (gold & {*analysis.sentences}, gold, analysis.sentences)), strict=True)
        ]
        for name, right in _right_words(doc, analysis):
            count[name] += right
    words = count.pop("words")
    return {"sentences": f1(*sentences)} | {name: round(100 * n / words, 1) for name, n in count.items()}


def _right_words(doc: Any, analysis: Analysis) -> Iterator[tuple[str, bool]]:
    said = {(t.start, t.end): t for t in analysis.tokens}
    for token in doc:
        if token.pos_ in UNSCORED:
            continue
        yield "words", True
        found = said.get((token.idx, token.idx + len(token)))
        if not found:
            continue
        head = analysis.tokens[found.head]
        same_head = (head.start, head.end) == (token.head.idx, token.head.idx + len(token.head)) and found.head >= 0
        relation = "root" if token.dep_ == "ROOT" else token.dep_
        yield "upos", found.tag == token.pos_
        yield "xpos", found.fine == token.tag_
        yield "uas", same_head
        yield "las", same_head and found.relation == relation
        yield "lemma", found.lemma.lower() == token.lemma_.lower()


def score_names(path: Path) -> tuple[float, float]:
    """F1 of the names that the weights find, and of those that the program shows, with its rules, each document by itself."""
    counts = [[0, 0, 0], [0, 0, 0]]
    for doc in documents(path):
        named = {(e.start_char, e.end_char, kind_of(e)) for e in doc.ents}
        analysis = analyse(doc.text)
        for count, found in zip(counts, (set(analysis.names), _shown_names(doc.text, analysis)), strict=True):
            for at, number in enumerate((len(named & found), len(named), len(found))):
                count[at] += number
    return f1(*counts[0]), f1(*counts[1])


def _shown_names(text: str, analysis: Analysis) -> set[tuple[int, int, str]]:
    source, account = Source("s", "s", "", text, "text/plain"), Account("a", "s", 0, len(text), "s")
    _, names = find_names([source], [account], [analysis], {"a": find_sentences(source, account, analysis)})
    return {(n.span.start, n.span.end, n.kind) for n in names if n.kind in KINDS}


def speed(path: Path) -> tuple[int, float]:
    """Words a second on one file, and how many seconds the first sentence takes, loading included."""
    text = "\n\n".join(doc.text for doc in documents(path))
    began = time.perf_counter()
    analyse("The ships sailed.")
    loaded = time.perf_counter()
    analyse(text)
    return round(len(text.split()) / (time.perf_counter() - loaded)), round(loaded - began, 2)


def print_table(corpora: Path) -> None:
    """Speed, then a line for each file."""
    words_a_second, load_seconds = speed(corpora / "ud" / "pud.spacy")
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{words_a_second:,} words a second, loaded in {load_seconds} s, {memory} MiB")
    for name in TREES:
        print(f"{name:18}", *(f"{k} {v:5}" for k, v in score_trees(corpora / "ud" / f"{name}.spacy").items()))
    for name in NAMES:
        learnt, shown = score_names(corpora / "ner" / f"{name}.spacy")
        print(f"{name:18} names F1 {learnt:5}  with rules {shown:5}")


def main() -> None:
    """Print the table."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--corpora", type=Path, default=CORPORA)
    ask.add_argument("--weights", type=Path, default=pipeline.WEIGHTS)
    ask.add_argument("--model", help="another spaCy pipeline, as in `tellings compare --model NAME`")
    asked = ask.parse_args()
    pipeline.WEIGHTS = asked.weights
    with using(asked.model):
        print_table(asked.corpora)


if __name__ == "__main__":
    main()

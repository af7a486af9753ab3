"""Make the weights of `tellings.language`: `python training/train.py [PART ...] [--corpora DIR] [--build DIR]`.

The parts are names, again, parser and assemble; without one named, all run in turn. The corpora lie in DIR (`ud/train.spacy`,
`ud/dev.spacy`, `ner/train_big.spacy`, `ner/dev_big.spacy`); the test files are never opened here. `again` teaches the names
once more, with word vectors and with the silver text that `training/names_silver.py` left in the build folder. `parser` is
tagger and parser, over the vectors as the names read them. A fixed seed and one thread (OMP_NUM_THREADS=1) make a second run
give the same weights. `assemble` puts all into one pipeline in half precision, the word vectors as a table of their own.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from corpora import by_corpus, degraded, kept_aside, read, sentences, share
from numpy.typing import NDArray
from spacy import load
from spacy.cli.train import train
from spacy.tokens import DocBin
from spacy.util import registry
from thinc.api import Config, NumpyOps, fix_random_seed, set_current_ops

from tellings.language.pipeline import WEIGHTS
from tellings.language.wordpieces import TABLE

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "corpora" / "language"
PARTS = ("names", "again", "parser", "assemble")
SHARES = {"gum": 1, "wikigold": 1, "ewt": 2, "grobid": 1, "politics": 1, "crossner": 0.35, "redoc": 0.4, "litbank": 0.3}
STATIC = HERE.parent / "src" / "tellings" / "align" / "vectors" / "vectors.npy"
LENGTH = 4  # of the static vectors, so that they weigh about as much as the other features


def train_names(corpora: Path, build: Path) -> None:
    """Teach the names of all corpora, each as often as it comes."""
    paths = {"paths.train": corpora / "ner" / "train_big.spacy", "paths.dev": corpora / "ner" / "dev_big.spacy"}
    teach("names", build / "names", paths)


def train_again(corpora: Path, build: Path) -> None:
    """Teach the names once more, from the weights that `names` left, with word vectors and silver text."""
    out, rng, docs = build / "again", random.Random(3), []
    out.mkdir(parents=True, exist_ok=True)
    for name, own in by_corpus(corpora / "ner" / "train_big.spacy").items():
        docs += degraded(share(own, SHARES[name], rng), rng)
    docs += read(build / "silver.spacy")
    rng.shuffle(docs)
    attributes = ["ENT_IOB", "ENT_TYPE", "SPACY"]
    DocBin(docs=docs, attrs=attributes).to_disk(out / "train.spacy")
    chosen_on = kept_aside(corpora / "ner" / "train_big.spacy") + read(corpora / "ner" / "dev_big.spacy")
    DocBin(docs=chosen_on, attrs=attributes).to_disk(out / "dev.spacy")
    rows = np.load(STATIC).astype(np.float32)
    np.save(out / "table.npy", LENGTH * rows / np.linalg.norm(rows, axis=1, keepdims=True))
    paths = {
        "paths.train": out / "train.spacy",
        "paths.dev": out / "dev.spacy",
        "paths.start": build / "names" / "model-best",
    }
    teach("names_again", out, paths | {"nlp.vectors.table": out / "table.npy"})


def train_parser(corpora: Path, build: Path) -> None:
    """Teach tagger and parser, sentence by sentence, over the vectors that the names were taught with."""
    out, rng = build / "parser", random.Random(3)
    out.mkdir(parents=True, exist_ok=True)
    attributes = ["TAG", "HEAD", "DEP", "SENT_START", "SPACY"]
    given = list(sentences(corpora / "ud" / "train.spacy"))
    DocBin(docs=degraded(given, rng), attrs=attributes).to_disk(out / "train.spacy")
    DocBin(docs=sentences(corpora / "ud" / "dev.spacy"), attrs=attributes).to_disk(out / "dev.spacy")
    rows, scale = folded(*vectors_of_names(build))
    np.save(out / "table.npy", rows @ scale)
    paths = {"paths.train": "train.spacy", "paths.dev": "dev.spacy", "nlp.vectors.table": "table.npy"}
    teach("parser", out, {key: out / name for key, name in paths.items()})


def vectors_of_names(build: Path) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The word vectors that `again` read, and the weights that read them."""
    names: Any = load(build / "again" / "model-best")
    reader = next(n for n in names.get_pipe("ner").model.walk() if n.name == "static_vectors")
    return names.vocab.vectors.table, reader.get_param("W")


def teach(settings: str, out: Path, paths: Mapping[str, Path]) -> None:
    """Train by a file of settings and leave the best in `out/model-best`."""
    out.mkdir(parents=True, exist_ok=True)
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(1940)
    train(HERE / f"{settings}.cfg", out, overrides={key: str(path) for key, path in paths.items()})


@registry.callbacks("tellings.start_from.v1")
def start_from(names: str) -> Callable[[Any], Any]:
    """Gives a new entity recogniser the weights of an older one, in half precision; what it has more of keeps its own, halved."""

    def start(nlp: Any) -> Any:
        old, new = load(names).get_pipe("ner"), nlp.get_pipe("ner")
        moves = [_moves(old).index(move) for move in _moves(new)]
        for before, after in zip(_layers(old.model), _layers(new.model), strict=True):
            for name in filter(before.has_param, before.param_names):
                given, own = before.get_param(name).astype("float16").astype("float32"), after.get_param(name).copy()
                if len(given) == len(moves):
                    given = given[moves]
                own *= 0.5
                own[..., : given.shape[-1]] = given
                after.set_param(name, own)
        return nlp

    return start


def _moves(names: Any) -> list[str]:
    return [names.moves.get_class_name(n) for n in range(names.moves.n_moves)]


def _layers(model: Any) -> list[Any]:
    """The layers that have weights, by name; the word vectors are new and left out."""
    return sorted((n for n in model.walk() if n.param_names and n.name != "static_vectors"), key=lambda n: n.name)


def assemble(build: Path, out: Path) -> None:
    """All parts as one pipeline, without vocabulary and tokenizer, the weights in half precision."""
    pipeline, again = load(build / "parser" / "model-best"), load(build / "again" / "model-best")
    pipeline.add_pipe("ner", source=again)
    pipeline.meta |= {"name": "tellings", "license": "CC BY-SA 4.0", "description": "see docs/model-card.md"}
    pipeline.to_disk(out, exclude=["vocab", "tokenizer"])
    config = pipeline.config.interpolate()
    config["nlp"]["vectors"] = {"@vectors": "tellings.WordVectors.v1", "table": TABLE}
    Config({section: config[section] for section in ("nlp", "components")}).to_disk(out / "config.cfg")
    table, scale = folded(*vectors_of_names(build))
    np.save(out / TABLE, table)
    for path in out.glob("*/model"):
        pack(path, scale)


def pack(path: Path, scale: NDArray[np.float32]) -> None:
    """Put the weights of a file into half precision; those that read word vectors read the table in whole numbers."""
    message = srsly.msgpack_loads(path.read_bytes())
    for node, params in zip(message["nodes"], message["params"], strict=True):
        if node["name"] == "static_vectors":
            own = params["W"].shape[1] == len(scale)  # of the parser; the names' own are in the table
            params["W"] = params["W"] @ scale if own else scale
            node["dims"]["nM"] = len(scale)
        params |= {name: value if value is None else value.astype("float16") for name, value in params.items()}
    path.write_bytes(srsly.msgpack_dumps(message))


def folded(vectors: NDArray[np.float32], weights: NDArray[np.float32]) -> tuple[NDArray[np.int8], NDArray[np.float32]]:
    """Word vectors multiplied by the weights that read them, in whole numbers, and the scale of each column as new weights.

    The mean over a word's pieces comes out the same as if the weights had been applied to it.
    """
    rows = vectors @ weights.T
    scale = np.abs(rows).max(axis=0) / 127
    return np.rint(rows / scale).astype(np.int8), np.diag(scale)


def main() -> None:
    """Do the parts that are asked for, in order."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("parts", nargs="*", choices=[*PARTS, []])
    ask.add_argument("--corpora", type=Path, default=CORPORA)
    ask.add_argument("--build", type=Path, default=HERE.parent / "build" / "training")
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    asked = ask.parse_args()
    for part in asked.parts or PARTS:
        if part == "assemble":
            assemble(asked.build, asked.out)
        else:
            {"names": train_names, "again": train_again, "parser": train_parser}[part](asked.corpora, asked.build)


if __name__ == "__main__":
    main()

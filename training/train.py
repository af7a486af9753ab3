"""Make the weights of `tellings.language`: `python training/train.py [PART ...] [--corpora DIR] [--build DIR]`.

The parts are parser, names, again and assemble; without one named, all run in turn. The corpora lie in DIR (`ud/train.spacy`,
`ud/dev.spacy`, `ner/train_big.spacy`, `ner/dev_big.spacy`); the test files are never opened here. `again` teaches the names
once more, with word vectors and with the silver text that `training/names_silver.py` left in the build folder. A fixed seed
and one thread (OMP_NUM_THREADS=1) make a second run give the same weights. `assemble` puts all into one pipeline in half
precision, the word vectors as a table of their own.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import srsly  # type: ignore[import-untyped]
from corpora import by_corpus, degraded, kept_aside, read, share
from numpy.typing import NDArray
from spacy import blank, load
from spacy.cli.train import train
from spacy.tokens import DocBin
from spacy.util import registry
from thinc.api import Config, fix_random_seed

from tellings.language.pipeline import WEIGHTS
from tellings.language.wordpieces import TABLE

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "corpora" / "language"
FILES = {"parser": ("ud/train.spacy", "ud/dev.spacy"), "names": ("ner/train_big.spacy", "ner/dev_big.spacy")}
PARTS = (*FILES, "again", "assemble")
SHARES = {"gum": 1, "wikigold": 1, "ewt": 2, "grobid": 1, "politics": 1, "crossner": 0.35, "redoc": 0.4, "litbank": 0.3}
STATIC = HERE.parent / "src" / "tellings" / "align" / "vectors" / "vectors.npy"
LENGTH = 4  # of the static vectors, so that they weigh about as much as the other features


def with_joint_tags(path: Path, out: Path) -> Path:
    """A copy of a corpus whose tags are "UPOS/XPOS", so that one tagger learns both."""
    nlp = blank("en")
    docs = DocBin(attrs=["TAG", "HEAD", "DEP", "SENT_START", "SPACY"])
    for doc in DocBin().from_disk(path).get_docs(nlp.vocab):
        for token in doc:
            token.tag_ = f"{token.pos_}/{token.tag_}"
        docs.add(doc)
    docs.to_disk(out)
    return out


def train_part(part: str, corpora: Path, out: Path) -> None:
    """Train one part and leave it in `out/model-best`."""
    out.mkdir(parents=True, exist_ok=True)
    paths = [corpora / name for name in FILES[part]]
    if part == "parser":
        paths = [with_joint_tags(path, out / path.name) for path in paths]
    fix_random_seed(1940)
    train(HERE / f"{part}.cfg", out, overrides={"paths.train": str(paths[0]), "paths.dev": str(paths[1])})


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
    fix_random_seed(1940)
    train(
        HERE / "names_again.cfg",
        out,
        overrides={k: str(v) for k, v in paths.items()} | {"nlp.vectors.table": str(out / "table.npy")},
    )


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
    for path in out.glob("*/model"):
        pack(path, again.vocab.vectors.table)


def pack(path: Path, vectors: NDArray[np.float32]) -> None:
    """Put the weights of a file into half precision, and word vectors that it reads into a table beside the folder."""
    message = srsly.msgpack_loads(path.read_bytes())
    for node, params in zip(message["nodes"], message["params"], strict=True):
        if node["name"] == "static_vectors":
            table, params["W"] = folded(vectors, params["W"])
            node["dims"]["nM"] = len(params["W"])
            np.save(path.parents[1] / TABLE, table)
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
        elif part == "again":
            train_again(asked.corpora, asked.build)
        else:
            train_part(part, asked.corpora, asked.build / part)


if __name__ == "__main__":
    main()

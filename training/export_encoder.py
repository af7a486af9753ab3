"""Make a folder for `--encoder` of a transformer that lies on disk: int8 weights, no torch when it runs.

    python -m venv VENV && VENV/bin/pip install torch==2.13.0 transformers==5.24.0 onnx onnxruntime
    VENV/bin/python training/export_encoder.py MODEL FOLDER

MODEL is a folder with config.json, model.safetensors and tokenizer.json, such as all-MiniLM-L6-v2 or all-mpnet-base-v2
(both Apache-2.0) as their makers give them. FOLDER gets model.onnx, whose output is the last hidden state of every token,
and tokenizer.json. Nothing is fetched.
"""

import argparse
import pathlib
import shutil
import tempfile

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import AutoModel


class Tokens(torch.nn.Module):
    """The encoder with the last hidden state as its one output."""

    def __init__(self, model: torch.nn.Module) -> None:
        super().__init__()
        self.model = model

    def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
        """A vector for each token."""
        return self.model(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state


def main() -> None:
    """Export, round to int8, and copy the tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model", type=pathlib.Path)
    parser.add_argument("folder", type=pathlib.Path)
    args = parser.parse_args()
    model = AutoModel.from_pretrained(args.model, attn_implementation="eager", local_files_only=True).eval()
    example = (torch.arange(1000, 1018).reshape(2, 9), torch.ones(2, 9, dtype=torch.long))
    names = ("input_ids", "attention_mask", "last_hidden_state")
    args.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch, torch.inference_mode():
        whole = pathlib.Path(scratch) / "model.onnx"
        torch.onnx.export(
            Tokens(model),
            example,
            str(whole),
            input_names=list(names[:2]),
            output_names=[names[2]],
            dynamic_axes={name: {0: "texts", 1: "tokens"} for name in names},
            opset_version=17,
            dynamo=False,
        )
        quantize_dynamic(whole, args.folder / "model.onnx", weight_type=QuantType.QInt8, per_channel=True)
    shutil.copy(args.model / "tokenizer.json", args.folder / "tokenizer.json")


if __name__ == "__main__":
    main()

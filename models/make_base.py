"""Stores a Hugging Face BERT as models/base: half precision, embeddings and layers apart.

The bundled task models froze the embeddings, so that all of them refer to this one copy.
Usage: python3 models/make_base.py CHECKPOINT_DIR models/base [--random]
--random writes BERT's initial values instead (normal with 0.02, norms 1, biases 0): the control that
says what the pretraining is worth.
"""
import json
import pathlib
import shutil
import struct
import sys

import numpy as np


def read(path):
    raw = path.read_bytes()
    size = struct.unpack("<Q", raw[:8])[0]
    header = json.loads(raw[8:8 + size])
    header.pop("__metadata__", None)
    for name, h in header.items():
        begin, end = h["data_offsets"]
        data = np.frombuffer(raw[8 + size + begin:8 + size + end], np.dtype("<f4"))
        yield name, data.reshape(h["shape"])


def write(path, tensors):
    header, at = {"__metadata__": {"format": "pt"}}, 0
    for name, t in tensors.items():
        header[name] = {"dtype": "F16", "shape": list(t.shape), "data_offsets": [at, at + 2 * t.size]}
        at += 2 * t.size
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path, "wb") as out:
        out.write(struct.pack("<Q", len(text)) + text)
        for t in tensors.values():
            out.write(t.astype("<f2").tobytes())


def initial(name, shape, draw):
    if name.endswith("bias"):
        return np.zeros(shape, np.float32)
    return np.ones(shape, np.float32) if len(shape) == 1 else draw.normal(0, 0.02, shape).astype(np.float32)


def main(source, target, *flags):
    source, target = pathlib.Path(source), pathlib.Path(target)
    target.mkdir(parents=True, exist_ok=True)
    tensors = {n: t for n, t in read(source / "model.safetensors") if n.startswith("bert.")}
    if "--random" in flags:
        draw = np.random.default_rng(1)
        tensors = {n: initial(n, t.shape, draw) for n, t in tensors.items()}
    parts = {
        "embeddings.safetensors": {n: t for n, t in tensors.items() if ".embeddings." in n},
        "layers.safetensors": {n: t for n, t in tensors.items() if ".embeddings." not in n},
    }
    index = {}
    for file, part in parts.items():
        write(target / file, part)
        index.update({n: file for n in part})
    (target / "model.safetensors.index.json").write_text(
        json.dumps({"metadata": {}, "weight_map": index}, indent=1) + "\n")
    config = json.loads((source / "config.json").read_text())
    config["torch_dtype"] = "float16"
    config["architectures"] = ["BertModel"]
    (target / "config.json").write_text(json.dumps(config, indent=2) + "\n")
    for name in ("tokenizer.json", "tokenizer_config.json", "vocab.txt"):
        shutil.copyfile(source / name, target / name)


main(*sys.argv[1:])

"""Opens a model saved by Lamina in PyTorch; one file, torch only.

    from load_lamina import load
    model = load("models/pos-teacher")
    logits, gate = model(input_ids, token_type_ids, attention_mask, head="paper.8")

or, to compare with `./lamina dump --checkpoint DIR --input ids.safetensors --output states.safetensors`:

    python3 models/recipe/load_lamina.py DIR --input ids.safetensors --output logits.safetensors [--head paper.8]

Inputs are INT64 (B, T); padding stands at the end and has attention_mask 0. logits are (B, T, C) for
tags (C labels, model.labels names them) and (B, C) for pairs; gate is (B, T, E), or None where the
fusion has none. Tokens come from the directory's tokenizer.json or vocab.txt.
"""
import argparse
import json
import math
import os
import struct

import torch
import torch.nn.functional as F

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16, "I64": torch.int64, "U8": torch.uint8, "I8": torch.int8}
TAGGING = ("pos", "ner")


def read_safetensors(path, wanted=lambda name: True):
    with open(path, "rb") as f:
        size = struct.unpack("<Q", f.read(8))[0]
        header = json.loads(f.read(size))
        header.pop("__metadata__", None)
        tensors = {}
        for name, h in header.items():
            if not wanted(name):
                continue
            begin, end = h["data_offsets"]
            f.seek(8 + size + begin)
            flat = torch.frombuffer(bytearray(f.read(end - begin)), dtype=TYPES[h["dtype"]])
            tensors[name] = flat.reshape(h["shape"])
    return tensors


def write_safetensors(path, tensors):
    header, blobs, at = {}, [], 0
    for name, t in tensors.items():
        blob = t.detach().float().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(t.shape), "data_offsets": [at, at + len(blob)]}
        at += len(blob)
        blobs.append(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))
    os.replace(path + ".part", path)


def unpacked(tensors):
    """Matrices in few bits, NAME.q and NAME.d, as floats: 4-bit blocks of 32 columns, or 8-bit rows with a scale each."""
    plain = {}
    for name, t in tensors.items():
        d = tensors.get(name[:-2] + ".d") if name.endswith(".q") else None
        if d is not None and t.dtype == torch.uint8:
            bits = torch.cat([t & 15, t >> 4], -1).float() - 8
            plain[name[:-2]] = (bits * d.float()[..., None]).reshape(t.shape[0], -1)
        elif d is not None and t.dtype == torch.int8:
            plain[name[:-2]] = t.float() * d.float().reshape(-1, *[1] * (t.dim() - 1))
        elif not (name.endswith(".d") and tensors.get(name[:-2] + ".q", t).dtype in (torch.uint8, torch.int8)):
            plain[name] = t
    return plain


def read_weights(directory):
    """All tensors by name, without the prefix bert. or distilbert.; an index may point into other folders."""
    index = os.path.join(directory, "model.safetensors.index.json")
    if os.path.exists(index):
        files = {}
        for name, file in json.load(open(index, encoding="utf-8"))["weight_map"].items():
            files.setdefault(file, set()).add(name)
        tensors = {}
        for file, names in files.items():
            tensors.update(read_safetensors(os.path.join(directory, file), names.__contains__))
        missing = sorted(set().union(*files.values()) - set(tensors))
        if missing:
            raise SystemExit(f"{index} names {missing[0]}, which its file does not hold")
    else:
        tensors = read_safetensors(os.path.join(directory, "model.safetensors"))
    tensors = unpacked(tensors)
    return {name.removeprefix("distilbert.").removeprefix("bert."): t.float() if t.is_floating_point() else t
            for name, t in tensors.items()}


# What config.json and the tensors of a layer are called: query, key, value, output, norm, two dense, norm.
KINDS = {
    "bert": dict(layers="num_hidden_layers", heads="num_attention_heads", block="encoder.layer.{}.",
                 names=["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense",
                        "attention.output.LayerNorm", "intermediate.dense", "output.dense", "output.LayerNorm"],
                 before="pooler.dense", activation=torch.tanh),
    "distilbert": dict(layers="n_layers", heads="n_heads", block="transformer.layer.{}.",
                       names=["attention.q_lin", "attention.k_lin", "attention.v_lin", "attention.out_lin",
                              "sa_layer_norm", "ffn.lin1", "ffn.lin2", "output_layer_norm"],
                       before="pre_classifier", activation=torch.relu),
}


class Lamina(torch.nn.Module):
    """An encoder with the heads of one task, in evaluation mode: BatchNorm uses running statistics."""

    def __init__(self, config, description, weights):
        super().__init__()
        self.config, self.weights, self.kind = config, weights, KINDS[config["model_type"]]
        self.labels, self.heads = description["labels"], description["heads"]
        self.chosen, self.task = description["chosen"], description["task"]

    def linear(self, x, name):
        return F.linear(x, self.weights[name + ".weight"], self.weights[name + ".bias"])

    def norm(self, x, name):
        return F.layer_norm(x, x.shape[-1:], self.weights[name + ".weight"], self.weights[name + ".bias"],
                            self.config.get("layer_norm_eps", 1e-12))

    def hidden_states(self, input_ids, token_type_ids, attention_mask):
        """L + 1 arrays of (B, T, E); the first is the embeddings."""
        b, t = input_ids.shape
        h = self.config[self.kind["heads"]]
        table = lambda kind: self.weights[f"embeddings.{kind}_embeddings.weight"]
        x = table("word")[input_ids] + table("position")[:t]
        if self.config["model_type"] == "bert":
            x = x + table("token_type")[token_type_ids]
        x = self.norm(x, "embeddings.LayerNorm")
        bias = (attention_mask[:, None, None, :].float() - 1) * 10000
        states = [x]
        for layer in range(self.config[self.kind["layers"]]):
            query, key, value, output, norm, first, second, last = (
                self.kind["block"].format(layer) + name for name in self.kind["names"])
            q, k, v = (self.linear(x, part).view(b, t, h, -1).transpose(1, 2) for part in (query, key, value))
            attention = (q @ k.transpose(2, 3) / math.sqrt(q.shape[-1]) + bias).softmax(-1)
            context = (attention @ v).transpose(1, 2).reshape(b, t, -1)
            x = self.norm(self.linear(context, output) + x, norm)
            x = self.norm(self.linear(F.gelu(self.linear(x, first)), second) + x, last)
            states.append(x)
        return states

    def branch(self, x, name):
        """(..., E) to (..., E): dense, BatchNorm, ReLU, dense, BatchNorm."""
        for dense, norm in ((0, 1), (3, 4)):
            w = {part: self.weights[f"{name}.{norm}.{part}"]
                 for part in ("weight", "bias", "running_mean", "running_var")}
            x = F.linear(x, self.weights[f"{name}.{dense}.weight"][:, :, 0],
                         self.weights[f"{name}.{dense}.bias"])
            x = (x - w["running_mean"]) / torch.sqrt(w["running_var"] + 1e-5) * w["weight"] + w["bias"]
            if dense == 0:
                x = F.relu(x)
        return x

    def gate(self, w, attention_mask, fusion):
        """G = sigmoid(global(W) + local(W)); the global branch sees the mean of the real tokens."""
        real = attention_mask[:, :, None].float()
        pooled = (w * real).sum(1, keepdim=True) / real.sum(1, keepdim=True)
        return torch.sigmoid(self.branch(pooled, fusion + "global") + self.branch(w, fusion + "local"))

    def fuse(self, states, attention_mask, head):
        """The fused representation (B, T, E) and its gate."""
        variant, _, layer = head.partition(".")
        fusion = f"heads.{head}.fusion."
        last = states[-1]
        if variant == "last":
            return last, None
        if variant == "scalar-mix":
            mix = self.weights[fusion + "scores"].softmax(0)
            return sum(p * s for p, s in zip(mix, states)) * self.weights[fusion + "gamma"], None
        lower = states[int(layer)]
        w = (lower + last) / 2
        if variant == "mean":
            return w, None
        g = self.gate(w, attention_mask, fusion)
        weight = w * g if variant == "paper" else g
        return lower * weight + last * (1 - weight), g

    @torch.no_grad()
    def forward(self, input_ids, token_type_ids=None, attention_mask=None, head=None):
        """logits and gate of a head, by default the one chosen on English development data."""
        head = head or self.chosen
        if head not in self.heads:
            raise KeyError(f"no head {head}; there are {', '.join(self.heads)}")
        if token_type_ids is None:
            token_type_ids = torch.zeros_like(input_ids)
        if attention_mask is None:
            attention_mask = torch.ones_like(input_ids)
        states = self.hidden_states(input_ids, token_type_ids, attention_mask)
        fused, gate = self.fuse(states, attention_mask, head)
        prefix = "" if head == "last" else f"heads.{head}."
        if self.task not in TAGGING:
            fused = self.kind["activation"](self.linear(fused[:, 0], prefix + self.kind["before"]))
        return self.linear(fused, prefix + "classifier"), gate


def load(directory):
    """Opens a directory that Lamina's train or distil wrote."""
    def read(name):
        return json.load(open(os.path.join(directory, name), encoding="utf-8"))
    return Lamina(read("config.json"), read("lamina.json"), read_weights(directory))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("directory")
    parser.add_argument("--input", required=True, help="input_ids, token_type_ids, attention_mask: I64 (B, T)")
    parser.add_argument("--output", required=True, help="logits.HEAD, and gate.HEAD where there is one")
    parser.add_argument("--head", help="one head; default: all")
    args = parser.parse_args()
    model, given, result = load(args.directory), read_safetensors(args.input), {}
    for head in [args.head] if args.head else model.heads:
        logits, gate = model(given["input_ids"], given["token_type_ids"], given["attention_mask"], head)
        result["logits." + head] = logits
        if gate is not None:
            result["gate." + head] = gate
    write_safetensors(args.output, result)


if __name__ == "__main__":
    main()

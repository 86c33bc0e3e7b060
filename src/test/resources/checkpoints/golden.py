"""Makes tiny random checkpoints in the forms that people have, with what Hugging Face's classes compute of them.

Run in this folder with torch, transformers 5.24 and safetensors: python3 golden.py
Each folder of `forms` is a directory as a person may have it, and holds expected.safetensors for one padded batch:
    input_ids, attention_mask, token_type_ids  int64 (B, T)
    hidden.0 to hidden.L  float32 (B, T, E), of the directory loaded in float32 with eager attention
    logits                float32 (B, T, N) or (B, N) where there is a classifier, the model's own N outputs
A form that Hugging Face's classes don't read (`_orig_mod.`, F64, labels as a list ...) is computed from the same weights in the plain form.
All share one vocabulary.
"""
import json, os, shutil
import torch
from safetensors.torch import load_file, save_file
from transformers import (AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification, BertConfig, BertForMaskedLM,
                          BertForNextSentencePrediction, BertForPreTraining, BertForSequenceClassification, BertForTokenClassification,
                          BertModel, DistilBertConfig, DistilBertForMaskedLM, DistilBertForSequenceClassification,
                          DistilBertForTokenClassification, DistilBertModel)

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "forms")
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "."] + LETTERS[:12] + ["##" + c for c in LETTERS[:6]]
V, E, H, F, P, B, T = len(VOCABULARY), 16, 4, 20, 8, 3, 7
XNLI = ["contradiction", "entailment", "neutral"]
NER = "O B-PER I-PER B-ORG I-ORG B-LOC I-LOC".split()
BERT = dict(vocab_size=V, hidden_size=E, num_hidden_layers=1, num_attention_heads=H, intermediate_size=F, max_position_embeddings=P)
DISTIL = dict(vocab_size=V, dim=E, n_layers=1, n_heads=H, hidden_dim=F, max_position_embeddings=P)


def config(kind, labels=None, **more):
    named = {} if labels is None else dict(id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)})
    return (BertConfig if kind == "bert" else DistilBertConfig)(**{**(BERT if kind == "bert" else DISTIL), **named, **more})


def build(cls, conf, seed=1):
    torch.manual_seed(seed)
    model = cls(conf).eval()
    with torch.no_grad():
        for name, p in model.named_parameters():        # livelier than an untrained model's: every part has to be read
            norm = "LayerNorm.weight" in name or "layer_norm.weight" in name
            p.copy_(torch.randn_like(p) * (.3 if not norm else .2) + (1 if norm else 0))
    return model


def two(kind):
    return config(kind, **{"num_hidden_layers" if kind == "bert" else "n_layers": 2})


def batch(types=2):
    g = torch.Generator().manual_seed(5)
    ids, mask, segments = (torch.zeros(B, T, dtype=torch.int64) for _ in range(3))
    for row, n in enumerate((T, T - 2, 4)):
        ids[row, :n] = torch.randint(2, V, (n,), generator=g)
        mask[row, :n] = 1
        if types > 1:
            segments[row, n // 2: n] = 1
    return ids, mask, segments


def expected(directory, like=None, distil=False, types=2):
    """What transformers computes of a directory; of `like` where it doesn't read the directory itself."""
    source = like or directory
    architecture = json.load(open(os.path.join(source, "config.json"))).get("architectures", [""])[0]
    cls = (AutoModelForSequenceClassification if "Sequence" in architecture
           else AutoModelForTokenClassification if "TokenClass" in architecture else AutoModel)
    model, info = cls.from_pretrained(source, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    random = [k for k in info["missing_keys"] if "pooler" not in k]
    assert not random and not info["mismatched_keys"], (directory, random)
    ids, mask, segments = batch(types)
    more = {} if distil else {"token_type_ids": segments}
    with torch.no_grad():
        out = model.eval()(input_ids=ids, attention_mask=mask, output_hidden_states=True, **more)
    tensors = {"input_ids": ids, "attention_mask": mask, "token_type_ids": batch(2)[2]}
    tensors.update({f"hidden.{i}": h.contiguous() for i, h in enumerate(out.hidden_states)})
    if "logits" in out:
        tensors["logits"] = out.logits
    save_file(tensors, os.path.join(directory, "expected.safetensors"))


def path(name):
    return os.path.join(OUT, name)


def plain(name, model, **save):
    os.makedirs(path(name), exist_ok=True)
    model.save_pretrained(path(name), **save)
    return path(name)


def rename(directory, change, extra=None, dtype=None, metadata={"format": "pt"}):
    file = os.path.join(directory, "model.safetensors")
    tensors = {change(n): t.to(dtype) if dtype else t.clone() for n, t in load_file(file).items()}
    tensors.update(extra or {})
    save_file(tensors, file, metadata=metadata)


def settings(directory, drop=(), **more):
    file = os.path.join(directory, "config.json")
    read = json.load(open(file))
    read.update(more)
    for name in drop:
        read.pop(name, None)
    json.dump(read, open(file, "w"), indent=1)


def same(name):
    return name


def google(name):
    return name.replace("LayerNorm.weight", "LayerNorm.gamma").replace("LayerNorm.bias", "LayerNorm.beta")


def encoders():
    for kind, model in (("bert", BertModel), ("distilbert", DistilBertModel)):
        first = plain(f"{kind}-plain", build(model, config(kind)))
        distil = kind == "distilbert"
        expected(first, distil=distil)

        def form(name, like=None, change=same, drop=(), conf={}, **how):
            d = plain(f"{kind}-{name}", build(model, config(kind)))
            rename(d, change, **how)
            settings(d, drop, **conf)
            expected(d, like, distil)
            return d

        form("prefix", change=lambda n: f"{kind}.{n}")
        expected(plain(f"{kind}-two-layers", build(model, two(kind))), distil=distil)
        form("f16", dtype=torch.float16)
        form("bf16", dtype=torch.bfloat16)
        d = form("f64", dtype=torch.float64)
        form("compiled", like=first, change=lambda n: "_orig_mod." + n)
        form("compiled-within", like=first, change=lambda n: f"_orig_mod.{kind}._orig_mod.{n}")
        form("position-ids", extra={"embeddings.position_ids": torch.arange(P)[None]})
        form("no-metadata", metadata=None)
        unread = {"x.bool": torch.tensor([True]), "x.u8": torch.zeros(3, dtype=torch.uint8), "x.i8": torch.zeros(3, dtype=torch.int8),
                  "x.i16": torch.zeros(3, dtype=torch.int16), "x.i32": torch.zeros(3, dtype=torch.int32), "x.i64": torch.zeros(()).long(),
                  "x.f8": torch.zeros(3).to(torch.float8_e4m3fn), "x.f8b": torch.zeros(3).to(torch.float8_e5m2),
                  "x.empty": torch.zeros(0, 4), "x.nan": torch.full((2,), float("nan")), "LayerNorm.gamma.scale": torch.zeros(2)}
        form("unread", extra=unread, metadata={"format": "mlx"})
        form("one-file-and-index", conf={})
        json.dump({"weight_map": {"embeddings.LayerNorm.weight": "gone.safetensors"}},
                  open(path(f"{kind}-one-file-and-index") + "/model.safetensors.index.json", "w"))
        if kind == "bert":
            form("gamma-beta", change=google)
            form("gamma-beta-prefix", change=lambda n: "bert." + google(n))
            form("no-pooler", change=lambda n: n if "pooler" not in n else "x." + n)
            form("no-model-type", like=first, drop=["model_type"])
            form("old-config", drop=["position_embedding_type", "transformers_version", "dtype", "layer_norm_eps", "type_vocab_size"])
        sharded = plain(f"{kind}-sharded", build(model, two(kind)), max_shard_size="12KB")
        assert not os.path.exists(sharded + "/model.safetensors")
        expected(sharded, distil=distil)


def heads():
    for name, cls in (("mlm", BertForMaskedLM), ("pretraining", BertForPreTraining), ("nsp", BertForNextSentencePrediction)):
        d = plain(f"bert-{name}", build(cls, config("bert")))
        expected(d)
    d = plain("distilbert-mlm", build(DistilBertForMaskedLM, config("distilbert")))
    expected(d, distil=True)
    for name, cls, labels, distil in (("bert-xnli", BertForSequenceClassification, XNLI, False), ("bert-ner", BertForTokenClassification, NER, False),
                                      ("distilbert-xnli", DistilBertForSequenceClassification, XNLI, True),
                                      ("distilbert-ner", DistilBertForTokenClassification, NER, True)):
        kind = "distilbert" if distil else "bert"
        d = plain(name, build(cls, config(kind, labels)))
        expected(d, distil=distil)
    first = path("bert-xnli")
    old = plain("bert-xnli-gamma-beta", build(BertForSequenceClassification, config("bert", XNLI)))
    rename(old, google)
    expected(old)
    bare = plain("bert-ner-without-prefix", build(BertForTokenClassification, config("bert", NER)))
    rename(bare, lambda n: n.removeprefix("bert."))
    expected(bare)
    compiled = plain("bert-ner-compiled", build(BertForTokenClassification, config("bert", NER)))
    rename(compiled, lambda n: "_orig_mod." + n)
    expected(compiled, path("bert-ner"))
    one = plain("bert-type-vocab-1", build(BertForSequenceClassification, config("bert", XNLI, type_vocab_size=1)))
    expected(one, types=1)
    turned = [2, 0, 1]
    for name, drop, more in (
            ("labels-list", ["label2id"], {"id2label": XNLI}),
            ("labels-key-list", ["id2label", "label2id"], {"labels": XNLI}),
            ("labels-key-map", ["id2label", "label2id"], {"labels": {str(i): XNLI[i] for i in turned}}),
            ("labels-turned", ["label2id"], {"id2label": {str(i): XNLI[i] for i in turned}}),
            ("label2id-only", ["id2label"], {"label2id": {XNLI[i]: i for i in turned}}),
            ("labels-unnamed-and-label2id", [], {"id2label": {str(i): f"LABEL_{i}" for i in range(3)}})):
        os.makedirs(path("bert-" + name), exist_ok=True)
        for f in ("config.json", "model.safetensors"):
            shutil.copy(os.path.join(first, f), path("bert-" + name))
        settings(path("bert-" + name), drop, **more)
        expected(path("bert-" + name), first)


def activations():
    for act in ("gelu_python", "gelu_new", "gelu_fast", "gelu_accurate", "gelu_pytorch_tanh", "gelu_python_tanh", "quick_gelu", "relu", "silu", "swish"):
        d = plain("bert-act-" + act, build(BertModel, config("bert", hidden_act=act)))
        expected(d)
    for act in ("relu", "gelu_new"):
        expected(plain("distilbert-act-" + act, build(DistilBertModel, config("distilbert", activation=act))), distil=True)
    expected(plain("bert-eps", build(BertModel, config("bert", layer_norm_eps=.01))))
    eps = plain("distilbert-eps", build(DistilBertModel, config("distilbert")))
    settings(eps, layer_norm_eps=.5)                    # DistilBERT's classes don't read it
    expected(eps, distil=True)
    expected(plain("distilbert-sinusoidal", build(DistilBertModel, config("distilbert", sinusoidal_pos_embds=True))), distil=True)
    fewer = plain("bert-fewer-layers", build(BertModel, two("bert")))
    settings(fewer, num_hidden_layers=1)
    expected(fewer)


if __name__ == "__main__":
    shutil.rmtree(OUT, ignore_errors=True)
    encoders()
    heads()
    activations()
    with open(os.path.join(HERE, "vocab.txt"), "w") as f:
        f.write("\n".join(VOCABULARY) + "\n")
    for d in os.listdir(OUT):
        for f in os.listdir(path(d)):
            assert f in ("config.json", "expected.safetensors", "generation_config.json") or f.startswith("model"), f
        if os.path.exists(path(d) + "/generation_config.json"):
            os.remove(path(d) + "/generation_config.json")

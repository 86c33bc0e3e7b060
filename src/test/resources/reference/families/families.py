"""Makes tiny random checkpoints of every family of encoders, with what Hugging Face's classes compute of them.

Run in this folder with torch, transformers 5.24 and safetensors: python3 families.py [NAME ...]
Each folder is a checkpoint as save_pretrained leaves it, some with the settings of older versions, and holds expected.safetensors, computed
from that very folder in float32 with eager attention. For each CASE of single, padded, pair and long, the longest input that the model reads:
    CASE.ids, CASE.mask, CASE.types  int64 (B, T)
    CASE.hidden.0 to CASE.hidden.L   float32 (B, T, E), as output_hidden_states returns them
    CASE.attention.1 to .L           float32 (B, H, T, T); of long only the last
and for the padded case the gradients of loss = sum over real tokens of (last hidden state * target) / number of real tokens:
    target  float32 (B, T, E); loss (1,); grad.NAME for every parameter that the loss depends on, by its name in the file
Dropout is off. positions.safetensors holds what becomes of far positions. A classifier's folder holds CASE.logits besides, (B, T, N) or (B, N).
"""
import json, os, sys
import torch
from safetensors.torch import load_file, save_file
from transformers import (AutoConfig, AutoModel, AutoModelForSequenceClassification, AutoModelForTokenClassification, BertConfig, CamembertConfig,
                          DebertaV2Config, DistilBertConfig, ModernBertConfig, RobertaConfig, XLMRobertaConfig)
from transformers.models.deberta_v2.modeling_deberta_v2 import make_log_bucket_position
from transformers.models.modernbert.modeling_modernbert import ModernBertRotaryEmbedding

HERE = os.path.dirname(os.path.abspath(__file__))
V, E, H, F, L = 31, 12, 2, 14, 2
XNLI = ["entailment", "neutral", "contradiction"]
NER = "O B-PER I-PER B-ORG I-ORG B-LOC I-LOC".split()
BERT = dict(vocab_size=V, hidden_size=E, num_hidden_layers=L, num_attention_heads=H, intermediate_size=F, max_position_embeddings=24)
MODERN = {**BERT, "num_hidden_layers": 4, "local_attention": 8, "pad_token_id": 0, "bos_token_id": 2, "eos_token_id": 1, "cls_token_id": 2,
          "sep_token_id": 1}
V3 = dict(relative_attention=True, position_buckets=8, max_relative_positions=-1, norm_rel_ebd="layer_norm", share_att_key=True,
          pos_att_type=["p2c", "c2p"], position_biased_input=False, type_vocab_size=0)
ROBERTA = dict(layer_norm_eps=1e-5, type_vocab_size=1)


def named(labels):
    return dict(id2label=dict(enumerate(labels)), label2id={n: i for i, n in enumerate(labels)})


def old_modern(config):
    """The settings of transformers 4: thetas of their own, a stride instead of a list of types."""
    config.pop("rope_parameters"), config.pop("layer_types")
    config.update(global_rope_theta=1000.0, local_rope_theta=100.0, global_attn_every_n_layers=3, position_embedding_type="sans_pos",
                  layer_norm_eps=0.1)


def no_thetas(config):
    config.pop("rope_parameters"), config.pop("layer_types")


def bar(config):
    config.update(pos_att_type="p2c|C2P ")


ALL = {  # name: (config, what becomes of config.json, tensors that nobody reads)
    "bert": (BertConfig(**BERT), None),
    "distilbert": (DistilBertConfig(vocab_size=V, dim=E, n_layers=L, n_heads=H, hidden_dim=F, max_position_embeddings=24), None),
    "xlm-roberta": (XLMRobertaConfig(**BERT, **ROBERTA), None),
    "roberta-pad-3": (RobertaConfig(**{**BERT, "pad_token_id": 3}), None),
    "camembert": (CamembertConfig(**{**BERT, "num_hidden_layers": 1}, **ROBERTA), lambda c: c.pop("pad_token_id")),
    "xlm-roberta-xnli": (XLMRobertaConfig(**{**BERT, "num_hidden_layers": 1}, **ROBERTA, **named(XNLI)), None),
    "xlm-roberta-ner": (XLMRobertaConfig(**{**BERT, "num_hidden_layers": 1}, **ROBERTA, **named(NER)), None),
    "modernbert-old": (ModernBertConfig(**MODERN), old_modern),
    "modernbert-bare": (ModernBertConfig(**{**MODERN, "num_hidden_layers": 2}), no_thetas),
    "modernbert": (ModernBertConfig(**MODERN, hidden_activation="silu", norm_bias=True, attention_bias=True, mlp_bias=True, norm_eps=1e-3,
                                    layer_types=["sliding_attention", "full_attention", "full_attention", "sliding_attention"],
                                    rope_parameters={"full_attention": {"rope_type": "default", "rope_theta": 500.0},
                                                     "sliding_attention": {"rope_type": "default", "rope_theta": 50.0}}), None),
    "modernbert-xnli": (ModernBertConfig(**{**MODERN, "num_hidden_layers": 1}, classifier_pooling="cls", **named(XNLI)), None),
    "modernbert-mean": (ModernBertConfig(**{**MODERN, "num_hidden_layers": 1}, classifier_pooling="mean", classifier_bias=True,
                                         classifier_activation="relu", **named(XNLI)), None),
    "modernbert-ner": (ModernBertConfig(**{**MODERN, "num_hidden_layers": 1}, **named(NER)), None),
    "deberta-v3": (DebertaV2Config(**BERT, **V3), bar),
    "deberta-v2": (DebertaV2Config(**{**BERT, **V3, "share_att_key": False, "norm_rel_ebd": "none", "position_buckets": -1,
                                      "type_vocab_size": 2, "position_biased_input": True, "max_relative_positions": 6},
                                   conv_kernel_size=3, conv_act="gelu", conv_groups=2, embedding_size=8), None),
    "deberta-c2p": (DebertaV2Config(**{**BERT, **V3, "share_att_key": False, "pos_att_type": ["c2p"], "num_hidden_layers": 1},
                                    conv_kernel_size=5), None),
    "deberta-absolute": (DebertaV2Config(**{**BERT, "num_hidden_layers": 1}), None),
    "deberta-xnli": (DebertaV2Config(**{**BERT, **V3, "num_hidden_layers": 1}, **named(XNLI)), None),
    "deberta-ner": (DebertaV2Config(**{**BERT, **V3, "num_hidden_layers": 1}, **named(NER)), None),
}


def cls(name):
    return (AutoModelForSequenceClassification if name.endswith(("xnli", "mean")) else
            AutoModelForTokenClassification if name.endswith("ner") else AutoModel)


def cases(config):
    """Ids, mask and types; the single case holds the padding's id among real tokens."""
    g, pad = torch.Generator().manual_seed(5), config.pad_token_id
    longest = config.max_position_embeddings - (pad + 1 if "oberta" in type(config).__name__ or "Camem" in type(config).__name__ else 0)
    for case, lengths in dict(single=(6,), padded=(11, 7, 3), pair=(9, 8), long=(longest,)).items():
        ids = torch.full((len(lengths), max(lengths)), pad)
        mask, types = torch.zeros_like(ids), torch.zeros_like(ids)
        for row, n in enumerate(lengths):
            ids[row, :n] = torch.randint(4, V, (n,), generator=g)
            mask[row, :n] = 1
            types[row, n // 2: n] = int(case == "pair")
        if case == "single":
            ids[0, 2] = pad
        yield case, ids, mask, types


def make(name):
    config, change = ALL[name]
    directory = os.path.join(HERE, name)
    torch.manual_seed(sum(map(ord, name)))
    model = cls(name).from_config(config).eval()
    with torch.no_grad():
        for key, p in model.named_parameters():                     # livelier than an untrained model's: every part has to be read
            norm = p.dim() == 1 and key.endswith("weight")
            p.copy_(torch.randn_like(p) * (.35 if not norm else .2) + (1 if norm else 0))
    model.save_pretrained(directory)
    if name == "deberta-v3":                                        # what microsoft's files hold and nobody reads
        file = os.path.join(directory, "model.safetensors")
        save_file({**load_file(file), "embeddings.position_embeddings.weight": torch.randn(24, E), "mask_predictions.dense.weight": torch.randn(2, 2)},
                  file, metadata={"format": "pt"})
    file = os.path.join(directory, "config.json")
    settings = json.load(open(file))
    if change:
        change(settings)
    json.dump(settings, open(file, "w"), indent=1)
    expected(name, directory)


def expected(name, directory):
    model, info = cls(name).from_pretrained(directory, dtype=torch.float32, attn_implementation="eager", output_loading_info=True)
    assert not info["missing_keys"] and not info["mismatched_keys"], (name, info)
    model.eval()
    distil, out = "distilbert" in name, {}
    kinds = getattr(model.config, "type_vocab_size", 0)
    for case, ids, mask, types in cases(model.config):
        more = {} if distil or "modernbert" in name else {"token_type_ids": types if kinds > 1 else torch.zeros_like(types)}
        result = model(input_ids=ids, attention_mask=mask, output_hidden_states=True, output_attentions=True, **more)
        out.update({f"{case}.ids": ids, f"{case}.mask": mask, f"{case}.types": types})
        if "logits" in result:
            out[f"{case}.logits"] = result.logits.detach()
            continue                                                # hidden states are those of the encoders' folders
        out.update({f"{case}.hidden.{i}": h.detach().contiguous() for i, h in enumerate(result.hidden_states)})
        kept = list(enumerate(result.attentions, 1))
        out.update({f"{case}.attention.{i}": a.detach().contiguous() for i, a in (kept[-1:] if case == "long" else kept)})
        if case == "padded":
            target = torch.randn(result.hidden_states[-1].shape, generator=torch.Generator().manual_seed(7))
            loss = ((result.hidden_states[-1] * target).sum(-1) * mask).sum() / mask.sum()
            loss.backward()
            out.update(target=target, loss=loss.detach().reshape(1))
            out.update({f"grad.{n}": p.grad.clone() for n, p in model.named_parameters() if p.grad is not None})
            model.zero_grad()
    save_file(out, os.path.join(directory, "expected.safetensors"))


def positions():
    """Rows of far distances and angles of rotation at published sizes: steps.BUCKETS.FARTHEST (511,) from 0, angles.THETA (32,)."""
    out = {}
    for buckets, farthest in ((256, 512), (32, 128), (10, 400)):
        apart = torch.arange(512)[None]
        out[f"steps.{buckets}.{farthest}"] = make_log_bucket_position(apart, buckets, farthest)[0].to(torch.long).contiguous()
    for theta in (160000.0, 10000.0):
        rope = {kind: {"rope_type": "default", "rope_theta": theta} for kind in ("full_attention", "sliding_attention")}
        angles, _ = ModernBertRotaryEmbedding.compute_default_rope_parameters(ModernBertConfig(rope_parameters=rope), layer_type="full_attention")
        out[f"angles.{theta:.0f}"] = angles
    save_file(out, os.path.join(HERE, "positions.safetensors"))


if __name__ == "__main__":
    positions()
    for each in sys.argv[1:] or ALL:
        make(each)

"""Makes the tiny fine-tuned checkpoints beside it, one for each of four Hugging Face classes, with expected outputs.

Run with Debian's python3-torch in this folder: python3 golden.py
The encoder is that of ../reference/reference.py; the heads are written here from the published class definitions:
  TokenClassification:              classifier(h)
  BertForSequenceClassification:    classifier(tanh(pooler.dense(h[:, 0])))
  DistilBertForSequenceClassification: classifier(relu(pre_classifier(h[:, 0])))
Each directory is as save_pretrained writes it, with labels in another order than Lamina's, and holds expected.safetensors for one padded batch:
    input_ids, attention_mask, token_type_ids  int64 (B, T)
    logits         float32 (B, T, N) or (B, N), the model's own N outputs
    order          int64 (C,), the output of each of the task's labels, -1 where there is none
    probabilities  float32 (B, T, C) or (B, C), softmax of logits summed over the outputs that count as a label
"""
import json, os, sys
import torch
import torch.nn.functional as F

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "reference"))
from reference import NAMES, encoder, save_safetensors, weights

L, E, H, FF, P, B, T = 2, 12, 2, 24, 64, 3, 11
UPOS = "ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split()
NER = "O B-PER I-PER B-ORG I-ORG B-LOC I-LOC".split()
XNLI = ["entailment", "neutral", "contradiction"]
PAWSX = ["different", "paraphrase"]
LETTERS = [chr(c) for c in range(ord("a"), ord("z") + 1)]
VOCABULARY = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", ".", ","] + LETTERS + ["##" + c for c in LETTERS]

# folder: class, labels by output, the task's labels, the task's label of an output
MODELS = {
    "bert-pos": ("BertForTokenClassification", [t for t in reversed(UPOS) if t != "SYM"], UPOS, lambda n: n),
    "bert-xnli": ("BertForSequenceClassification", ["CONTRADICTION", "Entailment", "neutral"], XNLI, str.lower),
    "distilbert-ner": ("DistilBertForTokenClassification",
                       ["B-MISC", "I-LOC", "B-LOC", "I-MISC", "O", "I-PER", "B-PER", "I-ORG", "B-ORG"], NER,
                       lambda n: "O" if n.endswith("MISC") else n),
    "distilbert-pawsx": ("DistilBertForSequenceClassification", ["paraphrase", "not_paraphrase"], PAWSX,
                         lambda n: "different" if n == "not_paraphrase" else n),
}


def config(kind, name, labels):
    common = dict(architectures=[name], vocab_size=len(VOCABULARY), max_position_embeddings=P, pad_token_id=0,
                  id2label={str(i): n for i, n in enumerate(labels)}, label2id={n: i for i, n in enumerate(labels)})
    if kind == "bert":
        return dict(model_type="bert", hidden_size=E, num_hidden_layers=L, num_attention_heads=H, intermediate_size=FF,
                    type_vocab_size=2, hidden_act="gelu", layer_norm_eps=1e-12, hidden_dropout_prob=.1,
                    attention_probs_dropout_prob=.1, **common)
    return dict(model_type="distilbert", dim=E, n_layers=L, n_heads=H, hidden_dim=FF, activation="gelu", dropout=.1,
                attention_dropout=.1, seq_classif_dropout=.2, sinusoidal_pos_embds=False, **common)


def batch():
    ids, mask, types = (torch.zeros(B, T, dtype=torch.int64) for _ in range(3))
    for row, n in enumerate((T, T - 4, 5)):
        ids[row, :n] = torch.randint(5, len(VOCABULARY), (n,))
        mask[row, :n] = 1
        types[row, n // 2: n] = 1
    return ids, types, mask


def make(folder, seed):
    name, labels, task, as_task = MODELS[folder]
    kind = "distilbert" if name.startswith("Distil") else "bert"
    torch.manual_seed(seed)
    sd = weights(kind, L, E, FF, len(VOCABULARY), P)
    dense = lambda out: (torch.randn(out, E), torch.randn(out))
    w, b = dense(len(labels))
    ids, types, mask = batch()
    h = encoder(sd, dict(kind=kind, layers=L, hidden=E, heads=H, **NAMES[kind]), ids, types, mask)[-1]
    saved = {kind + "." + n: t for n, t in sd.items()}
    if "Sequence" in name:
        pw, pb = dense(E)
        before = "bert.pooler.dense" if kind == "bert" else "pre_classifier"
        saved.update({before + ".weight": pw, before + ".bias": pb})
        h = (torch.tanh if kind == "bert" else torch.relu)(F.linear(h[:, 0], pw, pb))
    elif kind == "bert":
        saved["bert.embeddings.position_ids"] = torch.arange(P)[None]     # older versions saved this buffer
    saved.update({"classifier.weight": w, "classifier.bias": b})
    logits = F.linear(h, w, b)
    p = torch.softmax(logits, -1)
    summed = [sum((p[..., i] for i, n in enumerate(labels) if as_task(n) == t), torch.zeros(p.shape[:-1])) for t in task]
    order = [next((i for i, n in enumerate(labels) if as_task(n) == t and not n.endswith("MISC")), -1) for t in task]
    out = os.path.join(HERE, folder)
    os.makedirs(out, exist_ok=True)
    save_safetensors(os.path.join(out, "model.safetensors"), saved)
    save_safetensors(os.path.join(out, "expected.safetensors"),
                     {"input_ids": ids, "attention_mask": mask, "token_type_ids": types, "logits": logits,
                      "order": torch.tensor(order), "probabilities": torch.stack(summed, -1)})
    with open(os.path.join(out, "config.json"), "w") as f:
        json.dump(config(kind, name, labels), f, indent=1)
    with open(os.path.join(out, "tokenizer_config.json"), "w") as f:
        json.dump({"do_lower_case": True}, f)
    with open(os.path.join(out, "vocab.txt"), "w") as f:
        f.write("\n".join(VOCABULARY) + "\n")


if __name__ == "__main__":
    for i, folder in enumerate(MODELS):
        make(folder, 40 + i)

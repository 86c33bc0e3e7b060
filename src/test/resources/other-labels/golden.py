"""What transformers answers with the tagger in this folder, and what seqeval finds in its tags, under several sets of nine labels.

Usage: python3 golden.py   (torch, transformers, tokenizers, seqeval 1.2.2; writes golden.json beside this file)
For each of SETS, config.json's id2label is taken to be that set. golden.json holds the sentences, the most probable output of each word's first
piece with its probability, and by set the entities that seqeval's default mode finds, as [begin, end, kind], kinds of other sets as the task has
them and entities of kinds that the task doesn't have left out.
"""
import json
import pathlib
import random

import torch
from seqeval.metrics.sequence_labeling import get_entities
from transformers import BertForTokenClassification, BertTokenizerFast

HERE = pathlib.Path(__file__).parent
SETS = {
    "misc": "O B-MISC I-MISC B-PER I-PER B-ORG I-ORG B-LOC I-LOC",
    "iobes": "O B-PERSON I-PERSON E-PERSON S-PERSON B-GPE I-GPE E-GPE S-GPE",
    "bilou": "O B-PER I-PER L-PER U-PER B-DATE I-DATE L-DATE U-DATE",
    "iob1": "O B-LOC I-LOC I-PER I-ORG B-MISC I-MISC I-DATE B-DATE",
    "merged": "O B-LOC I-LOC B-GPE I-GPE B-PER I-PER B-ORG I-ORG",
    "io": "O PER LOC ORG MISC DATE TIME MONEY PERCENT",
}
KINDS = {"PERSON": "PER", "GPE": "LOC"}


def spans(tags):
    tags = [{"U": "S", "L": "E"}.get(t[0], t[0]) + t[1:] if t[1:2] == "-" else (t if t == "O" else "I-" + t) for t in tags]
    return [[b, e + 1, KINDS.get(k, k)] for k, b, e in get_entities(tags) if KINDS.get(k, k) in ("PER", "ORG", "LOC")]


def main():
    words = [w for w in (HERE / "vocab.txt").read_text(encoding="utf-8").split("\n") if w.isalpha()]
    tokenizer = BertTokenizerFast(vocab=str(HERE / "vocab.txt"), vocab_file=str(HERE / "vocab.txt"), do_lower_case=False)
    model = BertForTokenClassification.from_pretrained(HERE).eval()
    rng = random.Random(5)
    sentences, outputs, probabilities = [], [], []
    for _ in range(60):
        sentence = [rng.choice(words) for _ in range(rng.randint(3, 14))]
        inputs = tokenizer(sentence, is_split_into_words=True, return_tensors="pt")
        with torch.no_grad():
            p = torch.softmax(model(**inputs).logits[0], -1)
        of = inputs.word_ids()
        first = [of.index(w) for w in range(len(sentence))]
        sentences.append(sentence)
        outputs.append([int(p[i].argmax()) for i in first])
        probabilities.append([round(float(p[i].max()), 6) for i in first])
    expected = {}
    for name, labels in SETS.items():
        labels = labels.split()
        expected[name] = {"labels": labels, "entities": [spans([labels[o] for o in row]) for row in outputs]}
    with open(HERE / "golden.json", "w", encoding="utf-8") as out:
        json.dump({"sentences": sentences, "outputs": outputs, "probabilities": probabilities, "sets": expected}, out, ensure_ascii=False)


if __name__ == "__main__":
    main()

"""Lays out the data of all four tasks as the commands of this folder expect it.

Usage: python3 models/prepare_training_data.py UNPACKED_DATA data-cache
For each task: train.en.*, dev.en.* (English) and test/XX.* (a file a language).
  pos    UD English EWT (CC BY-SA 4.0); test: UD PUD (CC BY-SA 3.0 and 4.0)
  ner    UNER English EWT; test: UNER PUD and Chinese GSD (CC BY-SA 4.0). UNER's OTH and B-O are O here.
  xnli   train: TaxiNLI (C-UDA 1.0; text of MultiNLI) and SNLI (CC BY-SA 4.0), rows whose premise occurs
         in XNLI left out; development and test: XNLI (CC BY-NC 4.0)
  pawsx  train: PAWS-Wiki pairs that don't occur in PAWS-X; development and test: PAWS-X (both free for
         any purpose, by Google)
Also pos/choose/XX.tsv: the first 200 sentences of XTREME's development data (CC BY-SA, some CC BY-NC-SA) in 21
of the encoder's languages, by which encoders are chosen, so that PUD stays a test; unlabelled/XX.txt: sentences of other languages for distillation, from pretrain/text if it is there.
"""
import csv
import pathlib
import shutil
import sys

LABELS = {"1": "neutral", "2": "contradiction", "3": "entailment"}
NER_TEST = {"de": "German-PUD", "en": "English-PUD", "ru": "Russian-PUD", "zh": "Chinese-PUD"}
UNLABELLED = 2000
CHOOSE = 200
PRETRAINED = "ar bg de el en es fi fr hi id it ja ko nl pl pt ru tr ur vi zh".split()


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from (line.rstrip("\r\n").split("\t") for line in f)


def key(text):
    return "".join(text.lower().split())


def nli(source, target):
    held_out = {key(r[0]) for split in ("dev", "test") for r in rows(source / f"xnli/en/{split}.tsv")}
    pairs = []
    with open(source / "nli_extra/en_taxinli/taxinli10k.tsv", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            pairs.append((row["prem"], row["hyp"], row["label"]))
    for row in rows(source / "nli_extra/en_snli20k/train.csv"):
        if len(row) == 4 and row[1] in LABELS:
            pairs.append((row[2], row[3], LABELS[row[1]]))
        elif len(row) == 4 and row[0] in LABELS:
            pairs.append((row[2], row[3], LABELS[row[0]]))
    kept = [p for p in pairs if p[0].strip() and p[1].strip() and key(p[0]) not in held_out
            and p[2] in LABELS.values()]
    with open(target / "xnli/train.en.tsv", "w", encoding="utf-8", newline="\n") as out:
        out.write("premise\thypothesis\tlabel\n")
        out.writelines("\t".join(p) + "\n" for p in kept)
    print("xnli:", len(pairs), "pairs,", len(kept), "kept")


def uner(source, target):
    """UNER's older revision has tags that aren't in the task: they become O."""
    with open(source, encoding="utf-8") as f, open(target, "w", encoding="utf-8", newline="\n") as out:
        for line in f:
            cells = line.rstrip("\n").split("\t")
            if len(cells) > 2 and cells[2] in ("OTH", "B-OTH", "I-OTH", "B-O", "I-O"):
                cells[2] = "O"
            out.write("\t".join(cells) + "\n")


def choose(source, target):
    """Development data as tables of words and tags."""
    (target / "pos/choose").mkdir(exist_ok=True)
    for language in PRETRAINED:
        path = source / f"xtreme_udpos/{language}/dev-{language}.tsv"
        sentences, words = [], []
        for row in [*rows(path), [""]]:
            if len(row) == 2:
                words.append(row)
            elif words:
                sentences.append(words)
                words = []
        with open(target / f"pos/choose/{language}.tsv", "w", encoding="utf-8", newline="\n") as out:
            out.write("words\ttags\n")
            for words in sentences[:CHOOSE]:
                out.write("\t".join(" ".join(cell.strip().replace(" ", "") for cell in column)
                                    for column in zip(*words)) + "\n")


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    for task in ("pos", "ner", "xnli", "pawsx"):
        (target / task / "test").mkdir(parents=True, exist_ok=True)
    ewt = source / "ud_ewt"
    shutil.copyfile(ewt / "en_ewt-ud-train.rebuilt.conllu", target / "pos/train.en.conllu")
    shutil.copyfile(ewt / "en_ewt-ud-dev.conllu", target / "pos/dev.en.conllu")
    for path in source.glob("ud_pud/*/*.conllu"):
        shutil.copyfile(path, target / f"pos/test/{path.parent.name}.conllu")

    choose(source, target)

    for split in ("train", "dev"):
        uner(source / f"uner/English-EWT/en_ewt-ud-{split}.iob2", target / f"ner/{split}.en.iob2")
    for language, folder in NER_TEST.items():
        uner(source / f"uner/{folder}/{language}_pud-ud-test.iob2", target / f"ner/test/{language}.iob2")

    nli(source, target)
    shutil.copyfile(source / "xnli/en/dev.tsv", target / "xnli/dev.en.tsv")
    for path in source.glob("xnli/*/test.tsv"):
        shutil.copyfile(path, target / f"xnli/test/{path.parent.name}.tsv")

    shutil.copyfile(source / "paws_wiki_en/train_leakfree.tsv", target / "pawsx/train.en.tsv")
    shutil.copyfile(source / "pawsx/en/dev.tsv", target / "pawsx/dev.en.tsv")
    for path in source.glob("pawsx/*/test.tsv"):
        shutil.copyfile(path, target / f"pawsx/test/{path.parent.name}.tsv")

    (target / "unlabelled").mkdir(exist_ok=True)
    for path in (target / "pretrain/text").glob("*.txt"):
        lines = [s for s in path.read_text(encoding="utf-8").splitlines() if 20 < len(s) < 200]
        step = max(1, len(lines) // UNLABELLED)
        text = "\n".join(lines[::step][:UNLABELLED]) + "\n"
        (target / "unlabelled" / path.name).write_text(text, encoding="utf-8")


main(*sys.argv[1:])

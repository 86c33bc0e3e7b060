"""Writes the English training and development files of the bundled models to a folder.

Usage: python3 models/prepare_training_data.py UNPACKED_DATA data-cache
  pos/train.en.conllu, pos/dev.en.conllu   UD English EWT (CC BY-SA 4.0)
  xnli/train.en.tsv                        TaxiNLI (C-UDA 1.0; text of MultiNLI) and SNLI (CC BY-SA 4.0);
                                           rows whose premise occurs in XNLI are left out
  xnli/dev.en.tsv                          XNLI development data (CC BY-NC 4.0)
"""
import csv
import pathlib
import shutil
import sys

LABELS = {"1": "neutral", "2": "contradiction", "3": "entailment"}


def rows(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from (line.rstrip("\r\n").split("\t") for line in f)


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    for task in ("pos", "xnli"):
        (target / task).mkdir(parents=True, exist_ok=True)
    ewt = source / "ud_ewt"
    shutil.copyfile(ewt / "en_ewt-ud-train.rebuilt.conllu", target / "pos/train.en.conllu")
    shutil.copyfile(ewt / "en_ewt-ud-dev.conllu", target / "pos/dev.en.conllu")
    shutil.copyfile(source / "xnli/en/dev.tsv", target / "xnli/dev.en.tsv")

    key = lambda text: "".join(text.lower().split())
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
    print(len(pairs), "pairs,", len(kept), "kept")


main(*sys.argv[1:])

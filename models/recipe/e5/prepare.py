"""Lays out the English training data, and the test data, of the models on multilingual-e5-small.

Usage: python3 models/recipe/e5/prepare.py UNPACKED_DATA data-cache/e5
  pos    UD English EWT (CC BY-SA 4.0); test: UD PUD of 17 languages (CC BY-SA)
  ner    PAN-X English (no licence is stated: it trains and scores, no text of it is shipped); test: PAN-X development files,
         since its test files aren't at hand, as test/XX.tsv; test1000: of each language at most 1,000 sentences of them, drawn with seed 1;
         uner/XX.iob2: Universal NER's PUD
  xnli   pairs nearest to XNLI: families mnli, mnli-mm and mnli-premises of pairs_en/nli.tsv, in an order drawn with seed 1;
         development and test: XNLI (CC BY-NC 4.0)
  mul.txt        NTREX-128 (Federmann et al. 2022, CC BY-SA 4.0): 300 sentences of each language, of those with 5 to 18 English
         words, drawn with seed 1; students learn from what their teachers say of them, nobody labelled them, and no test holds them
  mul.pairs.txt  pairs of them, as many of each of four kinds: a sentence and the next one of its document or another, with a part of it,
         with two of its parts exchanged, and with its translation
  pawsx  PAWS-Wiki pairs that don't occur in PAWS-X, and as many of pairs_en/paraphrase.tsv, drawn and ordered with seed 1;
         test: PAWS-X
Rows that share a sentence with English development or test data were left out where the data were gathered; it is checked again here.
"""
import csv
import pathlib
import random
import shutil
import sys

NEAR = {"mnli", "mnli-mm", "mnli-premises"}
NER_TEST = {"de": "German-PUD", "en": "English-PUD", "ru": "Russian-PUD", "zh": "Chinese-PUD"}


def key(text):
    return "".join(text.lower().split())


def table(path):
    with open(path, encoding="utf-8", newline="") as f:
        yield from csv.DictReader((line.rstrip("\r\n") + "\n" for line in f), delimiter="\t", quoting=csv.QUOTE_NONE)


def unquoted(cell):
    """Some rows were written with quotes around cells that hold quotes."""
    quoted = len(cell) > 1 and cell[0] == cell[-1] == '"' and '"' not in cell[1:-1].replace('""', "")
    return cell[1:-1].replace('""', '"') if quoted else cell


def held_out(source, task):
    for split in ("dev", "test"):
        with open(source / task / "en" / f"{split}.tsv", encoding="utf-8") as f:
            for line in f:
                yield from (key(cell) for cell in line.rstrip("\n").split("\t") if len(cell) > 20)


def write(path, header, rows, out_of):
    random.Random(1).shuffle(rows)
    with open(path, "w", encoding="utf-8", newline="\n") as out:
        out.write("\t".join(header) + "\n")
        out.writelines("\t".join(row) + "\n" for row in rows)
    print(path, len(rows), "of", out_of, "rows")


def drawn(path, target):
    """At most 1,000 sentences of a file of columns, in its order."""
    sentences = [s for s in path.read_text(encoding="utf-8").split("\n\n") if s.strip()]
    kept = sorted(random.Random(1).sample(range(len(sentences)), min(1000, len(sentences))))
    target.write_text("\n\n".join(sentences[i].strip("\n") for i in kept) + "\n", encoding="utf-8")


def xnli(source, target):
    held = set(held_out(source, "xnli"))
    rows = [(r["premise"], r["hypothesis"], r["label"]) for r in table(source / "pairs_en/nli.tsv") if r["family"] in NEAR]
    kept = [r for r in rows if key(r[0]) not in held and all(c.strip() for c in r)]
    write(target / "xnli/train.en.tsv", ("premise", "hypothesis", "label"), kept, len(rows))


def pawsx(source, target):
    held = set(held_out(source, "pawsx"))
    rows = [(r["sentence1"], r["sentence2"], r["label"]) for r in table(source / "paws_wiki_en/train_leakfree.tsv")]
    others = [(r["sentence1"], r["sentence2"], r["label"]) for r in table(source / "pairs_en/paraphrase.tsv")]
    rows += random.Random(1).sample(others, len(rows))
    kept = [r for r in rows if key(r[0]) not in held and key(r[1]) not in held and all(c.strip() for c in r)]
    kept = [tuple(" ".join(unquoted(c).split()) for c in r) for r in kept]
    write(target / "pawsx/train.en.tsv", ("sentence1", "sentence2", "label"), kept, len(rows))


def unlabelled(source, target, each=300):
    """Text of many languages, and pairs of it, in an order drawn with seed 1."""
    drawn = random.Random(1)
    documents = (source / "ntrex/DOCUMENT_IDS.tsv").read_text(encoding="utf-8").split("\n")
    english = (source / "ntrex/eng.src.txt").read_text(encoding="utf-8").split("\n")
    lines, pairs = [], []
    for path in sorted((source / "ntrex").glob("*.txt")):
        own = [" ".join(line.split()) for line in path.read_text(encoding="utf-8").split("\n")]
        short = [i for i, line in enumerate(own) if 5 <= len(english[i].split()) <= 18 and 12 < len(line) <= 300]
        lines += [own[i] for i in drawn.sample(short, each)]
        for number, i in enumerate(drawn.sample(short, each)):
            words, gap = (own[i].split(), " ") if own[i].count(" ") > 3 else (list(own[i].replace(" ", "")), "")
            cuts = sorted(drawn.sample(range(1, len(words)), 2))
            a, b, c = (gap.join(part) for part in (words[:cuts[0]], words[cuts[0]:cuts[1]], words[cuts[1]:]))
            other = [own[i + 1] if i + 1 in short and documents[i] == documents[i + 1] else own[drawn.choice(short)],
                     gap.join((a, c)), gap.join((b, a, c)), english[i]][number % 4]
            pairs.append(own[i] + "\t" + other)
    for name, rows in (("mul.txt", lines), ("mul.pairs.txt", pairs)):
        drawn.shuffle(rows)
        (target / name).write_text("\n".join(rows) + "\n", encoding="utf-8")
        print(target / name, len(rows), "lines")


def refuse_tests(target):
    """Stops where a sentence that students read is in a test set."""
    read = {key(cell) for name in ("mul.txt", "mul.pairs.txt") for line in (target / name).read_text(encoding="utf-8").splitlines()
            for cell in line.split("\t") if len(cell) > 20}
    held = [(path, line[9:]) for path in target.glob("pos/test/*.conllu") for line in path.read_text(encoding="utf-8").splitlines()
            if line.startswith("# text = ")]
    held += [(path, cell) for task in ("xnli", "pawsx") for path in (target / task / "test").glob("*.tsv")
             for line in path.read_text(encoding="utf-8").split("\n") for cell in line.split("\t")]
    held += [(path, "".join(row.split("\t")[0].split(":", 1)[-1] for row in text.split("\n")))
             for path in target.glob("ner/test/*.tsv") for text in path.read_text(encoding="utf-8").split("\n\n")]
    for path, text in held:
        if len(text) > 20 and key(text) in read:
            raise SystemExit(f"{path}: its sentence is among those that students read: {text}")
    print(len(read), "sentences and pairs that students read, none of them among", len(held), "texts of tests")


def main(source, target):
    source, target = pathlib.Path(source), pathlib.Path(target)
    for task in ("pos", "ner", "xnli", "pawsx"):
        (target / task / "test").mkdir(parents=True, exist_ok=True)
    for folder in ("uner", "test1000"):
        (target / "ner" / folder).mkdir(exist_ok=True)
    ewt = source / "ud_ewt"
    shutil.copyfile(ewt / "en_ewt-ud-train.rebuilt.conllu", target / "pos/train.en.conllu")
    shutil.copyfile(ewt / "en_ewt-ud-dev.conllu", target / "pos/dev.en.conllu")
    for path in source.glob("ud_pud/*/*.conllu"):
        shutil.copyfile(path, target / f"pos/test/{path.parent.name}.conllu")
    for split in ("train", "dev"):
        shutil.copyfile(source / f"panx/en/{split}.tsv", target / f"ner/{split}.en.tsv")
    for path in source.glob("panx/*/dev.tsv"):
        shutil.copyfile(path, target / f"ner/test/{path.parent.name}.tsv")
        drawn(path, target / f"ner/test1000/{path.parent.name}.tsv")
    for language, folder in NER_TEST.items():
        shutil.copyfile(source / f"uner/{folder}/{language}_pud-ud-test.iob2", target / f"ner/uner/{language}.iob2")
    unlabelled(source, target)
    for task, train in (("xnli", xnli), ("pawsx", pawsx)):
        train(source, target)
        shutil.copyfile(source / f"{task}/en/dev.tsv", target / f"{task}/dev.en.tsv")
        for path in source.glob(f"{task}/*/test.tsv"):
            shutil.copyfile(path, target / f"{task}/test/{path.parent.name}.tsv")
    refuse_tests(target)


main(*sys.argv[1:])

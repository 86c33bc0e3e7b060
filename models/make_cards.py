"""Writes README.md of each bundled model from its lamina.json and scores.json, and prints a line a model.

Usage: python3 models/make_cards.py
"""
import collections
import csv
import hashlib
import json
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
DATA = {
    "pos": "UD English EWT, training part (CC BY-SA 4.0)",
    "xnli": "pairs near XNLI's: those of MultiNLI and of its premises that published sets contain (`recipe/e5/prepare.py`); "
            "MultiNLI's own 393,000 pairs were not at hand",
    "ner": "PAN-X, English training part (Pan et al. 2017, Rahimi et al. 2019; it states no licence, so no text of it is here)",
    "pawsx": "PAWS-Wiki pairs that share no sentence with PAWS-X (free for any purpose, Google) and as many other English paraphrases; "
             "the task's 49,401 English training pairs were not at hand",
}
TEST = {
    "pos": "UD PUD, all 1,000 sentences of each language (CC BY-SA 3.0 and 4.0)",
    "xnli": "XNLI test, all 5,010 pairs of each language (CC BY-NC 4.0)",
    "ner": "PAN-X **development** files, since its test files were not at hand: at most 1,000 sentences of each language, drawn with seed 1",
    "pawsx": "PAWS-X test, all 2,000 rows of each language (free for any purpose, Google)",
}
NOT_GOOD_FOR = {
    "pos": "Words of Japanese, Korean, Thai and Chinese are tagged worst: their word boundaries and tags differ most from English ones.",
    "xnli": "Pairs of other kinds than MultiNLI's; negation and numbers are known weak points of such models.",
    "ner": "Running text: PAN-X marks names in short, often broken pieces of Wikipedia, by links and not by readers. On UD PUD's sentences F1 is lower.",
    "pawsx": "Paraphrases of other kinds than swapped words and back translation.",
}


def percent(row):
    return f"{100 * row['score']:.1f} [{100 * row['low']:.1f}, {100 * row['high']:.1f}]"


def floor(task):
    """What an answer that never looks at its input reaches on sample-data, in words."""
    if task == "ner":
        return "Answering O everywhere has F1 0."
    if task == "pos":
        shares = []
        for path in sorted((HERE.parent / "sample-data/pos").glob("*.conllu")):
            if path.stem != "en":
                rows = [r.split("\t") for r in path.read_text(encoding="utf-8").splitlines() if r[:1].isdigit()]
                tags = collections.Counter(r[3] for r in rows if len(r) > 3 and r[0].isdigit())
                shares.append(tags["NOUN"] / tags.total())
        return f"Answering NOUN everywhere has {100 * sum(shares) / len(shares):.1f} on the rows in `sample-data`, mean of languages."
    shares = []
    for path in sorted((HERE.parent / "sample-data" / task).glob("*.tsv")):
        if path.stem != "en":
            with open(path, encoding="utf-8", newline="") as f:
                labels = collections.Counter(row["label"] for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
            shares.append(max(labels.values()) / labels.total())
    return f"The most frequent label everywhere has {100 * sum(shares) / len(shares):.1f} on the rows in `sample-data`, mean of languages."


def unlabelled(training):
    """What a student learned from beside the labelled data, in a sentence."""
    if not training["unlabelled"]:
        return ""
    pairs = training["unlabelled"] == ["mul.pairs.txt"]
    return (" Each step also took as many " + ("pairs made of " if pairs else "") + "sentences of 79 languages that nobody labelled (NTREX-128, "
            "Federmann et al. 2022, CC BY-SA 4.0; news of 2019, in no test set here), for which it learned the teacher's states and answers.")


def gain(row):
    return f"{100 * row['gain']:+.2f} [{100 * row['gainLow']:+.2f}, {100 * row['gainHigh']:+.2f}]"


def check(folder):
    """A card is of the weights that lie there, and so are the scores that it shows."""
    d = json.loads((folder / "lamina.json").read_text())
    scored = json.loads((folder / "scores.json").read_text())["files"]
    if {f["name"]: f["sha256"] for f in scored} != {f["name"]: f["sha256"] for f in d["files"]}:
        sys.exit(f"{folder}: scores.json belongs to other weights; run lamina evaluate --save again")
    for f in d["files"]:
        data = (folder / f["name"]).read_bytes()
        if not f["name"].endswith(".safetensors"):
            data = data.replace(b"\r\n", b"\n")
        if hashlib.sha256(data).hexdigest() != f["sha256"]:
            sys.exit(f"{folder}/{f['name']}: is another file than lamina.json describes")


def card(folder):
    check(folder)
    d = json.loads((folder / "lamina.json").read_text())
    rows = json.loads((folder / "scores.json").read_text())["results"]
    chosen, task, t = d["chosen"], d["task"], d["training"]
    config = json.loads((folder / "config.json").read_text())
    by = {(r["language"], r["head"]): r for r in rows}
    languages = sorted({r["language"] for r in rows} - {"mean"}) + ["mean"]
    mean, test = by["mean", chosen], "test1000" if task == "ner" else "test"
    verdict = "none: the last layer alone was chosen" if chosen == "last" else \
        f"{gain(mean)} points, p = {mean['gainP']:.3f} (paired bootstrap, one seed: exploratory)"
    lines = [
        f"# {folder.name}", "",
        f"{config['num_hidden_layers']} layers of {config['hidden_size']}, " +
        (f"student of `{t['teacher'].rsplit('/', 1)[-1]}`" if t["teacher"] else "teacher, fine-tuned from multilingual-e5-small (`../base`)") +
        f", for {task.upper()}. Regime: fine-tuned, word embeddings at rest (Chen et al. train those too). Protocol `{d['protocol']}`: one encoder, "
        f"{len(d['heads'])} heads trained together.", "",
        f"- **Training data**: {DATA[task]}; {t['examples']:,} examples, {t['epochs']} epoch{'s' if t['epochs'] > 1 else ''}, {t['steps']:,} steps of "
        f"{t['batch']}, rate {t['rate']:g}, seed {t['seed']}. English labels only.{unlabelled(t)} Hashes are in `lamina.json`.",
        f"- **Chosen on English development data**: `{chosen}` ({t['metric']}: {100 * t['englishDevelopment'][chosen]:.2f}; last layer alone "
        f"{100 * t['englishDevelopment']['last']:.2f}).",
        f"- **Licence**: {d['licence']}.",
        f"- **Gain of fusion**, mean of languages without English: {verdict}.",
        f"- **Floor**: {floor(task)}",
        f"- **Not good for**: {NOT_GOOD_FOR[task]} One seed.",
        "- Words and tokenizer lie in `../base`, shared by all bundled models: copy that folder along, or use `./lamina export-model`.", "",
        f"Scores on {TEST[task]}, {rows[0]['metric']} in %, 95 % intervals (bootstrap over the units that were drawn). They are what this prints:", "",
        "```", f"./lamina evaluate --task {task} --model models/{folder.name} --layer all --variant all --data data-cache/e5/{task}/{test}", "```", "",
        f"| language | n | {chosen} | last layer alone |", "|---|---:|---:|---:|",
    ]
    lines += [f"| {l} | {by[l, chosen]['n']:,} | {percent(by[l, chosen])} | {percent(by[l, 'last'])} |" for l in languages]
    (folder / "README.md").write_text("\n".join(lines) + "\n")


def summary(folders):
    """A line a model: its scores in English and in the mean of the other languages."""
    print("| model | metric | languages | head | English | mean without English | last layer alone | gain of fusion, points |")
    print("|---|---|---:|---|---:|---:|---:|---:|")
    for folder in folders:
        d = json.loads((folder / "lamina.json").read_text())
        rows = json.loads((folder / "scores.json").read_text())["results"]
        by = {(r["language"], r["head"]): r for r in rows}
        head, mean = d["chosen"], by["mean", d["chosen"]]
        print(f"| `{folder.name}` | {rows[0]['metric']} | {len({r['language'] for r in rows} - {'mean', 'en'})} | `{head}` | "
              f"{percent(by['en', head])} | {percent(mean)} | {percent(by['mean', 'last'])} | {gain(mean) if head != 'last' else '-'} |")


def main():
    models = [p.parent for p in sorted(HERE.glob("*/scores.json"))]
    for model in models:
        card(model)
    summary(models)


if __name__ == "__main__":
    main()

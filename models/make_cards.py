"""Writes README.md of each bundled model from its lamina.json and scores.json, and prints a line a model.

Usage: python3 models/make_cards.py [CONTROL]
CONTROL is a POS teacher of the same recipe from random weights (see recipe/train_models.sh); its scores are kept in
pos-teacher/control.json.
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
    "xnli": "TaxiNLI (C-UDA 1.0, pairs of MultiNLI) and 18,000 pairs of SNLI (CC BY-SA 4.0); MultiNLI's 393,000 pairs were not at hand",
    "ner": "Universal NER, English EWT, training part (CC BY-SA 4.0)",
    "pawsx": "PAWS-Wiki pairs that share no sentence with PAWS-X (free for any purpose, Google); the task's 49,401 English training pairs were not at hand",
}
TEST = {
    "pos": "UD PUD, the first 400 sentences of each language (CC BY-SA 3.0 and 4.0)",
    "xnli": "XNLI test, the first 300 pairs of each language (CC BY-NC 4.0)",
    "ner": "Universal NER on PUD, the first 300 sentences of each language (CC BY-SA 3.0)",
    "pawsx": "PAWS-X test, the first 250 rows that all five languages have (free for any purpose, Google)",
}
FOURTEEN = "de sv fr es it pt cs ru id tr hi ar zh ja".split()


def percent(row):
    return f"{100 * row['score']:.1f} [{100 * row['low']:.1f}, {100 * row['high']:.1f}]"


def floor(task):
    """What an answer that never looks at its input reaches, in words."""
    if task == "ner":
        return "Answering O everywhere has F1 0."
    if task == "pos":
        shares = []
        for path in sorted((HERE.parent / "sample-data/pos").glob("*.conllu")):
            if path.stem != "en":
                rows = [r.split("\t") for r in path.read_text(encoding="utf-8").splitlines() if r[:1].isdigit()]
                tags = collections.Counter(r[3] for r in rows if len(r) > 3 and r[0].isdigit())
                shares.append(tags["NOUN"] / tags.total())
        return f"Answering NOUN everywhere has {100 * sum(shares) / len(shares):.1f} in the mean of languages."
    shares = []
    for path in sorted((HERE.parent / "sample-data" / task).glob("*.tsv")):
        if path.stem != "en":
            with open(path, encoding="utf-8", newline="") as f:
                labels = collections.Counter(row["label"] for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE))
            shares.append(max(labels.values()) / labels.total())
    return f"The most frequent label everywhere has {100 * sum(shares) / len(shares):.1f} in the mean of languages."


def above(by, chosen, task):
    """Whether the mean is above the floor, by its interval."""
    mean = by["mean", chosen]
    if task == "xnli":
        return (f"The mean over languages, {percent(mean)}, is " +
                ("above" if mean["low"] > 1 / 3 else "not reliably above") + " the 33.3 of guessing.")
    return f"This model's mean over languages: {percent(mean)}."


def fourteen(by, head):
    """Mean over the languages that the encoder's goal names."""
    return 100 * sum(by[language, head]["score"] for language in FOURTEEN) / len(FOURTEEN)


def keep_control(model):
    """The scores of a run from random weights, beside the card that tells them."""
    d = json.loads((model / "lamina.json").read_text())
    rows = json.loads((model / "scores.json").read_text())["results"]
    by = {(r["language"], r["head"]): r for r in rows}
    head = d["chosen"]
    control = {"head": head, "seed": d["training"]["seed"], "english": by["en", head], "mean": by["mean", head],
               "fourteen": fourteen(by, head)}
    (HERE / "pos-teacher/control.json").write_text(json.dumps(control, indent=1) + "\n")


def control(folder, by, chosen):
    if not (folder / "control.json").is_file():
        return []
    c = json.loads((folder / "control.json").read_text())
    return [f"- **Control**: the same recipe from random weights (head `{c['head']}`): English {percent(c['english'])}, mean without "
            f"English {percent(c['mean'])}. Mean over {' '.join(FOURTEEN)}: {fourteen(by, chosen):.1f} here, {c['fourteen']:.1f} there."]


def development_metric(task, training):
    """What the development scores are; earlier releases didn't store it and knew strict entity F1 alone."""
    return training.get("metric", "entity F1 (iob2-strict)" if task == "ner" else "accuracy")


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
    gain = by["mean", chosen]
    verdict = (f"{100 * gain['gain']:+.2f} points [{100 * gain['gainLow']:+.2f}, {100 * gain['gainHigh']:+.2f}], p = {gain['gainP']:.3f} (paired bootstrap, "
               "one head, chosen on English development data)")
    lines = [
        f"# {folder.name}", "",
        f"{config['num_hidden_layers']} layers of {config['hidden_size']}, " +
        (f"student of {t['teacher']}" if t["teacher"] else f"teacher, fine-tuned from {t['base']}") +
        f", for {task.upper()}. Protocol `{d['protocol']}`: one encoder, {len(d['heads'])} heads trained together.", "",
        f"- **Training data**: {DATA[task]}; {t['examples']} examples, {t['steps']} steps, seed {t['seed']}. English only. Hashes are in `lamina.json`.",
        f"- **Chosen on English development data**: `{chosen}` ({development_metric(task, t)}: {100 * t['englishDevelopment'][chosen]:.2f}; last layer alone {100 * t['englishDevelopment']['last']:.2f}).",
        f"- **Licence**: {d['licence']}. Not for commercial use.",
        f"- **Gain of fusion**, mean of languages without English: {verdict}.",
        f"- **Floor**: {floor(task)} {above(by, chosen, task)}",
        *control(folder, by, chosen),
        "- **Limits**: a demonstrator on a small encoder, one seed. It repeats the method, not the published scores." +
        (" Thai has almost no pretraining text." if task in ("pos", "xnli") else ""),
        "- The embeddings lie in `../base`, shared by all bundled models: copy that folder along.", "",
        f"Scores on {TEST[task]}, {rows[0]['metric']} in %, 95 % intervals. They are what this prints:", "",
        "```", f"./lamina evaluate --task {task} --model models/{folder.name} --layer all --variant all --data sample-data/{task}", "```", "",
        f"| language | n | {chosen} | last layer alone |", "|---|---:|---:|---:|",
    ]
    lines += [f"| {l} | {by[l, chosen]['n']} | {percent(by[l, chosen])} | {percent(by[l, 'last'])} |" for l in languages]
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
        gain = f"{100 * mean['gain']:+.2f} [{100 * mean['gainLow']:+.2f}, {100 * mean['gainHigh']:+.2f}]" if head != "last" else "-"
        print(f"| `{folder.name}` | {rows[0]['metric']} | {len({r['language'] for r in rows} - {'mean', 'en'})} | `{head}` | "
              f"{percent(by['en', head])} | {percent(mean)} | {percent(by['mean', 'last'])} | {gain} |")


def main():
    if sys.argv[1:]:
        keep_control(pathlib.Path(sys.argv[1]))
    models = [p.parent for p in sorted(HERE.glob("*/scores.json"))]
    for model in models:
        card(model)
    summary(models)


if __name__ == "__main__":
    main()

"""What seqeval finds in random tag sequences, most of them invalid in one scheme or another.

Usage: python3 golden.py   (seqeval 1.2.2; writes golden.csv.gz beside this file)
One line a sentence: the set of tags, gold tags, predicted tags, the entities that seqeval finds by default in both, and those of its
strict mode under the set's own scheme (begin-end-type, the end not included).
f1.csv holds the micro F1 of all sentences of a set, by default and in strict mode.
"""
import csv
import gzip
import io
import pathlib
import random

from seqeval.metrics import f1_score
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB1, IOB2, IOBES, BILOU, Entities

HERE = pathlib.Path(__file__).parent
TYPES = ["PER", "ORG", "LOC"]
SETS = {"iob2": (IOB2, "BI"), "iob1": (IOB1, "BI"), "iobes": (IOBES, "BIES"), "bilou": (BILOU, "BILU")}
PER_SET = 900


def sentence(rng, prefixes):
    """Random tags that often, not always, go on with the type before."""
    tags = []
    for _ in range(rng.randint(1, 9)):
        if rng.random() < 0.3:
            tags.append("O")
            continue
        kind = tags[-1][2:] if tags and tags[-1] != "O" and rng.random() < 0.6 else rng.choice(TYPES)
        tags.append(rng.choice(prefixes) + "-" + kind)
    return tags


def default(tags):
    return " ".join(sorted(f"{b}-{e + 1}-{t}" for t, b, e in get_entities(tags)))


def strict(tags, scheme):
    found = Entities([tags], scheme).entities[0]
    return " ".join(sorted(f"{x.start}-{x.end}-{x.tag}" for x in found))


def iobes(tags):
    """seqeval's default mode knows S and E, not BILOU's U and L."""
    return [{"U": "S", "L": "E"}.get(t[0], t[0]) + t[1:] for t in tags]


def main():
    rng = random.Random(20260301)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["set", "gold", "predicted", "gold_default", "predicted_default", "gold_strict", "predicted_strict"])
    scores = [["set", "default", "strict"]]
    for name, (scheme, prefixes) in SETS.items():
        golds, predictions = [], []
        for _ in range(PER_SET):
            gold = sentence(rng, prefixes)
            predicted = [t if rng.random() < 0.7 else rng.choice(["O"] + [p + "-" + k for p in prefixes for k in TYPES]) for t in gold]
            golds.append(gold)
            predictions.append(predicted)
            rows.writerow([name, " ".join(gold), " ".join(predicted), default(iobes(gold)), default(iobes(predicted)),
                           strict(gold, scheme), strict(predicted, scheme)])
        scores.append([name, f1_score([iobes(g) for g in golds], [iobes(p) for p in predictions]),
                       f1_score(golds, predictions, mode="strict", scheme=scheme)])
    with gzip.GzipFile(HERE / "golden.csv.gz", "wb", mtime=0) as out:
        out.write(text.getvalue().encode())
    with open(HERE / "f1.csv", "w", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows(scores)


if __name__ == "__main__":
    main()

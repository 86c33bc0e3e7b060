"""Makes the sample data from unpacked copies of the published sets.

Usage: python3 sample-data/make_sample_data.py UNPACKED

Takes first rows only and draws nothing at random, so that two runs write the same bytes. UNPACKED
holds ud_pud, ud_ewt, uner, xnli, nli_extra, pawsx and paws_wiki_en as the sets name their files.
"""

import csv
import pathlib
import re
import sys

HERE = pathlib.Path(__file__).resolve().parent

PUD = "ar cs de en es fr hi id it ja ko pt ru sv th tr zh".split()
PUD_4_0 = {"cs", "sv"}
XNLI_TEST = "ar de en es fr hi ru th tr ur zh".split()
XNLI_DEV = "bg el sw vi".split()
PAWSX_TEST = "de en es ko zh".split()
PAWSX_DEV = "fr ja".split()
UNER_PUD = {"de": "German", "en": "English", "ru": "Russian", "zh": "Chinese"}
SNLI_LABELS = {"1": "neutral", "2": "contradiction", "3": "entailment"}

BY_SA_3 = "CC BY-SA 3.0"
BY_SA_4 = "CC BY-SA 4.0"
BY_NC_4 = "CC BY-NC 4.0"
PAWS = "PAWS (free for any purpose, acknowledge Google LLC)"

# Short examples for the Explore panel; each is in all parallel files of its task.
EXPLORE = [
    ("pos", "n01003013", "An adverb and a compound noun: in Arabic, layers disagree about one word"),
    ("pos", "n01098041", "A short scene with a number and an adjective"),
    ("pos", "n01095019", "A day and a name: in Spanish, lower layers see a noun that the last one misses"),
    ("pos", "n01052004", "Five words with a number: each language states an age its own way"),
    ("pos", "n01080039", "A modal and a demonstrative"),
    ("pos", "n01077018", "In English one word each: pronoun, adverb, verb, adposition, noun"),
    ("pos", "n01103013", "An infinitive with to, which not every language marks with a word"),
    ("pos", "n01144041", "A simple past sentence with an adjective"),
    ("ner", "n01013005", "A person, a country"),
    ("ner", "n01033028", "Person, two hospitals, a county"),
    ("ner", "n01041006", "A person and a broadcaster inside reported speech"),
    ("ner", "n01046036", "Organisation beside a person's full name"),
    ("ner", "n01058037", "Two places and a party"),
    ("ner", "n01072010", "A broadcaster and a building"),
    ("ner", "n01078025", "A country and a regime"),
    ("ner", "n01105003", "Two persons and a city of two words"),
    ("xnli", "test-16", "Contradiction: one word turns the meaning"),
    ("xnli", "test-17", "Neutral: the same premise with an added fact"),
    ("xnli", "test-18", "Entailment: the same premise again"),
    ("xnli", "test-73", "Contradiction by antonym: locked, open"),
    ("xnli", "test-74", "Neutral: keys are not mentioned"),
    ("xnli", "test-75", "Entailment with a concession"),
    ("xnli", "test-83", "Contradiction by a number against a negation"),
    ("xnli", "test-92", "Entailment by paraphrase: light, did not weigh much"),
    ("pawsx", "12", "Different: two rivers swapped"),
    ("pawsx", "52", "Paraphrase: the adverbial moves"),
    ("pawsx", "155", "Different: father and son swapped"),
    ("pawsx", "170", "Different: who died, who founded"),
    ("pawsx", "234", "Different: first and second swapped"),
    ("pawsx", "290", "Different: two states swapped"),
    ("pawsx", "311", "Paraphrase: origin and destination reordered, not swapped"),
    ("pawsx", "839", "Paraphrase: one noun less"),
]

catalog = []


def write(path, text, task, language, split, n, parallel, licence):
    target = HERE / path
    target.parent.mkdir(parents=True, exist_ok=True)
    with open(target, "w", encoding="utf-8", newline="\n") as out:
        out.write(text)
    commercial = "no" if "NC" in licence else "yes"
    row = (task, language, split, path, n, "yes" if parallel else "no", licence, commercial)
    catalog.append(row)


def read(path):
    with open(path, encoding="utf-8", newline="") as f:
        return f.read().replace("\r\n", "\n")


def sentences(path):
    """Blocks of lines, one a sentence."""
    for block in read(path).split("\n\n"):
        lines = [line for line in block.split("\n") if line]
        if lines:
            yield lines


def comment(lines, name):
    start = f"# {name} = "
    return next((line[len(start) :].strip() for line in lines if line.startswith(start)), "")


def slim(lines):
    """A CoNLL-U sentence with ID, FORM and UPOS, and of MISC only SpaceAfter=No."""
    out = [f"# sent_id = {comment(lines, 'sent_id')}", f"# text = {comment(lines, 'text')}"]
    for line in lines:
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if "." in columns[0]:
            continue
        misc = "SpaceAfter=No" if "SpaceAfter=No" in columns[9].split("|") else "_"
        out.append("\t".join([columns[0], columns[1], "_", columns[3], *"_____", misc]))
    return "\n".join(out) + "\n\n"


def first(iterator, n):
    rows = [row for row, _ in zip(iterator, range(n))]
    assert len(rows) == n, (len(rows), n)
    return rows


def pos(source):
    ids = None
    for language in PUD:
        path = source / f"ud_pud/{language}/{language}_pud-ud-test.conllu"
        rows = first(sentences(path), 400)
        own = [comment(row, "sent_id") for row in rows]
        assert ids is None or own == ids, language
        ids = own
        licence = BY_SA_4 if language in PUD_4_0 else BY_SA_3
        text = "".join(map(slim, rows))
        write(f"pos/{language}.conllu", text, "pos", language, "test", 400, True, licence)
    for split, name, n in (("train", "train.rebuilt", 600), ("dev", "dev", 400)):
        rows = first(sentences(source / f"ud_ewt/en_ewt-ud-{name}.conllu"), n)
        text = "".join(map(slim, rows))
        write(f"pos/{split}/en.conllu", text, "pos", "en", split, n, False, BY_SA_4)


def letters(text):
    return re.sub(r"\W", "", text)


def words_and_tags(lines, sent_id):
    out = [f"# sent_id = {sent_id}", f"# text = {comment(lines, 'text')}"]
    out += ["\t".join(line.split("\t")[:3]) for line in lines if re.match(r"\d+\t", line)]
    return "\n".join(out) + "\n\n"


def ner(source):
    """UNER numbers the PUD sentences anew; the numbers of PUD are put back, so that the files are
    parallel. Of the first 300 all stand in the same order, which their texts confirm (the German
    texts were revised since, a few at a time, so there most of them)."""
    for language, name in UNER_PUD.items():
        path = source / f"uner/{name}-PUD/{language}_pud-ud-test.iob2"
        rows = first(sentences(path), 300)
        pud = source / f"ud_pud/{language}/{language}_pud-ud-test.conllu"
        originals = first(sentences(pud), 300)
        same = sum(
            letters(comment(a, "text")) == letters(comment(b, "text"))
            for a, b in zip(rows, originals)
        )
        assert same == 300 or language == "de" and same > 200, (language, same)
        ids = [comment(row, "sent_id") for row in originals]
        text = "".join(map(words_and_tags, rows, ids))
        write(f"ner/{language}.iob2", text, "ner", language, "test", 300, True, BY_SA_3)
    for split, n in (("train", 600), ("dev", 600)):
        rows = first(sentences(source / f"uner/English-EWT/en_ewt-ud-{split}.iob2"), n)
        text = "".join(words_and_tags(row, comment(row, "sent_id")) for row in rows)
        write(f"ner/{split}/en.iob2", text, "ner", "en", split, n, False, BY_SA_4)


def table(path):
    """Rows after the header, each a list of cells."""
    return [line.split("\t") for line in read(path).split("\n")[1:] if line]


def pairs(path, header, rows, **entry):
    text = "".join("\t".join(row) + "\n" for row in [header, *rows])
    write(path, text, n=len(rows), **entry)


def xnli(source):
    header = ["id", "premise", "hypothesis", "label"]
    parts = [("test", language, f"xnli/{language}.tsv") for language in XNLI_TEST]
    parts += [("dev", language, f"xnli/dev/{language}.tsv") for language in ["en", *XNLI_DEV]]
    labels = {}
    for split, language, path in parts:
        rows = table(source / f"xnli/{language}/{split}.tsv")[:300]
        own = [row[2] for row in rows]
        assert labels.setdefault(split, own) == own, (language, split)
        rows = [[f"{split}-{i}", *row] for i, row in enumerate(rows, 1)]
        entry = dict(task="xnli", language=language, split=split, parallel=True, licence=BY_NC_4)
        pairs(path, header, rows, **entry)
    rows = [line.split("\t") for line in read(source / "nli_extra/en_snli20k/train.csv").split("\n")]
    rows = [row for row in rows if len(row) == 4 and row[0] == row[1] and row[2] and row[3]][:600]
    rows = [[f"snli-{i}", r[2], r[3], SNLI_LABELS[r[0]]] for i, r in enumerate(rows, 1)]
    entry = dict(task="xnli", language="en", split="train", parallel=False, licence=BY_SA_4)
    pairs("xnli/train/en.tsv", header, rows, **entry)


def pawsx(source):
    header = ["id", "sentence1", "sentence2", "label"]
    for split, languages, folder in (
        ("test", PAWSX_TEST, "pawsx"),
        ("dev", ["en", *PAWSX_DEV], "pawsx/dev"),
    ):
        rows = {each: table(source / f"pawsx/{each}/{split}.tsv") for each in languages}
        whole = [
            i
            for i in range(2000)
            if all(s.strip() not in ("", "NS") for each in languages for s in rows[each][i][1:3])
        ][:250]
        for language in languages:
            chosen = [rows[language][i] for i in whole]
            if split == "dev":
                chosen = [[f"dev-{i + 1}", *row[1:]] for i, row in zip(whole, chosen)]
            entry = dict(task="pawsx", language=language, split=split, parallel=True, licence=PAWS)
            pairs(f"{folder}/{language}.tsv", header, chosen, **entry)
        if split == "test":
            assert all([r[0] for r in rows[each]] == [r[0] for r in rows["en"]] for each in rows)
    rows = table(source / "paws_wiki_en/train_leakfree.tsv")[:600]
    rows = [[f"paws-{i}", *row[1:]] for i, row in enumerate(rows, 1)]
    entry = dict(task="pawsx", language="en", split="train", parallel=False, licence=PAWS)
    pairs("pawsx/train/en.tsv", header, rows, **entry)


def main(source):
    source = pathlib.Path(source)
    for task in ("pos", "ner", "xnli", "pawsx"):
        for split in ("", "train", "dev"):
            for old in (HERE / task / split).glob("*.*"):
                if old.is_file():
                    old.unlink()
    pos(source)
    ner(source)
    xnli(source)
    pawsx(source)
    for name, head, rows in (
        ("catalog.csv", "task language split path n parallel licence commercial_use", catalog),
        ("explore.csv", "task id note", EXPLORE),
    ):
        with open(HERE / name, "w", encoding="utf-8", newline="") as out:
            writer = csv.writer(out, lineterminator="\n")
            writer.writerow(head.split())
            writer.writerows(rows)
    size = sum(path.stat().st_size for path in HERE.rglob("*") if path.is_file())
    assert size <= 12_000_000, size
    print(len(catalog), "files,", size, "bytes")


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    main(sys.argv[1])

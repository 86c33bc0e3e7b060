"""Writes the text that the bundled encoder is pretrained on to a folder.

Usage: python3 models/prepare_pretraining_text.py UNPACKED_DATA data-cache/pretrain [--free]
  parallel/en-XX.tsv   translation pairs, English first: Tatoeba (CC BY 2.0 FR), TICO-19 (CC0 1.0)
  joined/en-XX.tsv     the same pairs, then groups of two to four of them joined to one line, as often
                       as there are pairs: most pairs are short, newspaper sentences are not
  text/XX.txt          one sentence a line: WikiNEuRal (CC BY-NC-SA 4.0), UD treebanks as in XTREME
                       (CC BY-SA, some CC BY-NC-SA), UD GSD and EWT (CC BY-SA 4.0), PAN-X (from
                       Wikipedia), English of PAWS-Wiki (free for any purpose), TaxiNLI, SNLI
--free leaves out what is or may be non-commercial (WikiNEuRal, XTREME's treebanks, TaxiNLI's text).

Never in it: PUD, XNLI, PAWS-X, NTREX, FLORES, any development or test set, and of Tatoeba every
pair with a side that occurs in the Tatoeba v1 retrieval sets. Sentences equal to one of PUD, XNLI or
PAWS-X, spaces and case ignored, are dropped too.
"""
import csv
import pathlib
import random
import sys

TATOEBA = dict(
    ara="ar", bul="bg", ces="cs", deu="de", ell="el", spa="es", fin="fi", fra="fr", hin="hi",
    ind="id", ita="it", jpn="ja", kor="ko", nld="nl", pol="pl", por="pt", rus="ru", swe="sv",
    swa="sw", tha="th", tur="tr", urd="ur", vie="vi", zho="zh")
TICO = {"en-ar": "ar", "en-es-LA": "es", "en-fr": "fr", "en-hi": "hi", "en-id": "id",
        "en-pt-BR": "pt", "en-ru": "ru", "en-sw": "sw", "en-ur": "ur", "en-zh": "zh"}
LANGUAGES = sorted({"en", *TATOEBA.values()})
UNSPACED = {"zh", "ja", "th"}
MAX_CHARACTERS = 400


def lines(path):
    with open(path, encoding="utf-8", newline="") as f:
        for line in f:
            yield line.rstrip("\r\n")


def key(text):
    return "".join(text.lower().split())


def columns(path, column, language):
    """Sentences of a file of tokens with empty lines between."""
    words = []
    for line in lines(path):
        if line.startswith("#"):
            continue
        if not line.strip():
            if words:
                yield ("" if language in UNSPACED else " ").join(words)
            words = []
            continue
        cells = line.split("\t")
        if "-" in cells[0] and column == 1 or "." in cells[0] and column == 1:
            continue
        words.append(cells[column].strip())
    if words:
        yield ("" if language in UNSPACED else " ").join(words)


def conllu_text(path):
    for line in lines(path):
        if line.startswith("# text = "):
            yield line[9:]


def held_out(source):
    keys = set()
    for path in source.glob("ud_pud/*/*.conllu"):
        keys.update(key(t) for t in conllu_text(path))
    for path in [*source.glob("xnli/*/*.tsv"), *source.glob("pawsx/*/*.tsv")]:
        for line in lines(path):
            keys.update(key(cell) for cell in line.split("\t") if len(cell) > 12)
    for path in [*source.glob("xtreme_udpos/*/dev-*.tsv")]:
        keys.update(key(t) for t in columns(path, 0, "en"))
    for path in [*source.glob("ud_ewt/*-dev.conllu"), *source.glob("ud_ewt/*-test.conllu")]:
        keys.update(key(t) for t in conllu_text(path))
    return keys


def pairs(source):
    v1 = {key(t) for path in source.glob("tatoeba_v1/*/*.txt") for t in lines(path)}
    for code, language in TATOEBA.items():
        for i, line in enumerate(lines(source / f"tatoeba_2021/eng-{code}.tsv")):
            cells = line.split("\t")
            if i and len(cells) == 2 and not {key(cells[0]), key(cells[1])} & v1:
                yield language, cells[0], cells[1]
    for name, language in TICO.items():
        for i, line in enumerate(lines(source / f"tico19/{name}.tsv")):
            cells = line.split("\t")
            if i and len(cells) == 3:
                yield language, cells[1], cells[2]


def sentences(source, free):
    for language in LANGUAGES:
        panx = source / f"panx/{language}/train.tsv"
        if panx.exists():
            yield from ((language, s) for s in columns(panx, 0, language))
    for path in source.glob("ud_other/*/*-ud-train.conllu"):
        if "IMST" not in str(path) or not free:
            yield from ((path.name[:2], s) for s in conllu_text(path))
    yield from (("en", s) for s in conllu_text(source / "ud_ewt/en_ewt-ud-train.rebuilt.conllu"))
    for row in csv.reader(open(source / "paws_wiki_en/train_leakfree.tsv", encoding="utf-8"),
                          delimiter="\t", quoting=csv.QUOTE_NONE):
        yield from (("en", cell) for cell in row if len(cell) > 20)
    for line in lines(source / "nli_extra/en_snli20k/train.csv"):
        yield from (("en", cell) for cell in line.split("\t")[2:])
    if free:
        return
    with open(source / "nli_extra/en_taxinli/taxinli10k.tsv", encoding="utf-8", newline="") as f:
        for row in csv.DictReader(f, delimiter="\t", quoting=csv.QUOTE_NONE):
            yield from (("en", row[name]) for name in ("prem", "hyp"))
    for path in sorted(source.glob("wikineural/*/*.conllu")):
        yield from ((path.parent.name, s) for s in columns(path, 1, path.parent.name))
    for language in LANGUAGES:
        path = source / f"xtreme_udpos/{language}/train-{language}.tsv"
        if path.exists():
            yield from ((language, s) for s in columns(path, 0, language))


def joined(pairs, language, seed=1):
    """The pairs, then as many lines of two to four random ones in a row."""
    yield from pairs
    draw = random.Random(seed)
    space = "" if language in UNSPACED else " "
    for _ in pairs:
        some = [draw.choice(pairs).split("\t") for _ in range(draw.randint(2, 4))]
        english, foreign = " ".join(p[0] for p in some), space.join(p[1] for p in some)
        if max(len(english), len(foreign)) <= MAX_CHARACTERS:
            yield english + "\t" + foreign


def write_joined(target):
    (target / "joined").mkdir(exist_ok=True)
    for path in sorted(target.glob("parallel/en-*.tsv")):
        with open(target / "joined" / path.name, "w", encoding="utf-8", newline="\n") as f:
            f.writelines(line + "\n" for line in joined(list(lines(path)), path.stem[3:]))


def main(source, target, *flags):
    source, target = pathlib.Path(source), pathlib.Path(target)
    for folder in ("text", "parallel"):
        (target / folder).mkdir(parents=True, exist_ok=True)
    forbidden = held_out(source)
    files, seen, counts = {}, set(), {}

    def write(name, line):
        if line not in seen:
            seen.add(line)
            if name not in files:
                files[name] = open(target / name, "w", encoding="utf-8", newline="\n")
            files[name].write(line + "\n")
            counts[name] = counts.get(name, 0) + 1

    for language, english, foreign in pairs(source):
        english, foreign = " ".join(english.split()), " ".join(foreign.split())
        if english and foreign and max(len(english), len(foreign)) <= MAX_CHARACTERS \
                and not {key(english), key(foreign)} & forbidden:
            write(f"parallel/en-{language}.tsv", english + "\t" + foreign)
    for language, sentence in sentences(source, "--free" in flags):
        sentence = " ".join(sentence.split())
        if 8 <= len(sentence) <= MAX_CHARACTERS and key(sentence) not in forbidden:
            write(f"text/{language}.txt", sentence)
    for f in files.values():
        f.close()
    write_joined(target)
    for name in sorted(counts):
        print(name, counts[name])


if __name__ == "__main__":
    main(*sys.argv[1:])

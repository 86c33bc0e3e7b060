"""Writes vocabularies.json: how transformers' BertTokenizer reads vocab.txt and tokenizer_config.json, ids of texts without special tokens.

Run in this folder with transformers 5.24: python3 vocabularies.py
"""
import json, os, tempfile
from transformers import BertTokenizer

S = "[PAD]\n[UNK]\n[CLS]\n[SEP]\n[MASK]\n"
CASES = {                                   # name: vocab.txt, tokenizer_config.json, texts
    "repeated line": (S + "a\nb\na\nc\n", {"do_lower_case": False}, ["a b c"]),
    "blank lines": (S + "\na\n\n\nb\nc\n", {"do_lower_case": False}, ["a b c"]),
    "no newline at the end": (S + "a\nb", {"do_lower_case": False}, ["a b"]),
    "carriage return within": (S + "a\rb\nc\n", {"do_lower_case": False}, ["a b c"]),
    "carriage returns at the end": ((S + "a\nb\n").replace("\n", "\r\n"), {"do_lower_case": False}, ["a b"]),
    "line separators are no ends": (S + "a\n\u2028\nb\u2028x\n\u000bq\nc\u0085\nd\n", {"do_lower_case": False}, ["a b c d q"]),
    "blanks at the end": (S + "a \nb\t\nc\u3000\nd\n", {"do_lower_case": False}, ["a b c d"]),
    "a no-break space": (S + "a\u00a0\nb\n", {"do_lower_case": False}, ["a b"]),
    "a piece twice, once with a blank": (S + "a\nb\na \n", {"do_lower_case": False}, ["a b"]),
    "lower case": (S + "a\n##b\nb\ne\n", {"do_lower_case": True}, ["AB É a"]),
    "accents kept": (S + "a\ne\né\n", {"do_lower_case": True, "strip_accents": False}, ["É E e\u0301"]),
    "accents taken, case kept": (S + "a\ne\né\nE\n", {"do_lower_case": False, "strip_accents": True}, ["É é E"]),
    "accents null": (S + "a\ne\né\nE\n", {"do_lower_case": False, "strip_accents": None}, ["É é E"]),
    "Chinese in words": (S + "一\n##二\n一二\n二\n", {"do_lower_case": False, "tokenize_chinese_chars": False}, ["一二", "二一二"]),
    "Chinese by character": (S + "一\n##二\n一二\n二\n", {"do_lower_case": False}, ["一二", "𠀀二"]),
    "emoji": (S + "😀\n##😀\na\n", {"do_lower_case": False}, ["a😀 😀😀 a"]),
    "longest first, whole words unknown": (S + "un\n##able\n##a\n##b\nunab\n", {"do_lower_case": False}, ["unable unab unabb unx"]),
    "a word of 100 letters and of 101": (S + "a\n##a\n", {"do_lower_case": False}, ["a" * 100, "a" * 101]),
    "control and format characters": (S + "a\nb\nab\n", {"do_lower_case": False}, ["a\u00adb a\u200bb a\u0007b a\tb a\u00a0b a\ufffdb \ue000a"]),
    "unassigned code points": (S + "a\nb\nab\na\u0378b\n", {"do_lower_case": False}, ["a\u0378b"]),
    "symbols": (S + "a\n$\n+\n€\n¬\na€\n", {"do_lower_case": False}, ["a$a a+a a€a a¬a a€"]),
    "special tokens in the text": (S + "a\n[\nUNK\n]\n", {"do_lower_case": False}, ["a [SEP] [UNK] a"]),
    "model_max_length of 31 digits": (S + "a\n", {"do_lower_case": False, "model_max_length": 1000000000000000019884624838656}, ["a a"]),
    "digits and upper case beyond ASCII": (S + "ß\nss\nı\ni\n##̇\nσ\nς\n", {"do_lower_case": True}, ["ß SS İ I Σ ΑΣ"]),
}
D = dict(content="[NEW]", lstrip=False, rstrip=False, normalized=False, single_word=False, special=True)
NEW = ["a [NEW] b", "a[NEW]b", "[new] A"]
CASES.update({
    "an added token": (S + "a\nb\n", {"do_lower_case": True, "added_tokens_decoder": {"7": D}}, NEW),
    "an added token in normalized text": (S + "a\nb\n", {"do_lower_case": True, "added_tokens_decoder": {"7": {**D, "normalized": True, "special": False}}}, NEW),
    "an added token that is a piece, another id written": (S + "a\nb\n[NEW]\n", {"do_lower_case": True, "added_tokens_decoder": {"5": D}}, NEW),
    "additional_special_tokens": (S + "a\nb\n", {"do_lower_case": True, "additional_special_tokens": ["[NEW]"]}, NEW),
    "added_tokens.json": (S + "a\nb\n", {"do_lower_case": True}, NEW, {"[NEW]": 7}),
})


def main():
    out = []
    for name, (vocabulary, config, texts, *added) in CASES.items():
        with tempfile.TemporaryDirectory() as d:
            with open(os.path.join(d, "vocab.txt"), "w", encoding="utf-8", newline="") as f:
                f.write(vocabulary)
            json.dump(config, open(os.path.join(d, "tokenizer_config.json"), "w"))
            if added:
                json.dump(added[0], open(os.path.join(d, "added_tokens.json"), "w"))
            tokenizer = BertTokenizer.from_pretrained(d)
            out.append({"name": name, "vocabulary": vocabulary, "config": config, **({"added": added[0]} if added else {}),
                        "texts": [{"text": t, "ids": tokenizer(t, add_special_tokens=False)["input_ids"]} for t in texts]})
    with open("vocabularies.json", "w", encoding="utf-8") as f:
        json.dump(out, f, indent=1)
        f.write("\n")


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Writes what Python's tokenizers make of texts, for TokenizerParityRun and TokenizerParityTest.

    python3 golden_parity.py TOKENIZER.json TEXTS OUT      (tokenizers 0.23; TEXTS: a text a line)

Each line of OUT: a text alone, the text with the next one as a pair, and its words (between spaces) given one by one, each with
ids, tokens, offsets in code points and token types, as the file itself says: truncation and padding cleared, special pieces added.
Texts and words of which the tokenizer leaves nothing are left out. RoBERTa's tokenizers get a space before each word, as transformers asks of
them (add_prefix_space) where words are given one by one.
"""
import json, sys
from tokenizers import Tokenizer


def one(encoding):
    return {"ids": encoding.ids, "tokens": encoding.tokens, "offsets": encoding.offsets, "types": encoding.type_ids}


def main(file, texts, out):
    tokenizer = Tokenizer.from_file(file)
    tokenizer.no_truncation()
    tokenizer.no_padding()
    roberta = (json.load(open(file, encoding="utf-8")).get("post_processor") or {}).get("type") == "RobertaProcessing"
    lines = [line.rstrip("\n") for line in open(texts, encoding="utf-8", newline="\n")]
    lines = [line for line in lines if tokenizer.encode(line, add_special_tokens=False).ids]
    with open(out, "w", encoding="utf-8") as target:
        for i, line in enumerate(lines):
            other = lines[(i + 1) % len(lines)]
            words = [w for w in line.split(" ") if w and tokenizer.encode([w], is_pretokenized=True, add_special_tokens=False).ids]
            split = tokenizer.encode([" " + w if roberta else w for w in words], is_pretokenized=True)
            row = {"text": line, "other": other, "words": words, "single": one(tokenizer.encode(line)), "pair": one(tokenizer.encode(line, other)),
                   "split": one(split) | {"word_ids": [-1 if w is None else w for w in split.word_ids]}}
            target.write(json.dumps(row, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])

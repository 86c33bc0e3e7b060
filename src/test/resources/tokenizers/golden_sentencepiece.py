#!/usr/bin/env python3
"""Makes small SentencePiece models and what transformers' converters make of them (transformers 5.24, sentencepiece, protobuf).

    python3 golden_sentencepiece.py        in this folder; writes sentencepiece/KIND/{*.model, tokenizer_config.json, gold.jsonl}

gold.jsonl holds what the tokenizer that transformers makes of the .model file does with the texts of parity.txt.
"""
import importlib, json, os, shutil, tempfile
import golden_parity
import sentencepiece as spm
from tokenizers import AddedToken

slow = importlib.import_module("transformers.convert_slow_tokenizer")
HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = []
for language in "en de ru ar hi zh ja th".split():
    path = os.path.join(HERE, "../../../../sample-data/pos", language + ".conllu")
    CORPUS += [l[9:].strip() for l in open(path, encoding="utf-8") if l.startswith("# text = ")][:30]


class Slow:
    """What a converter asks of the tokenizer that it converts."""

    def __init__(self, vocab_file, pieces, **settings):
        self.vocab_file, self.pieces = vocab_file, pieces
        self.do_lower_case = self.split_by_punct = self.keep_accents = False
        self.add_prefix_space, self.legacy = True, True
        self.__dict__.update(settings)

    def convert_tokens_to_ids(self, token):
        return self.pieces[token]


def main():
    for kind, converter, name, extra in [
        ("xlm-roberta", slow.XLMRobertaConverter, "sentencepiece.bpe.model", {}),
        ("camembert", slow.CamembertConverter, "sentencepiece.bpe.model", {}),
        ("deberta-v2", slow.DebertaV2Converter, "spm.model", dict(
            pad_id=0, bos_id=1, eos_id=2, unk_id=3, pad_piece="[PAD]", bos_piece="[CLS]", eos_piece="[SEP]", unk_piece="[UNK]")),
    ]:
        folder = os.path.join(HERE, "sentencepiece", kind)
        shutil.rmtree(folder, ignore_errors=True)
        os.makedirs(folder)
        prefix = os.path.join(folder, "m")
        spm.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_prefix=prefix, vocab_size=900, character_coverage=.98,
                                       hard_vocab_limit=False, minloglevel=2, normalization_rule_name="identity" if kind == "camembert" else "nmt_nfkc", **extra)
        file = os.path.join(folder, name)
        os.rename(prefix + ".model", file)
        os.remove(prefix + ".vocab")
        model = spm.SentencePieceProcessor(model_file=file)
        pieces = {model.id_to_piece(i): i + (4 if kind == "camembert" else 0) for i in range(len(model))}
        if kind == "xlm-roberta":
            pieces |= {"<s>": 0, "<pad>": 1, "</s>": 2, "<unk>": 3}
        if kind == "deberta-v2":
            pieces["[MASK]"] = len(model)
        converted = converter(Slow(file, pieces)).converted()
        with tempfile.TemporaryDirectory() as temporary:
            json_file = os.path.join(temporary, "tokenizer.json")
            special = ["[PAD]", "[CLS]", "[SEP]", "[UNK]", "[MASK]"] if kind == "deberta-v2" else ["<s>", "<pad>", "</s>", "<unk>"]
            converted.add_special_tokens(special)  # as the classes that use the converters do
            if kind != "deberta-v2":
                converted.add_special_tokens([AddedToken("<mask>", lstrip=True, special=True)])
            converted.save(json_file)
            golden_parity.main(json_file, os.path.join(HERE, "parity.txt"), os.path.join(folder, "gold.jsonl"))
        settings = {"xlm-roberta": "XLMRobertaTokenizer", "camembert": "CamembertTokenizer", "deberta-v2": "DebertaV2Tokenizer"}[kind]
        with open(os.path.join(folder, "tokenizer_config.json"), "w") as out:
            json.dump({"tokenizer_class": settings}, out)


main()

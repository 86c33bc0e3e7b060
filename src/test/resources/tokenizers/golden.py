"""Makes small tokenizer.json files of all kinds with Python's tokenizers, and the ids that it gives to the texts in texts.json.

Run in this folder with the packages tokenizers, sentencepiece and protobuf: python3 golden.py
Each NAME.json is a tokenizer; ids.json holds by name, text by text, the ids without special tokens.
nmt_nfkc.gz is the character map of SentencePiece's default rule, as published tokenizers hold it.
"""
import gzip, io, json, os
import sentencepiece as spm
from sentencepiece import sentencepiece_model_pb2 as proto
from tokenizers import AddedToken, Regex, Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

HERE = os.path.dirname(os.path.abspath(__file__))
CORPUS = []
for language in "en de ru ar hi zh ja th".split():
    path = os.path.join(HERE, "../../../../sample-data/pos", language + ".conllu")
    if os.path.exists(path):
        CORPUS += [l[9:].strip() for l in open(path, encoding="utf-8") if l.startswith("# text = ")][:30]
CORPUS += ["It's a test: we'll see 1234 things, 5.6 % of them! \t Twice  two spaces.", "def f(x):\n    return x ** 2\n"] * 5
SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
GPT4 = (r"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+"
        r"|\s+(?!\S)|\s+")

TEXTS = [
    "", " ", "Hello, world!", "The quick brown fox jumps over the lazy dog.", "  two  spaces   three ", "\tTab\nand\r\nlines\n\n",
    "Straße, Übergröße, naïve café", "STRASSE ÜBER CAFÉ", "Это предложение.", "هذه جملة قصيرة.", "यह एक वाक्य है।", "这是一个句子。", "これは文です。",
    "นี่คือประโยค", "한국어 문장입니다", "\u1112\u1161\u11ab\u1100\u1173\u11af", "e\u0301 o\u0308 n\u0303", "ﬁne ﬂow ½ ² ① Ａ Ｂ",
    "emoji 😀👍🏽👨‍👩‍👧‍👦🇩🇪", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢 𠀀𠀁", "zero\u200bwidth\u200djoin\u00adsoft", "nbsp\u00a0and\u2003em\u3000wide", "\ufeffBOM", "\ufffd",
    "a\u0000b", "control\u0001\u001f\u007f\u0085x", "[CLS] in text [SEP] and [MASK] too", "x[MASK]y  [MASK]  z", "<s></s><unk><mask>",
    "don't we'll they've I'M", "1234567890 3.14 1,000 ½", "foo_bar-baz/qux\\quux", "http://example.org/?q=a&b=c#d", "a" * 120, "ab " * 60,
    "😀" * 40, "\u0301\u0301\u0301", "...!!!???", "“quotes” ‘single’ «guillemets»", "—–-‐‑", "C++ and C# & F♯", "٣٤٥ ۳۴۵ ४५६", "ǅ ŉ ß ẞ ſ",
    "\u202eright to left\u202c", "ᏣᎳᎩ ᐃᓄᒃᑎᑐᑦ ꙮ", "𓀀𓁐 𒀀", "İstanbul IĞDIR ı", "newline at the end\n", " leading", "trailing ", "ﷺ", "\U0010ffff\U000e0001",
    "x" * 700, "the the the the",
]


def words(kind, normalizer, pre, **settings):
    tokenizer = Tokenizer(kind)
    tokenizer.normalizer, tokenizer.pre_tokenizer = normalizer, pre
    return tokenizer


def train(tokenizer, trainer):
    few = isinstance(trainer, trainers.UnigramTrainer)  # whose vocabulary holds every character that it has seen
    tokenizer.train_from_iterator([t for t in CORPUS if max(t) < "\u0460"] if few else CORPUS, trainer)
    return tokenizer


def charsmap(rule, **more):
    model = io.BytesIO()
    spm.SentencePieceTrainer.train(sentence_iterator=iter(CORPUS), model_writer=model, vocab_size=1200, hard_vocab_limit=False,
                                   character_coverage=.98, minloglevel=2, **more, **({"normalization_rule_name": rule} if rule else {}))
    parsed = proto.ModelProto()
    parsed.ParseFromString(model.getvalue())
    return parsed


def small_map():
    rules = os.path.join("/tmp", "lamina-rules.tsv")
    with open(rules, "w") as out:
        for source, target in [("Ａ", "A"), ("Ｂ", "B"), ("ﬁ", "fi"), ("½", "1⁄2"), ("①", "1"), ("\u3000", " "), ("\u2003", " "), ("\t", " "),
                               ("\n", " "), ("\u00ad", ""), ("\u200b", ""), ("ﷺ", "صلى الله عليه وسلم"), ("e\u0301", "é"), ("o\u0308", "ö")]:
            out.write(" ".join("%X" % ord(c) for c in source) + "\t" + " ".join("%X" % ord(c) for c in target) + "\n")
    try:
        return charsmap(None, normalization_rule_tsv=rules).normalizer_spec.precompiled_charsmap
    finally:
        os.remove(rules)


def template(tokenizer, first, last):
    tokenizer.post_processor = processors.TemplateProcessing(
        single=f"{first} $A {last}", pair=f"{first} $A {last} $B:1 {last}:1",
        special_tokens=[(first, tokenizer.token_to_id(first)), (last, tokenizer.token_to_id(last))])


def all_kinds():
    small = small_map()
    initial = pre_tokenizers.ByteLevel.alphabet()

    t = words(models.WordPiece(unk_token="[UNK]"), normalizers.BertNormalizer(lowercase=False), pre_tokenizers.BertPreTokenizer())
    train(t, trainers.WordPieceTrainer(vocab_size=400, special_tokens=SPECIAL, limit_alphabet=200))
    template(t, "[CLS]", "[SEP]")
    t.decoder = decoders.WordPiece()
    yield "wordpiece-cased", t

    t = words(models.WordPiece(unk_token="[UNK]", max_input_chars_per_word=50), normalizers.BertNormalizer(lowercase=True),
              pre_tokenizers.BertPreTokenizer())
    train(t, trainers.WordPieceTrainer(vocab_size=300, special_tokens=SPECIAL, limit_alphabet=150))
    t.post_processor = processors.BertProcessing(("[SEP]", 3), ("[CLS]", 2))
    t.enable_truncation(128)
    t.enable_padding(length=128, pad_token="[PAD]")
    t.add_tokens([AddedToken("quick", normalized=True), AddedToken("世界", normalized=True, single_word=True)])
    yield "wordpiece-uncased", t

    t = words(models.Unigram(), normalizers.Sequence([normalizers.Precompiled(small), normalizers.Replace(Regex(" {2,}"), " ")]),
              pre_tokenizers.Metaspace(prepend_scheme="always"))
    train(t, trainers.UnigramTrainer(vocab_size=300, unk_token="<unk>", special_tokens=["<s>", "<pad>", "</s>", "<unk>"]))
    t.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=False)])
    template(t, "<s>", "</s>")
    t.decoder = decoders.Metaspace()
    yield "unigram-charsmap", t

    t = words(models.Unigram(), normalizers.Sequence([normalizers.Strip(), normalizers.Precompiled(small), normalizers.Lowercase(),
                                                      normalizers.Replace(Regex(" {2,}"), " ")]),
              pre_tokenizers.Sequence([pre_tokenizers.WhitespaceSplit(), pre_tokenizers.Punctuation("isolated"),
                                       pre_tokenizers.Metaspace(prepend_scheme="always", split=False)]))
    train(t, trainers.UnigramTrainer(vocab_size=250, unk_token="[UNK]", special_tokens=["[PAD]", "[CLS]", "[SEP]", "[UNK]"]))
    t.add_special_tokens([AddedToken("[MASK]", normalized=False)])
    template(t, "[CLS]", "[SEP]")
    yield "unigram-cls", t

    t = words(models.BPE(), None, pre_tokenizers.ByteLevel(add_prefix_space=False))
    train(t, trainers.BpeTrainer(vocab_size=420, initial_alphabet=initial, special_tokens=["<s>", "<pad>", "</s>", "<unk>"]))
    t.add_special_tokens([AddedToken("<mask>", lstrip=True, normalized=True)])
    t.post_processor = processors.RobertaProcessing(("</s>", 2), ("<s>", 0), add_prefix_space=False)
    t.decoder = decoders.ByteLevel()
    yield "bpe-roberta", t

    t = words(models.BPE(unk_token="[UNK]"), normalizers.NFC(),
              pre_tokenizers.Sequence([pre_tokenizers.Split(Regex(GPT4), "isolated"),
                                       pre_tokenizers.ByteLevel(add_prefix_space=False, use_regex=False)]))
    train(t, trainers.BpeTrainer(vocab_size=420, initial_alphabet=initial, special_tokens=SPECIAL))
    t.post_processor = processors.Sequence([processors.ByteLevel(trim_offsets=True), processors.TemplateProcessing(
        single="[CLS] $A [SEP]", special_tokens=[("[CLS]", 2), ("[SEP]", 3)])])
    t.add_tokens(["    ", "<|end|>"])
    yield "bpe-split", t

    t = words(models.BPE(unk_token="<unk>", fuse_unk=True, byte_fallback=True),
              normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")]), None)
    train(t, trainers.BpeTrainer(vocab_size=500, special_tokens=["<unk>", "<s>", "</s>"] + ["<0x%02X>" % b for b in range(256)],
                                 limit_alphabet=120))
    yield "bpe-fallback", t

    t = words(models.BPE(unk_token="[UNK]", end_of_word_suffix="</w>", continuing_subword_prefix="##"),
              normalizers.Sequence([normalizers.NFKC(), normalizers.Nmt(), normalizers.StripAccents()]),
              pre_tokenizers.Sequence([pre_tokenizers.UnicodeScripts(), pre_tokenizers.Whitespace(),
                                       pre_tokenizers.Digits(individual_digits=True)]))
    train(t, trainers.BpeTrainer(vocab_size=700, special_tokens=SPECIAL, continuing_subword_prefix="##", end_of_word_suffix="</w>",
                                 limit_alphabet=120))
    yield "bpe-affixes", t

    t = words(models.WordLevel(unk_token="[UNK]"), normalizers.Sequence([normalizers.NFD(), normalizers.StripAccents()]),
              pre_tokenizers.Sequence([pre_tokenizers.CharDelimiterSplit(" "), pre_tokenizers.Punctuation("merged_with_previous")]))
    train(t, trainers.WordLevelTrainer(vocab_size=300, special_tokens=SPECIAL))
    yield "wordlevel", t

    t = words(models.WordLevel(unk_token="[UNK]"), normalizers.Sequence([normalizers.NFKD(), normalizers.ByteLevel()]),
              pre_tokenizers.FixedLength(3))
    train(t, trainers.WordLevelTrainer(vocab_size=300, special_tokens=SPECIAL))
    yield "wordlevel-fixed", t


def legacy(name, json_text):
    """As files of the first years are: no type of the model, merges as texts, fewer settings."""
    data = json.loads(json_text)
    data["model"].pop("type")
    data["model"].pop("ignore_merges", None)
    if "merges" in data["model"]:
        data["model"]["merges"] = ["#version: 0.2"] + [" ".join(m) for m in data["model"]["merges"]]
    if data["pre_tokenizer"] and data["pre_tokenizer"]["type"] == "Metaspace":
        data["pre_tokenizer"] = {"type": "Metaspace", "replacement": "▁", "str_rep": "▁", "add_prefix_space": True}
    return json.dumps(data, ensure_ascii=False)


def main():
    ids = {}
    files = {}
    for name, tokenizer in all_kinds():
        files[name] = tokenizer.to_str()
        if name in ("wordpiece-cased", "unigram-charsmap", "bpe-roberta"):
            files[name + "-legacy"] = legacy(name, files[name])
    for name, text in files.items():
        tokenizer = Tokenizer.from_str(text)
        tokenizer.no_truncation()
        tokenizer.no_padding()
        ids[name] = [tokenizer.encode(t, add_special_tokens=False).ids for t in TEXTS]
        with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as out:
            out.write(text)
    for name, value in (("texts", TEXTS), ("ids", ids)):
        with open(os.path.join(HERE, name + ".json"), "w", encoding="utf-8") as out:
            json.dump(value, out, separators=(",", ":"))
    with open(os.path.join(HERE, "nmt_nfkc.gz"), "wb") as out:
        out.write(gzip.compress(charsmap("nmt_nfkc").normalizer_spec.precompiled_charsmap, mtime=0))


if __name__ == "__main__":
    main()

"""Pretrains a small multilingual BERT; one file, torch only, on CUDA or, slower, on the CPU.

Usage: python3 models/recipe/pretrain_gpu.py --init DIR --text DIR --parallel DIR --out DIR
           [--minutes N] [--tokens N] [--rate 1e-3] ...
  --init      directory with config.json and vocab.txt; model.safetensors is read if it is there
  --text      XX.txt: one sentence of language XX a line
  --parallel  en-XX.tsv: English, tab, the same sentence in language XX
  --out       model.safetensors (names and shapes of Hugging Face's BertForMaskedLM), loss.csv
              and, until the run is done, state.pt: the same command goes on from it

Four losses, each on micro-batches of its own (weights are settings):
  mlm       masked language modelling (Devlin et al., 2019); some words are swapped for a translation
            first (code-switching; Qin et al., 2020)
  tlm       the same over a pair of translations (Lample & Conneau, 2019)
  sentence  contrast of mean-pooled hidden states of a pair, negatives in the batch
            (InfoNCE; van den Oord et al., 2018), at a layer drawn from --layers
  word      the same for hidden states of aligned words (Hu et al., 2021). Links are mutual best
            posteriors of IBM model 1 (Brown et al., 1993) with a prior for the diagonal
            (Dyer et al., 2013)
"""
import argparse
import glob
import json
import math
import os
import random
import struct
import time
import unicodedata

import torch
import torch.nn.functional as F

PAD, UNK, CLS, SEP, MASK = "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"


# --- text -----------------------------------------------------------------------------------------

class WordPiece:
    """BERT's cased tokenizer: clean, split at spaces, CJK characters and punctuation, match pieces."""

    def __init__(self, path):
        self.pieces = [line.rstrip("\n") for line in open(path, encoding="utf-8")]
        self.ids = {piece: i for i, piece in enumerate(self.pieces)}
        self.words = {}

    @staticmethod
    def punctuation(c):
        o = ord(c)
        return (33 <= o <= 47 or 58 <= o <= 64 or 91 <= o <= 96 or 123 <= o <= 126
                or unicodedata.category(c).startswith("P"))

    @staticmethod
    def cjk(o):
        return (0x4E00 <= o <= 0x9FFF or 0x3400 <= o <= 0x4DBF or 0x20000 <= o <= 0x2CEAF
                or 0xF900 <= o <= 0xFAFF or 0x2F800 <= o <= 0x2FA1F)

    def split(self, text):
        out = []
        for c in text:
            if c in "\t\n\r" or unicodedata.category(c) == "Zs":
                out.append(" ")
            elif ord(c) in (0, 0xFFFD) or unicodedata.category(c) in ("Cc", "Cf"):
                continue
            elif self.cjk(ord(c)) or self.punctuation(c):
                out.append(f" {c} ")
            else:
                out.append(c)
        return "".join(out).split()

    def word(self, word):
        known = self.words.get(word)
        if known is None:
            known, start = [], 0
            while start < len(word):
                end = len(word)
                while end > start:
                    piece = ("##" if start else "") + word[start:end]
                    if piece in self.ids:
                        break
                    end -= 1
                if end == start or len(word) > 100:
                    known = [self.ids[UNK]]
                    break
                known.append(self.ids[piece])
                start = end
            self.words[word] = known
        return known

    def encode(self, text, limit):
        """Piece ids, and for each whether it begins a word."""
        ids, first = [], []
        for word in self.split(text):
            pieces = self.word(word)
            ids += pieces
            first += [True] + [False] * (len(pieces) - 1)
        return ids[:limit], first[:limit]


def read(args, tokenizer):
    """(language, ids, firsts) of sentences; (language, (ids, firsts), (ids, firsts)) of pairs."""
    cache = os.path.join(args.out, "tokens.pt")
    if os.path.exists(cache):
        return torch.load(cache)
    text, pairs = [], []
    for path in sorted(glob.glob(os.path.join(args.text, "*.txt"))):
        language = os.path.basename(path)[:-4]
        for line in open(path, encoding="utf-8"):
            ids, first = tokenizer.encode(line, args.length - 2)
            if len(ids) > 3:
                text.append((language, ids, first))
    for path in sorted(glob.glob(os.path.join(args.parallel, "en-*.tsv"))):
        language = os.path.basename(path)[3:-4]
        for line in open(path, encoding="utf-8"):
            sides = line.rstrip("\n").split("\t")
            sides = [tokenizer.encode(side, args.length // 2 - 2) for side in sides]
            if len(sides) == 2 and all(len(s[0]) > 0 for s in sides):
                pairs.append((language, *sides))
    torch.save((text, pairs), cache)
    return text, pairs


# --- word alignment -------------------------------------------------------------------------------

def posteriors(e, f, link_e, link_f, pair_f, prior, rounds=5):
    """IBM model 1 of f given e: for each candidate link p(link | its f position)."""
    keys, index = torch.unique(link_e * (1 << 32) + link_f, return_inverse=True)
    sources = keys >> 32
    t = torch.ones(len(keys))
    totals = int(pair_f.max()) + 1
    for _ in range(rounds):
        p = t[index] * prior
        p = p / torch.bincount(pair_f, p, totals)[pair_f].float()
        counts = torch.bincount(index, p, len(keys)).float()
        t = counts / torch.bincount(sources, counts)[sources].float()
    return p


UNSPACED = {"ja", "ko", "th", "zh"}


def units(ids, first, language, pieces, numbers):
    """What is aligned: words by their first five letters, pieces where words aren't spaced."""
    keys, positions = [], []
    for position, (i, begins) in enumerate(zip(ids, first)):
        if begins or not keys or language in UNSPACED:
            keys.append("")
            positions.append(position)
        keys[-1] += pieces[i].lstrip("#").lower() or pieces[i]
    return [numbers.setdefault(k[:5], len(numbers)) for k in keys], positions


def align(pairs, pieces):
    """For each pair a list of (English position, other position) of the units' first pieces."""
    links = [[] for _ in pairs]
    by_language = {}
    for i, (language, _, _) in enumerate(pairs):
        by_language.setdefault(language, []).append(i)
    for members in by_language.values():
        cols = [[], [], [], [], [], [], []]  # e, f, slot of e, slot of f, position e, f, prior
        slots_e = slots_f = 0
        owner, numbers = [], ({}, {})
        for i in members:
            e, at_e = units(*pairs[i][1], "en", pieces, numbers[0])
            f, at_f = units(*pairs[i][2], pairs[i][0], pieces, numbers[1])
            n, m = len(e), len(f)
            a, b = torch.meshgrid(torch.arange(n), torch.arange(m), indexing="ij")
            a, b = a.reshape(-1), b.reshape(-1)
            values = (torch.tensor(e)[a], torch.tensor(f)[b], a + slots_e, b + slots_f,
                      torch.tensor(at_e)[a], torch.tensor(at_f)[b],
                      torch.exp(-4 * ((a + .5) / n - (b + .5) / m).abs()))
            for col, value in zip(cols, values):
                col.append(value)
            owner.append(torch.full((n * m,), i))
            slots_e, slots_f = slots_e + n, slots_f + m
        e, f, slot_e, slot_f, a, b, prior = (torch.cat(c) for c in cols)
        owner = torch.cat(owner)
        forward = posteriors(e, f, e, f, slot_f, prior)
        backward = posteriors(f, e, f, e, slot_e, prior)
        best_f = torch.zeros(slots_f).scatter_reduce(0, slot_f, forward, "amax")
        best_e = torch.zeros(slots_e).scatter_reduce(0, slot_e, backward, "amax")
        good = ((forward >= best_f[slot_f]) & (backward >= best_e[slot_e])
                & (forward * backward > 0.1)).nonzero()[:, 0]
        for i, x, y in zip(owner[good].tolist(), a[good].tolist(), b[good].tolist()):
            links[i].append((x, y))
    return links


def words(ids, first):
    """Words as tuples of piece ids, and the word of each position."""
    out, of = [], []
    for i, begins in zip(ids, first):
        if begins or not out:
            out.append([])
        out[-1].append(i)
        of.append(len(out) - 1)
    return [tuple(w) for w in out], of


def lexicon(pairs, links):
    """language -> word -> translations into English; "en" -> word -> translations into any."""
    counts = {}
    for (language, left, right), linked in zip(pairs, links):
        english, of_e = words(*left)
        other, of_f = words(*right)
        for a, b in {(of_e[x], of_f[y]) for x, y in linked}:
            for source, x, y in ((language, other[b], english[a]), ("en", english[a], other[b])):
                row = counts.setdefault(source, {}).setdefault(x, {})
                row[y] = row.get(y, 0) + 1
    table = {}
    for language, rows in counts.items():
        table[language] = {}
        for word, row in rows.items():
            good = [w for w, n in sorted(row.items(), key=lambda r: -r[1])[:30] if n >= 3]
            if good:
                table[language][word] = good
    return table


# --- the model ------------------------------------------------------------------------------------

TYPES = {"F32": torch.float32, "F16": torch.float16, "BF16": torch.bfloat16}


def load_safetensors(path):
    with open(path, "rb") as f:
        header = json.loads(f.read(struct.unpack("<Q", f.read(8))[0]))
        data = bytearray(f.read())
    return {name: torch.frombuffer(data, dtype=TYPES[t["dtype"]], offset=t["data_offsets"][0],
                                   count=math.prod(t["shape"])).reshape(t["shape"]).float().clone()
            for name, t in header.items() if name != "__metadata__"}


def save_safetensors(tensors, path):
    header, blobs, at = {}, [], 0
    for name in sorted(tensors):
        blob = tensors[name].detach().float().cpu().contiguous().numpy().tobytes()
        header[name] = {"dtype": "F32", "shape": list(tensors[name].shape),
                        "data_offsets": [at, at + len(blob)]}
        blobs.append(blob)
        at += len(blob)
    text = json.dumps(header).encode()
    text += b" " * (-len(text) % 8)
    with open(path + ".part", "wb") as f:
        f.write(struct.pack("<Q", len(text)) + text + b"".join(blobs))
    os.replace(path + ".part", path)


def initial(config, generator):
    """Random parameters under Hugging Face's names (BertForMaskedLM, decoder tied)."""
    e, i, v = config["hidden_size"], config["intermediate_size"], config["vocab_size"]
    shapes = {"bert.embeddings.word_embeddings.weight": (v, e),
              "bert.embeddings.position_embeddings.weight": (config["max_position_embeddings"], e),
              "bert.embeddings.token_type_embeddings.weight": (config["type_vocab_size"], e),
              "cls.predictions.transform.dense.weight": (e, e),
              "cls.predictions.transform.dense.bias": (e,), "cls.predictions.bias": (v,)}
    norms = ["bert.embeddings", "cls.predictions.transform"]
    for n in range(config["num_hidden_layers"]):
        block = f"bert.encoder.layer.{n}."
        for part, (out, inn) in {"attention.self.query": (e, e), "attention.self.key": (e, e),
                                 "attention.self.value": (e, e), "attention.output.dense": (e, e),
                                 "intermediate.dense": (i, e), "output.dense": (e, i)}.items():
            shapes[block + part + ".weight"] = (out, inn)
            shapes[block + part + ".bias"] = (out,)
        norms += [block + "attention.output", block + "output"]
    p = {name: torch.zeros(shape) if len(shape) == 1 else
         torch.randn(shape, generator=generator) * config.get("initializer_range", 0.02)
         for name, shape in shapes.items()}
    for norm in norms:
        p[norm + ".LayerNorm.weight"], p[norm + ".LayerNorm.bias"] = torch.ones(e), torch.zeros(e)
    return p


class Bert:
    def __init__(self, config, parameters):
        self.config, self.p = config, parameters
        self.layers, self.heads = config["num_hidden_layers"], config["num_attention_heads"]

    def linear(self, x, name):
        return F.linear(x, self.p[name + ".weight"], self.p[name + ".bias"])

    def norm(self, x, name):
        name += ".LayerNorm"
        return F.layer_norm(x, x.shape[-1:], self.p[name + ".weight"], self.p[name + ".bias"],
                            self.config["layer_norm_eps"])

    def encode(self, ids, mask=None, positions=None, segments=None, layers=None):
        """Hidden states of L+1 layers, each (B, T, E). mask: (B, T) bool, True where real."""
        b, t = ids.shape
        table = "bert.embeddings.{}_embeddings.weight".format
        if positions is None:
            positions = torch.arange(t, device=ids.device).expand(b, t)
        x = F.embedding(ids, self.p[table("word")]) + F.embedding(positions, self.p[table("position")])
        x = x + (self.p[table("token_type")][0] if segments is None
                 else F.embedding(segments, self.p[table("token_type")]))
        x = self.norm(x, "bert.embeddings")
        states = [x]
        bias = None if mask is None else (~mask)[:, None, None, :] * -1e4
        for n in range(self.layers if layers is None else layers):
            block = f"bert.encoder.layer.{n}."
            q, k, v = (self.linear(x, block + "attention.self." + part)
                       .view(b, t, self.heads, -1).transpose(1, 2) for part in ("query", "key", "value"))
            if hasattr(F, "scaled_dot_product_attention"):
                a = F.scaled_dot_product_attention(q, k, v, None if bias is None else bias.to(q.dtype))
            else:
                scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])
                a = (scores if bias is None else scores + bias).softmax(-1) @ v
            a = self.linear(a.transpose(1, 2).reshape(b, t, -1), block + "attention.output.dense")
            x = self.norm(x + a, block + "attention.output")
            h = self.linear(F.gelu(self.linear(x, block + "intermediate.dense")), block + "output.dense")
            x = self.norm(x + h, block + "output")
            states.append(x)
        return states

    def predict(self, x):
        """Logits over the vocabulary, (N, V), of hidden states (N, E)."""
        x = F.gelu(self.linear(x, "cls.predictions.transform.dense"))
        x = self.norm(x, "cls.predictions.transform")
        return F.linear(x, self.p["bert.embeddings.word_embeddings.weight"], self.p["cls.predictions.bias"])


# --- losses ---------------------------------------------------------------------------------------

def masked_loss(model, ids, special, args, generator, **inputs):
    """15 % of the pieces are predicted: 80 % masked, 10 % random, 10 % as they are."""
    draw = torch.rand(ids.shape, generator=generator).to(ids.device)
    chosen = (draw < args.mask) & ~special
    if not chosen.any():
        return None
    corrupted = torch.where(draw < 0.8 * args.mask, torch.full_like(ids, args.ids[MASK]), ids)
    noise = torch.randint(len(args.ids), ids.shape, generator=generator).to(ids.device)
    corrupted = torch.where((draw >= 0.8 * args.mask) & (draw < 0.9 * args.mask), noise, corrupted)
    states = model.encode(torch.where(chosen, corrupted, ids), **inputs)
    return F.cross_entropy(model.predict(states[-1][chosen]), ids[chosen])


def contrast(left, right, same, temperature):
    """Symmetric InfoNCE of rows (N, E); `same` (N, N) marks pairs that are no negatives."""
    scores = F.normalize(left.float(), dim=-1) @ F.normalize(right.float(), dim=-1).T / temperature
    scores = scores.masked_fill(same & ~torch.eye(len(left), dtype=torch.bool, device=left.device), -1e4)
    target = torch.arange(len(left), device=left.device)
    return (F.cross_entropy(scores, target) + F.cross_entropy(scores.T, target)) / 2


def padded(rows, pad, device):
    width = max(map(len, rows))
    ids = torch.tensor([r + [pad] * (width - len(r)) for r in rows], device=device)
    mask = torch.tensor([[True] * len(r) + [False] * (width - len(r)) for r in rows], device=device)
    return ids, mask


class Batches:
    """Draws micro-batches; languages tempered by (sentences ^ alpha)."""

    def __init__(self, args, text, pairs, links, table):
        self.args, self.text, self.pairs, self.links, self.table = args, text, pairs, links, table
        self.by_language = [self.group(text), self.group(pairs)]

    def group(self, items):
        groups = {}
        for i, item in enumerate(items):
            groups.setdefault(item[0], []).append(i)
        names = sorted(groups)
        return names, [len(groups[n]) ** self.args.alpha for n in names], groups

    def draw(self, which, count, rng):
        names, weights, groups = self.by_language[which]
        return [rng.choice(groups[n]) for n in rng.choices(names, weights, k=count)]

    def near(self, indices, length, budget, rng):
        """Of many drawn items those nearest in length to a random one, up to a budget of pieces."""
        ordered = sorted(indices, key=length)
        start = rng.randrange(len(ordered))
        longest, out = 0, []
        for i in ordered[start:] + ordered[:start][::-1]:
            longest = max(longest, length(i) + 3)
            if (len(out) + 1) * longest > budget:
                break
            out.append(i)
        return out

    def switched(self, language, ids, first, rng):
        """Some words swapped for a translation, through English for two other languages."""
        out = []
        for word in words(ids, first)[0]:
            if rng.random() < self.args.switch:
                options = self.table.get(language, {}).get(word)
                if options and language != "en" and rng.random() < 0.5:
                    options = self.table["en"].get(rng.choice(options), options)
                if options:
                    word = rng.choice(options)
            out += word
        return out[:self.args.length - 2]

    def mlm(self, rng):
        a, n = self.args, self.args.micro
        rows = self.near(self.draw(0, 40 * n // 1000, rng), lambda i: len(self.text[i][1]), n, rng)
        switch = rng.random() < 0.5
        ids = [[a.ids[CLS], *(self.switched(*self.text[i], rng) if switch else self.text[i][1]), a.ids[SEP]]
               for i in rows]
        ids, mask = padded(ids, a.ids[PAD], a.device)
        return ids, ~mask | (ids == a.ids[CLS]) | (ids == a.ids[SEP]), dict(mask=mask)

    def tlm(self, rng):
        a = self.args
        length = lambda i: len(self.pairs[i][1][0]) + len(self.pairs[i][2][0])
        rows = self.near(self.draw(1, 40 * a.micro // 1000, rng), length, a.micro, rng)
        restart = rng.random() < 0.5
        ids, segments, positions = [], [], []
        for i in rows:
            left, right = self.pairs[i][1][0], self.pairs[i][2][0]
            if rng.random() < 0.5:
                left, right = right, left
            ids.append([a.ids[CLS], *left, a.ids[SEP], *right, a.ids[SEP]])
            n, m = len(left) + 2, len(right) + 1
            segments.append([0] * n + [1] * m)
            positions.append([*range(n), *(range(m) if restart else range(n, n + m))])
        ids, mask = padded(ids, a.ids[PAD], a.device)
        segments, positions = padded(segments, 0, a.device)[0], padded(positions, 0, a.device)[0]
        special = ~mask | (ids == a.ids[CLS]) | (ids == a.ids[SEP])
        return ids, special, dict(mask=mask, segments=segments, positions=positions)

    def parallel(self, rng):
        a = self.args
        drawn = self.draw(1, 3 * a.pairs, rng)
        length = lambda i: len(self.pairs[i][1][0]) + len(self.pairs[i][2][0])
        ordered = sorted(drawn, key=length)
        start = rng.randrange(len(ordered) - a.pairs)
        longest = length(ordered[start + a.pairs - 1])
        rows = ordered[start:start + min(a.pairs, 4 * a.micro // longest)]
        return rows


def aligned_losses(model, batches, rows, args, rng):
    """Sentence and word contrast of pairs, from one pass over either side."""
    sides, masks, states = [], [], []
    layer = rng.choice(args.layers)
    for side in (1, 2):
        ids, mask = padded([[args.ids[CLS], *batches.pairs[i][side][0], args.ids[SEP]] for i in rows],
                           args.ids[PAD], args.device)
        sides.append(ids)
        masks.append(mask)
        states.append(model.encode(ids, mask=mask, layers=layer))
    pooled = [(s[layer] * m[..., None]).sum(1) / m.sum(1, keepdim=True) for s, m in zip(states, masks)]
    names = {}
    groups = torch.tensor([names.setdefault(tuple(batches.pairs[i][1][0]), len(names)) for i in rows],
                          device=args.device)
    sentence = contrast(*pooled, groups[:, None] == groups[None], args.temperature)
    links = [(r, x + 1, y + 1) for r, i in enumerate(rows) for x, y in batches.links[i]]
    links = rng.sample(links, min(len(links), args.links))
    if len(links) < 8:
        return sentence, sentence * 0
    r, x, y = torch.tensor(links, device=args.device).T
    left, right = states[0][layer][r, x], states[1][layer][r, y]
    e, f = sides[0][r, x], sides[1][r, y]
    same = (e[:, None] == e[None]) | (f[:, None] == f[None])
    return sentence, contrast(left, right, same, 2 * args.temperature)


# --- the run --------------------------------------------------------------------------------------

@torch.no_grad()
def retrieval(model, batches, held, args):
    """Share of held-out pairs whose translation is the nearest, both ways, per layer; and the best."""
    totals = torch.zeros(model.layers + 1)
    groups = {}
    for i in held:
        groups.setdefault(batches.pairs[i][0], []).append(i)
    for rows in groups.values():
        pooled = []
        for side in (1, 2):
            ids, mask = padded([[args.ids[CLS], *batches.pairs[i][side][0], args.ids[SEP]] for i in rows],
                               args.ids[PAD], args.device)
            states = model.encode(ids, mask=mask)
            pooled.append([(s * mask[..., None]).sum(1) / mask.sum(1, keepdim=True) for s in states])
        for n, (a, b) in enumerate(zip(*pooled)):
            a, b = F.normalize((a - a.mean(0)).float()), F.normalize((b - b.mean(0)).float())
            right = torch.arange(len(rows), device=a.device)
            scores = a @ b.T
            totals[n] += ((scores.argmax(0) == right).float().mean()
                          + (scores.argmax(1) == right).float().mean()).cpu() / 2
    return totals / len(groups)


def main():
    parser = argparse.ArgumentParser()
    for name in ("--init", "--text", "--parallel", "--out"):
        parser.add_argument(name, required=True)
    for name, value in dict(minutes=0., tokens=0., rate=1e-3, warmup=0.02, decay=0.01, clip=2., mask=0.15,
                            alpha=0.5, switch=0.3, temperature=0.05, sentence=1., word=1., mlm=1.,
                            tlm=0.5).items():
        parser.add_argument("--" + name, type=float, default=value)
    for name, value in dict(length=128, micro=2048, pairs=192, links=1024, seed=1, save=10, log=20,
                            threads=0, held=100).items():
        parser.add_argument("--" + name, type=int, default=value)
    parser.add_argument("--layers", default="6,9,12", help="hidden states that are contrasted")
    args = parser.parse_args()
    args.layers = [int(x) for x in args.layers.split(",")]
    if not args.minutes and not args.tokens:
        parser.error("name an end: --minutes or --tokens")
    os.makedirs(args.out, exist_ok=True)
    if args.threads:
        torch.set_num_threads(args.threads)
    args.device = "cuda" if torch.cuda.is_available() else "cpu"
    config = json.load(open(os.path.join(args.init, "config.json")))
    tokenizer = WordPiece(os.path.join(args.init, "vocab.txt"))
    args.ids = tokenizer.ids
    parameters = initial(config, torch.Generator().manual_seed(args.seed))
    weights = os.path.join(args.init, "model.safetensors")
    if os.path.exists(weights):
        stored = load_safetensors(weights)
        for name, value in parameters.items():
            if name not in stored or stored[name].shape != value.shape:
                raise SystemExit(f"{weights}: {name} of shape {tuple(value.shape)} was expected")
            parameters[name] = stored[name]
    parameters = {n: v.to(args.device).requires_grad_() for n, v in parameters.items()}
    model = Bert(config, parameters)

    text, pairs = read(args, tokenizer)
    cache = os.path.join(args.out, "links.pt")
    if not os.path.exists(cache):
        torch.save(align(pairs, tokenizer.pieces), cache)
    links = torch.load(cache)
    table = lexicon(pairs, links)
    held_rng = random.Random(0)
    held = set()
    counts = {}
    for i in held_rng.sample(range(len(pairs)), len(pairs)):
        language = pairs[i][0]
        if counts.get(language, 0) < args.held and len(pairs[i][1][0]) > 6:
            counts[language] = counts.get(language, 0) + 1
            held.add(i)
    batches = Batches(args, text, pairs, links, table)
    names, weights_, groups = batches.by_language[1]
    batches.by_language[1] = (names, weights_, {n: [i for i in g if i not in held] for n, g in groups.items()})
    print(f"{len(text)} sentences, {len(pairs)} pairs, {sum(map(len, links))} links, "
          f"{sum(map(len, table.values()))} words with translations, {args.device}", flush=True)

    no_decay = [p for p in parameters.values() if p.dim() == 1]
    decay = [p for p in parameters.values() if p.dim() > 1]
    optimiser = torch.optim.AdamW([dict(params=decay, weight_decay=args.decay),
                                   dict(params=no_decay, weight_decay=0.)],
                                  lr=args.rate, betas=(0.9, 0.98), eps=1e-6)
    step = tokens = 0
    spent = 0.
    state = os.path.join(args.out, "state.pt")
    if os.path.exists(state):
        saved = torch.load(state, map_location=args.device)
        with torch.no_grad():
            for name, value in saved["parameters"].items():
                parameters[name].copy_(value)
        optimiser.load_state_dict(saved["optimiser"])
        step, tokens, spent = saved["step"], saved["tokens"], saved["spent"]
        print(f"goes on at step {step}", flush=True)

    def keep():
        save_safetensors(parameters, os.path.join(args.out, "model.safetensors"))
        torch.save(dict(parameters=parameters, optimiser=optimiser.state_dict(), step=step, tokens=tokens,
                        spent=spent), state + ".part")
        os.replace(state + ".part", state)

    begun, kept, seen, sums = time.time() - spent, time.time(), time.time(), {}
    done = 0.
    while done < 1:
        done = max(tokens / args.tokens if args.tokens else 0,
                   spent / 60 / args.minutes if args.minutes else 0)
        factor = min(1, max(done, step / 1e4) / args.warmup) if done < args.warmup else \
            max(0.02, (1 - done) / (1 - args.warmup))
        for group in optimiser.param_groups:
            group["lr"] = args.rate * factor
        rng = random.Random(args.seed * 1_000_003 + step)
        generator = torch.Generator().manual_seed(args.seed * 1_000_003 + step)
        losses = {}

        def backward(name, loss, weight):
            if loss is not None and weight:
                losses[name] = loss.item()
                (loss * weight).backward()

        with torch.autocast(args.device, torch.bfloat16, enabled=args.device == "cuda"):
            for name, weight in (("mlm", args.mlm), ("tlm", args.tlm)):
                # A weight below 1 is how often, so that it saves time.
                if rng.random() < weight:
                    ids, special, inputs = getattr(batches, name)(rng)
                    backward(name, masked_loss(model, ids, special, args, generator, **inputs), 1)
                    tokens += int(inputs["mask"].sum())
            if args.sentence or args.word:
                rows = batches.parallel(rng)
                sentence, word = aligned_losses(model, batches, rows, args, rng)
                losses["sentence"], losses["word"] = sentence.item(), word.item()
                (args.sentence * sentence + args.word * word).backward()
                tokens += sum(len(batches.pairs[i][side][0]) + 2 for i in rows for side in (1, 2))
        if not all(map(math.isfinite, losses.values())):
            raise SystemExit(f"step {step}: a loss is not finite, {losses}; lower --rate")
        torch.nn.utils.clip_grad_norm_(parameters.values(), args.clip)
        optimiser.step()
        optimiser.zero_grad(set_to_none=True)
        step += 1
        spent = time.time() - begun
        for name, value in losses.items():
            total, n = sums.get(name, (0, 0))
            sums[name] = (total + value, n + 1)
        if step % args.log == 0:
            line = ",".join(f"{sums[n][0] / sums[n][1]:.4f}" if n in sums else ""
                            for n in ("mlm", "tlm", "sentence", "word"))
            sums = {}
            fresh = not os.path.exists(os.path.join(args.out, "loss.csv"))
            with open(os.path.join(args.out, "loss.csv"), "a") as f:
                if fresh:
                    f.write("step,seconds,tokens,rate,mlm,tlm,sentence,word\n")
                f.write(f"{step},{spent:.0f},{tokens},{args.rate * factor:.6f},{line}\n")
        if time.time() - kept > 60 * args.save or done >= 1:
            keep()
            kept = time.time()
            found = retrieval(model, batches, sorted(held), args)
            print(f"step {step} {done:.3f} {tokens / spent:.0f} tokens/s held-out retrieval by layer "
                  + " ".join(f"{x:.3f}" for x in found), flush=True)
    os.remove(state)


if __name__ == "__main__":
    main()

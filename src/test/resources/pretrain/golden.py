"""Golden values of the pretraining recipe, made by its own functions.

Run in the repository's root: python3 src/test/resources/pretrain/golden.py src/test/resources/pretrain
Writes a tiny random checkpoint (config.json, vocab.txt, model.safetensors) and expected.safetensors:
  ids, lengths, types, positions, chosen (flat places), answers   int64: a padded batch with pieces to guess
  mlm, tlm (1,)                   loss without and with types and positions of one's own
  mlm.grad (V, E)                 gradient of mlm in the tied word embeddings
  left, right, left.lengths, right.lengths   int64: pairs to contrast; rows 0 and 2 of left are the same
  sentence, word (1,)             their losses at layer 1, temperature 0.05 and 0.1
  links (N, 3)                    row and columns of linked words
"""
import importlib.util, json, os, struct, sys
import torch
import torch.nn.functional as F

spec = importlib.util.spec_from_file_location("recipe", "models/recipe/pretrain_gpu.py")
recipe = importlib.util.module_from_spec(spec)
spec.loader.exec_module(recipe)


def save(path, tensors):
    head, blobs, at = {}, [], 0
    for name, t in tensors.items():
        kind = "I64" if t.dtype == torch.int64 else "F32"
        b = t.detach().contiguous().numpy().tobytes()
        head[name] = {"dtype": kind, "shape": list(t.shape), "data_offsets": [at, at + len(b)]}
        at += len(b)
        blobs.append(b)
    h = json.dumps(head).encode()
    h += b" " * (-len(h) % 8)
    with open(path, "wb") as f:
        f.write(struct.pack("<Q", len(h)) + h + b"".join(blobs))


def main(out):
    v = 40
    config = {"model_type": "bert", "vocab_size": v, "hidden_size": 16, "num_hidden_layers": 2,
              "num_attention_heads": 2, "intermediate_size": 24, "max_position_embeddings": 24,
              "type_vocab_size": 2, "layer_norm_eps": 1e-12, "hidden_act": "gelu", "hidden_dropout_prob": 0.1,
              "initializer_range": 0.3}
    generator = torch.Generator().manual_seed(5)
    parameters = recipe.initial(config, generator)
    for name, value in parameters.items():  # norms and biases that matter
        if value.dim() == 1:
            value += torch.randn(value.shape, generator=generator) * 0.1
        value.requires_grad_()
    json.dump(config, open(os.path.join(out, "config.json"), "w"), indent=1)
    pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + [f"w{i}" for i in range(v - 5)]
    open(os.path.join(out, "vocab.txt"), "w").write("\n".join(pieces) + "\n")
    recipe.save_safetensors(parameters, os.path.join(out, "model.safetensors"))
    model = recipe.Bert(config, parameters)

    draw = lambda n: torch.randint(5, v, (n,), generator=generator).tolist()
    rows = [[2, *draw(n), 3] for n in (7, 4, 9)]
    rows[0][3] = rows[2][4] = 4
    ids, mask = recipe.padded(rows, 0, "cpu")
    t = ids.shape[1]
    chosen = torch.tensor([3, 5, t + 2, 2 * t + 4, 2 * t + 8])
    answers = torch.randint(5, v, (5,), generator=generator)
    picked = torch.zeros_like(mask).view(-1).index_fill(0, chosen, True).view_as(mask)
    predict = lambda **inputs: F.cross_entropy(
        model.predict(model.encode(ids, mask=mask, **inputs)[-1][picked]), answers)
    types = (torch.arange(t)[None] >= 4).long().expand_as(ids) * mask
    positions = torch.where(types == 1, torch.arange(t)[None] - 4, torch.arange(t)[None]) * mask
    mlm = predict()
    gradient, = torch.autograd.grad(mlm, parameters["bert.embeddings.word_embeddings.weight"])
    tlm = predict(segments=types, positions=positions)

    left_rows = [[2, *draw(n), 3] for n in (5, 6, 5, 4)]
    left_rows[2] = list(left_rows[0])
    right_rows = [[2, *draw(n), 3] for n in (6, 4, 5, 5)]
    sides, states, pooled = [], [], []
    for side in (left_rows, right_rows):
        i, m = recipe.padded(side, 0, "cpu")
        s = model.encode(i, mask=m, layers=1)[1]
        sides.append(i)
        states.append(s)
        pooled.append((s * m[..., None]).sum(1) / m.sum(1, keepdim=True))
    groups = torch.tensor([0, 1, 0, 2])
    sentence = recipe.contrast(*pooled, groups[:, None] == groups[None], 0.05)
    links = torch.tensor([[0, 1, 1], [0, 2, 3], [1, 1, 2], [1, 4, 4], [2, 1, 2], [2, 5, 1], [3, 2, 2], [3, 3, 5]])
    r, x, y = links.T
    e, f = sides[0][r, x], sides[1][r, y]
    same = (e[:, None] == e[None]) | (f[:, None] == f[None])
    word = recipe.contrast(states[0][r, x], states[1][r, y], same, 0.1)
    save(os.path.join(out, "expected.safetensors"), {
        "ids": ids, "lengths": mask.sum(1), "types": types, "positions": positions, "chosen": chosen,
        "answers": answers, "mlm": mlm[None], "tlm": tlm[None], "mlm.grad": gradient,
        "left": sides[0], "left.lengths": torch.tensor([len(x) for x in left_rows]),
        "right": sides[1], "right.lengths": torch.tensor([len(x) for x in right_rows]),
        "sentence": sentence[None], "word": word[None], "links": links})
    print(mlm.item(), tlm.item(), sentence.item(), word.item())


main(sys.argv[1])

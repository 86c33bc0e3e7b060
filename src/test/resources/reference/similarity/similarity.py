"""Writes similarity.json: measures of made-up vectors, calculated here from their definitions.

Usage: python3 similarity.py, with numpy. Debiased CKA after Song et al. (2012) by U-centred matrices, which is another way than
Lamina's; CSLS after Conneau et al. (2018); anisotropy by all pairs.
"""
import json
import pathlib

import numpy as np

N, E = 40, 12


def vectors(k):
    i, j = np.meshgrid(np.arange(N), np.arange(E), indexing="ij")
    return np.sin(1.3 * i + 0.7 * j * j + 0.1 * k * i * j) + 0.3 * k


def u_centred(gram):
    n = len(gram)
    g = gram.copy()
    np.fill_diagonal(g, 0)
    rows = g.sum(0)
    g = g - rows[:, None] / (n - 2) - rows[None, :] / (n - 2) + g.sum() / ((n - 1) * (n - 2))
    np.fill_diagonal(g, 0)
    return g


def hsic(a, b):
    n = len(a)
    return (u_centred(a @ a.T) * u_centred(b @ b.T)).sum() / (n * (n - 3))


def cka(a, b):
    return hsic(a, b) / np.sqrt(hsic(a, a) * hsic(b, b))


def unit(x):
    return x / np.linalg.norm(x, axis=1, keepdims=True)


def cosines(a, b):
    return unit(a - a.mean(0)) @ unit(b - b.mean(0)).T


def csls(c):
    nearest = lambda m: np.sort(m, axis=1)[:, -10:].mean(1)
    return 2 * c - nearest(c)[:, None] - nearest(c.T)[None, :]


def hits(scores):
    return int((scores.argmax(1) == np.arange(N)).sum()), int((scores.argmax(0) == np.arange(N)).sum())


def anisotropy(x):
    c = unit(x) @ unit(x).T
    return (c.sum() - np.trace(c)) / (N * (N - 1))


a, b, noisy = vectors(1), vectors(2), vectors(1) + 0.9 * vectors(3)
out = {
    "cka": cka(a, b), "ckaNoisy": cka(a, noisy), "hits": hits(cosines(a, noisy)), "csls": hits(csls(cosines(a, noisy))),
    "anisotropy": anisotropy(b),
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(out) + "\n")
print(out)

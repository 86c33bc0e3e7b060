"""Golden values of lamina.evaluate's inference, by scipy, statsmodels and numpy: an independent calculation.

Usage: python inference.py > inference.json
The libraries' versions stand in the file. The items of the crossed example are made by a rule that Java repeats, so that none need be stored.
"""
import itertools
import json

import numpy as np
import scipy
import statsmodels
from scipy import stats
from statsmodels.stats.multitest import multipletests
from statsmodels.stats.power import TTestPower
from statsmodels.stats.weightstats import DescrStatsW

RESAMPLES = 20_000


def equivalence():
    """Paired differences over seeds: statsmodels' TOST, and the t test with its interval."""
    cases = []
    for d in ([0.1, 0.3, -0.2, 0.15, 0.05], [0.9, 0.7, 1.1, 0.8, 0.95], [-0.1, 0.02, 0.05, -0.04, 0.01, 0.03], [0.2, 0.6]):
        w = DescrStatsW(np.array(d))
        p, _, _ = w.ttost_mean(-0.5, 0.5)
        low, high = w.tconfint_mean(0.05)
        _, two_sided, _ = w.ttest_mean(0)
        n = len(d)
        se = np.std(d, ddof=1) / np.sqrt(n)
        t = stats.t(n - 1)
        # The detectable effect by the noncentral t, which (t(0.975) + t(0.8)) SE approximates from below.
        exact = TTestPower().solve_power(nobs=n, alpha=0.05, power=0.8) * np.std(d, ddof=1)
        cases.append(dict(differences=d, value=float(np.mean(d)), error=float(se), degrees=n - 1, p=float(two_sided), low=float(low),
                          high=float(high), equivalence=float(p), detectable=float((t.ppf(0.975) + t.ppf(0.8)) * se), noncentral=float(exact)))
    return cases


def holm():
    cases = []
    for p in ([0.01, 0.04, 0.03, 0.005], [0.001, 0.2, 0.013, 0.049, 0.5, 0.0001], [0.02, 0.02, 0.02]):
        cases.append(dict(p=p, corrected=[float(c) for c in multipletests(p, method="holm")[1]]))
    return cases


def closed():
    """Closed testing, by Bonferroni, of difference and equivalence of n comparisons: at most one null hypothesis of each is true.

    Shaffer's S1 never rejects more than this.
    """
    rng = np.random.default_rng(3)
    cases = []
    for n in (1, 2, 3):
        for _ in range(4):
            p = [float(x) for x in np.round(rng.beta(0.4, 3, 2 * n), 4)]
            sets = [set(i for i in pick if i is not None) for pick in itertools.product(*[(k, n + k, None) for k in range(n)])]
            adjusted = [max(min(1, len(s) * min(p[i] for i in s)) for s in sets if h in s) for h in range(2 * n)]
            cases.append(dict(p=p, comparisons=n, closed=adjusted))
    return cases


def crossed_items(seeds, units, languages, pairs):
    """right[arm][seed][unit][language][pair]: premises differ in how hard they are, in all languages alike."""
    right = np.zeros((2, seeds, units, languages, pairs))
    for a, s, u, l, h in np.ndindex(right.shape):
        hard = (u * 7919) % 101
        noise = (u * 31 + l * 17 + h * 13 + s * 71 + a * 37 + (u * s * 5 + a * u * 3) % 29) % 53
        right[a, s, u, l, h] = 1 if hard + noise - 8 * a - 2 * (s % 3) * a < 88 else 0
    return right


def crossed():
    """Seeds and premises crossed: s²/S + v - (w - v)/(S - 1), by a bootstrap with numpy's own random numbers."""
    seeds, units, languages, pairs = 4, 150, 3, 3
    right = crossed_items(seeds, units, languages, pairs)
    by_unit = right.mean(axis=4)  # all units have as many pairs
    difference = by_unit[1] - by_unit[0]  # (S, U, L)
    per_unit = difference.mean(axis=2)  # mean over languages: (S, U)
    rng = np.random.default_rng(1)
    draws = np.array([per_unit[:, rng.integers(0, units, units)].mean(axis=1) for _ in range(RESAMPLES)])  # (R, S)
    v = draws.mean(axis=1).var(ddof=1)
    w = draws.var(axis=0, ddof=1).mean()
    of_seeds = per_unit.mean(axis=1).var(ddof=1) / seeds
    both = max(0, w - v) / (seeds - 1)
    variance = max(of_seeds + v - both, of_seeds, v)
    # Pairs drawn one by one, and languages apart, as if no premise were shared.
    apart = (right[1] - right[0]).mean(axis=0).reshape(units, languages, pairs)
    naive = sum(apart[:, l].reshape(-1).var(ddof=1) / (units * pairs) for l in range(languages)) / languages**2
    return dict(seeds=seeds, units=units, languages=languages, pairs=pairs, value=float(per_unit.mean()), error=float(np.sqrt(variance)),
                degrees=float(variance**2 / (of_seeds**2 / (seeds - 1))), ofUnits=float(np.sqrt(v)), ofUnitsIfApart=float(np.sqrt(naive)),
                analytic=float(np.sqrt(per_unit.mean(axis=0).var() / units)))


def ratio():
    """Entity F1's bootstrap: a ratio of sums over sentences."""
    n = 120
    got = np.array([2 * ((i * 37) % 5) for i in range(n)], float)
    of = np.array([2 * ((i * 37) % 5) + (i * 11) % 4 for i in range(n)], float)
    rng = np.random.default_rng(2)
    scores = []
    for _ in range(RESAMPLES):
        i = rng.integers(0, n, n)
        scores.append(got[i].sum() / of[i].sum())
    low, high = np.quantile(scores, [0.025, 0.975])
    return dict(n=n, value=float(got.sum() / of.sum()), low=float(low), high=float(high))


print(json.dumps(dict(versions=dict(numpy=np.__version__, scipy=scipy.__version__, statsmodels=statsmodels.__version__), equivalence=equivalence(),
                      holm=holm(), closed=closed(), crossed=crossed(), ratio=ratio()), indent=1))

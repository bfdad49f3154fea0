"""How long scipy's `bootstrap` and `permutation_test` take, in milliseconds, and what they find.

The arguments are the number of resamples and, as JSON, two small groups and two large ones. The statistic is
vectorized. The resamples are one batch or some, whichever takes less time: it depends on the machine.
"""

import json
import sys
import time

import numpy as np
from scipy.stats import bootstrap, permutation_test

resamples = int(sys.argv[1])
groups = json.loads(sys.argv[2])
small = [np.array(values) for values in groups["small"]]
large = [np.array(values) for values in groups["large"]]


def difference(a, b, axis):
    return np.mean(a, axis=axis) - np.mean(b, axis=axis)


def interval(method, batch):
    found = bootstrap(
        large,
        difference,
        n_resamples=resamples,
        method=method,
        vectorized=True,
        batch=batch,
    )
    return list(found.confidence_interval)


def p_value(data, count, batch):
    found = permutation_test(
        data, difference, n_resamples=count, vectorized=True, batch=batch
    )
    return found.pvalue


def measure(rounds, work, batches=(None, 1000)):
    times = []
    for batch in batches:
        for _ in range(rounds):
            start = time.perf_counter()
            found = work(batch)
            times.append(time.perf_counter() - start)
    return {"milliseconds": min(times) * 1000, "found": found}


print(
    json.dumps(
        {
            "percentile": measure(20, lambda batch: interval("percentile", batch)),
            "bca": measure(20, lambda batch: interval("BCa", batch)),
            "exact": measure(
                3, lambda batch: p_value(small, np.inf, batch), (None, 10_000)
            ),
            "drawn": measure(20, lambda batch: p_value(large, resamples, batch)),
        }
    )
)

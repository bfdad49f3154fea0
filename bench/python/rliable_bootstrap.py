"""How long rliable takes for the intervals of its four aggregate measures, in milliseconds, and its estimates.

The arguments are the number of resamples and the scores as JSON: for each method a list of tasks, each with its runs.
"""

import json
import sys
import time

import numpy as np
from rliable import library, metrics

ROUNDS = 3

resamples = int(sys.argv[1])
methods = {
    str(number): np.array(tasks).T for number, tasks in enumerate(json.loads(sys.argv[2]))
}


def measures(scores):
    return np.array(
        [
            metrics.aggregate_mean(scores),
            metrics.aggregate_median(scores),
            metrics.aggregate_iqm(scores),
            metrics.aggregate_optimality_gap(scores),
        ]
    )


times = []
for _ in range(ROUNDS):
    start = time.perf_counter()
    estimates, _ = library.get_interval_estimates(methods, measures, reps=resamples)
    times.append(time.perf_counter() - start)
result = {
    "milliseconds": min(times) * 1000,
    "estimates": [list(row) for row in estimates.values()],
}
print(json.dumps(result))

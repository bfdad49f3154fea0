"""rliable's interval estimates and performance profile of runs by optimizer; tasks are learning rates by networks.

python anchor_tasks.py RUNS.csv FOLDER THRESHOLD writes the pictures and prints the estimates, their intervals, and
the share of runs above the threshold, as JSON.
"""

import json
import sys

import numpy as np
import pandas as pd
from matplotlib import pyplot

from anchor_picture import store
from rliable import library, metrics, plot_utils

MEASURES = {
    "mean": metrics.aggregate_mean,
    "median": metrics.aggregate_median,
    "IQM": metrics.aggregate_iqm,
    "optimality gap": metrics.aggregate_optimality_gap,
}
RESAMPLES = 2000

runs = pd.read_csv(sys.argv[1])
threshold = float(sys.argv[3])
scores = {
    optimizer: own.pivot(
        index="seed", columns=["lr", "hidden"], values="val_accuracy"
    ).to_numpy()
    for optimizer, own in runs.groupby("optimizer")
}
np.random.seed(0)
estimates, intervals = library.get_interval_estimates(
    scores,
    lambda values: np.array([measure(values) for measure in MEASURES.values()]),
    reps=RESAMPLES,
)
figure, _ = plot_utils.plot_interval_estimates(
    estimates,
    intervals,
    metric_names=list(MEASURES),
    xlabel="val_accuracy",
    xlabel_y_coordinate=-0.45,
    max_ticks=3,
)
store(figure, f"{sys.argv[2]}/rliable-intervals.png")

values = runs["val_accuracy"]
thresholds = np.linspace(values.min(), values.max(), 121)
profiles, bands = library.create_performance_profile(
    scores, thresholds, reps=RESAMPLES
)
figure, axis = pyplot.subplots(figsize=(6, 4))
plot_utils.plot_performance_profiles(
    profiles, thresholds, bands, xlabel="val_accuracy (τ)", ax=axis
)
axis.legend()
store(figure, f"{sys.argv[2]}/rliable-profile.png")

above = {
    optimizer: float(library.run_score_deviation(own, threshold))
    for optimizer, own in scores.items()
}
found = {
    optimizer: {
        name: [float(estimates[optimizer][i]), *map(float, intervals[optimizer][:, i])]
        for i, name in enumerate(MEASURES)
    }
    for optimizer in scores
}
print(json.dumps({"measures": found, "above": above}))

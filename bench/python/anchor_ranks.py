"""scikit-posthocs' critical difference diagram of configurations (optimizer and lr) over seeds.

python anchor_ranks.py RUNS.csv FOLDER writes the picture and prints the mean ranks, the p-values of Nemenyi's test, and
the critical difference, as JSON. scikit-posthocs draws a critical difference but does not compute it: this one is
scipy's.
"""

import json
import sys

import numpy as np
import pandas as pd
import scikit_posthocs as posthocs
from matplotlib import pyplot
from scipy.stats import studentized_range

from anchor_picture import store

runs = pd.read_csv(sys.argv[1])
runs["configuration"] = runs["optimizer"] + ":" + runs["lr"].astype(str)
table = runs.pivot(index="seed", columns="configuration", values="val_accuracy")
blocks, levels = table.shape
mean_ranks = table.rank(axis=1, ascending=False).mean()
p = posthocs.posthoc_nemenyi_friedman(table)
quantile = studentized_range.ppf(0.95, levels, np.inf)
critical_difference = quantile * np.sqrt(levels * (levels + 1) / (12 * blocks))

figure, axis = pyplot.subplots(figsize=(8, 3.4))
# The diagram overwrites the matrix that it is given.
posthocs.critical_difference_diagram(mean_ranks, p.copy(), cd=critical_difference, ax=axis)
store(figure, f"{sys.argv[2]}/scikit-posthocs-ranks.png")
result = {
    "meanRanks": mean_ranks.to_dict(),
    "p": p.to_dict(),
    "criticalDifference": float(critical_difference),
}
print(json.dumps(result))

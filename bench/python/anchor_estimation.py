"""DABEST's estimation plots of runs paired by seed: Gardner-Altman for two levels, Cumming for all.

python anchor_estimation.py RUNS.csv FOLDER writes the pictures and prints the differences that they show, as JSON. The
first level of `optimizer` in the file is the control.
"""

import json
import sys

import pandas as pd

from anchor_picture import store

import dabest

LEVELS = ["adam", "momentum", "sgd"]

runs = pd.read_csv(sys.argv[1])


def load(levels):
    return dabest.load(
        runs[runs["optimizer"].isin(levels)],
        x="optimizer",
        y="val_accuracy",
        idx=levels,
        paired="baseline",
        id_col="seed",
        random_seed=0,
    )


two = load(LEVELS[:2])
three = load(LEVELS)
store(two.mean_diff.plot(raw_ylim=(0.9, 1.01), fig_size=(6.4, 4.6)), f"{sys.argv[2]}/dabest-gardner-altman.png")
store(three.mean_diff.plot(), f"{sys.argv[2]}/dabest-cumming.png")
found = {
    row["test"]: [row["difference"], row["bca_low"], row["bca_high"]]
    for row in three.mean_diff.results.to_dict("records")
}
tests = two.mean_diff.statistical_tests.to_dict("records")[0]
print(json.dumps({"differences": found, "p": tests["pvalue_paired_students_t"]}))

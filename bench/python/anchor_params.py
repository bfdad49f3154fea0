"""Optuna's slice plot and importances of runs as trials.

python anchor_params.py SLICE.csv GRID.csv FOLDER writes the pictures and prints the importances of the grid by
Optuna's fANOVA as JSON: those of the picture, which sum to 1, and those of the same runs with all levels coded as
numbers, as shares of all variance.
"""

import json
import sys
import warnings

import optuna
import pandas as pd
from optuna.distributions import CategoricalDistribution, FloatDistribution
from optuna.importance import FanovaImportanceEvaluator
from optuna.visualization import matplotlib as charts

from anchor_picture import store

warnings.filterwarnings("ignore")
optuna.logging.set_verbosity(optuna.logging.ERROR)


NAMES = ["hidden", "lr", "optimizer"]


def distribution_of(column):
    if column.dtype.kind == "f":
        return FloatDistribution(column.min(), column.max(), log=column.name == "lr")
    return CategoricalDistribution(sorted(column.unique()))


def study_of(runs, names):
    distributions = {name: distribution_of(runs[name]) for name in names}
    study = optuna.create_study(direction="maximize")
    for run in runs.to_dict("records"):
        study.add_trial(
            optuna.trial.create_trial(
                params={name: run[name] for name in names},
                distributions=distributions,
                value=run["val_accuracy"],
            )
        )
    return study


slices, grid, folder = sys.argv[1:]
panels = charts.plot_slice(
    study_of(pd.read_csv(slices), NAMES[1:]), target_name="val_accuracy"
)
figure = panels[0].figure
figure.set_size_inches(7.4, 3.6)
store(figure, f"{folder}/optuna-slice.png")

study = study_of(pd.read_csv(grid), NAMES)
evaluator = FanovaImportanceEvaluator(seed=0)
axis = charts.plot_param_importances(
    study, evaluator=evaluator, target_name="val_accuracy"
)
axis.figure.set_size_inches(6.4, 3.2)
store(axis.figure, f"{folder}/optuna-importances.png")
drawn = optuna.importance.get_param_importances(study, evaluator=evaluator)


def codes(column):
    levels = sorted(column.unique())
    return column.map(levels.index).astype(float)


runs = pd.read_csv(grid)
coded = runs.assign(hidden=codes(runs["hidden"]), optimizer=codes(runs["optimizer"]))
numbers = study_of(coded, NAMES)
shares = FanovaImportanceEvaluator(seed=0).evaluate(numbers)
result = {
    "drawn": {name: float(drawn[name]) for name in NAMES},
    "coded": {name: float(shares[name]) for name in NAMES},
}
print(json.dumps(result))

"""How long Optuna's `FanovaImportanceEvaluator` takes, in milliseconds, and the shares it gives.

The file holds `{"features": [[...], ...], "values": [...]}`, all of the features ordered.
"""

import json
import sys
import time

import optuna
from optuna.distributions import FloatDistribution
from optuna.importance import FanovaImportanceEvaluator

optuna.logging.set_verbosity(optuna.logging.ERROR)
with open(sys.argv[1]) as file:
    data = json.load(file)
columns = {f"x{i}": column for i, column in enumerate(data["features"])}
distributions = {
    name: FloatDistribution(min(column), max(column))
    for name, column in columns.items()
}
study = optuna.create_study()
study.add_trials(
    [
        optuna.trial.create_trial(
            params={name: column[run] for name, column in columns.items()},
            distributions=distributions,
            value=value,
        )
        for run, value in enumerate(data["values"])
    ]
)
evaluator = FanovaImportanceEvaluator(seed=0)
start = time.perf_counter()
shares = evaluator.evaluate(study)
milliseconds = (time.perf_counter() - start) * 1000
print(json.dumps([milliseconds, [float(shares[name]) for name in columns]]))

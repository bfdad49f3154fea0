"""How long `mlflow.search_runs()` takes, in milliseconds, and how many runs it gives."""

import sys
import time

import mlflow

mlflow.set_tracking_uri(f"sqlite:///{sys.argv[1]}")
mlflow.search_runs(experiment_names=["bench"], max_results=1)
start = time.perf_counter()
runs = mlflow.search_runs(experiment_names=["bench"])
print((time.perf_counter() - start) * 1000, len(runs))

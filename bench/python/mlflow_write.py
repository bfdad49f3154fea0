"""Copies the params and last statistics of a root's runs into a new MLflow database.

MLflow's client logs the first run. The rows of the others are made after its rows and inserted in bulk, as the client
takes a fortieth of a second for each run.
"""

import json
import pathlib
import sqlite3
import sys
import uuid

import mlflow
import yaml

root, database = map(pathlib.Path, sys.argv[1:])


def read(directory):
    params = yaml.load((directory / "params.yaml").read_text(), yaml.CSafeLoader)
    path = directory / "statistics.jsonl"
    metrics = json.loads(path.read_text().splitlines()[-1]) if path.exists() else {}
    step = metrics.pop("step", 0)
    return params, metrics, step


def log(params, metrics, step):
    with mlflow.start_run() as run:
        mlflow.log_params(params)
        mlflow.log_metrics(metrics, step=step)
    return run.info.run_id


def insert(table, rows):
    names = ", ".join(f'"{name}"' for name in rows[0])
    marks = ", ".join("?" for _ in rows[0])
    connection.executemany(
        f"INSERT INTO {table} ({names}) VALUES ({marks})",
        [tuple(row.values()) for row in rows],
    )


def rows_of(table, run):
    cursor = connection.execute(f"SELECT * FROM {table} WHERE run_uuid = ?", [run])
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row)) for row in cursor]


directories = sorted((root / "runs").iterdir())
mlflow.set_tracking_uri(f"sqlite:///{database}")
mlflow.create_experiment("bench", artifact_location=str(root / "artifacts"))
mlflow.set_experiment("bench")
first = log(*read(directories[0]))

connection = sqlite3.connect(database)
model = {table: rows_of(table, first) for table in ("runs", "tags", "latest_metrics")}
copies = {"runs": [], "tags": [], "params": [], "latest_metrics": []}
for directory in directories[1:]:
    params, metrics, step = read(directory)
    run = uuid.uuid4().hex
    copies["runs"] += [dict(row, run_uuid=run) for row in model["runs"]]
    copies["tags"] += [dict(row, run_uuid=run) for row in model["tags"]]
    copies["params"] += [
        {"key": key, "value": str(value), "run_uuid": run}
        for key, value in params.items()
    ]
    copies["latest_metrics"] += [
        dict(row, value=metrics[row["key"]], step=step, run_uuid=run)
        for row in model["latest_metrics"]
    ]
for table, rows in copies.items():
    if rows:
        insert(table, rows)
connection.commit()

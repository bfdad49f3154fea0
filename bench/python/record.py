"""Records the same points by several recorders: record.py POINTS

Reads one request a line, as JSON, {"task": "ceteris" | "mlflow" | "tensorboard" | "trackio"}, and answers with the
milliseconds from the first call until all points are on the disk: without imports, and without the start of a run.
"""

import json
import logging
import os
import pathlib
import sys
import tempfile
import time

POINTS = int(sys.argv[1])
answers = os.fdopen(os.dup(1), "w")
os.dup2(2, 1)  # what the recorders print is no answer

base = tempfile.TemporaryDirectory(prefix="ceteris-bench-")
folder = pathlib.Path(base.name)
os.environ.update(
    TRACKIO_DIR=str(folder / "trackio"),
    HF_HUB_OFFLINE="1",
    CETERIS_RUN=str(folder),
)
logging.disable(logging.INFO)
sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "clients" / "python"))
sys.dont_write_bytecode = True

import ceteris  # noqa: E402
import mlflow  # noqa: E402
import tensorboardX  # noqa: E402
import trackio  # noqa: E402

mlflow.set_tracking_uri(f"sqlite:///{folder / 'mlflow.db'}")
mlflow.create_experiment("bench", artifact_location=str(folder / "artifacts"))
mlflow.set_experiment("bench")


def ceteris_points():
    for step in range(POINTS):
        ceteris.log(loss=1 / (step + 1), step=step)
    ceteris.flush()


def mlflow_points():
    for step in range(POINTS):
        mlflow.log_metric("loss", 1 / (step + 1), step=step)
    mlflow.end_run()


def tensorboard_points(writer):
    for step in range(POINTS):
        writer.add_scalar("loss", 1 / (step + 1), step)
    writer.close()


def trackio_points():
    for step in range(POINTS):
        trackio.log({"loss": 1 / (step + 1)}, step=step)
    trackio.finish()


def start(task):
    """Starts a run, and returns what records its points."""
    if task == "ceteris":
        return ceteris_points
    if task == "mlflow":
        mlflow.start_run()
        return mlflow_points
    if task == "tensorboard":
        writer = tensorboardX.SummaryWriter(tempfile.mkdtemp(dir=folder))
        return lambda: tensorboard_points(writer)
    trackio.init(project="bench")
    return trackio_points


for line in sys.stdin:
    record = start(json.loads(line)["task"])
    begin = time.perf_counter()
    record()
    print(json.dumps((time.perf_counter() - begin) * 1000), file=answers, flush=True)

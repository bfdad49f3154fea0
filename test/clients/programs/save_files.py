"""Saves and loads files of runs, and prints what came of it as JSON."""

import json
import os
import pickle

import ceteris

run = ceteris.run_directory()
told = {"params": repr(ceteris.params())}

told["path"] = str(
    ceteris.save("checkpoints/3.pkl", pickle.dumps({"w": [1.0, 2.0]})).relative_to(run)
)
ceteris.save("checkpoints/3.pkl", pickle.dumps({"w": [3.0]}))
told["pickle"] = pickle.loads(ceteris.load("checkpoints/3.pkl"))
ceteris.save("scores.json", {"f1": 0.5})
told["json"] = json.loads(ceteris.load("scores.json"))
ceteris.save("note.txt", "größer")
told["text"] = ceteris.load("note.txt").decode()
ceteris.save("model.bin", b"of this run")
told["last"] = ceteris.load("model.bin", run="last").decode()
told["by id"] = ceteris.load("model.bin", run=1).decode()

os.symlink("/tmp", run / "out")
refused = [
    "../x",
    "/tmp/x",
    "",
    "out/x",
    "run.json",
    "params.yaml",
    "statistics.1.2.jsonl",
    "./log.txt",
    "TRACEBACK.TXT",
    "traceback.2.txt",
    "Config/model.yaml",
    "checkpoints/../.params.json",
    "Changes.diff",
    "statistics.jsonl",
]
calls = [(lambda name=name: ceteris.save(name, b"")) for name in refused]
calls += [
    lambda: ceteris.save("model", object()),
    lambda: ceteris.load("none"),
    lambda: ceteris.load("x", run=99),
]
told["refused"] = []
for call in calls:
    try:
        told["refused"].append(f"nothing: {call()}")
    except Exception as error:
        told["refused"].append(type(error).__name__)
os.unlink(run / "out")
# Uncommitted changes of this project, where there are any, lie beside what was saved.
files = {str(path.relative_to(run)) for path in run.rglob("*") if path.is_file()}
told["files"] = sorted(files - {"changes.diff"})
print(json.dumps(told))

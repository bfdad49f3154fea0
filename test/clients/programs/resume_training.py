"""Trains three steps from where the last attempt ended, and crashes at the end of the first."""

import json
import sys

import ceteris

state = ceteris.run_directory() / "state.json"
start = json.loads(ceteris.load("state.json"))["next"] if state.exists() else 0
for step in range(start, start + 3):
    ceteris.log(loss=1 / (step + 1), step=step)
ceteris.save("state.json", {"next": start + 3})
params = ceteris.params()
print(json.dumps({name: params[name] for name in ("lr", "n", "layers")}), len(params["note"]))
sys.exit("crash" if start == 0 else 0)

"""Says so once its rows are on the disk without its doing, and waits to be killed in the midst of more."""

import os
import sys
import time

import ceteris

ROWS = 1000


def rows_on_disk():
    files = ceteris.run_directory().glob("statistics*.jsonl")
    return sum(file.read_text().count("\n") for file in files)


for step in range(ROWS):
    ceteris.log(loss=1 / (step + 1), step=step)
while rows_on_disk() < ROWS:
    time.sleep(0.01)
print("on disk", flush=True)
if sys.argv[1:] == ["_exit"]:
    ceteris.log(loss=0, step=ROWS)
    ceteris.flush()
    os._exit(3)
while True:
    ceteris.log(more=1.5)

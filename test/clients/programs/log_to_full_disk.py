"""Trains on while the file of rows may grow to 10,000 bytes; there is room again before the end where it says so."""

import resource
import sys

import ceteris

hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, hard))
for step in range(1000):
    ceteris.log(loss=1 / (step + 1), step=step, time=1763712000.25)
    if step % 100 == 0:
        ceteris.flush()
try:
    ceteris.save("checkpoint.bin", bytes(20_000))
    print("saved")
except OSError:
    print("not saved")
if sys.argv[1:] == ["room again"]:
    resource.setrlimit(resource.RLIMIT_FSIZE, (hard, hard))
print("trained", flush=True)

"""How long `exman.Index(root).info()` takes, in milliseconds, and how many runs it gives.

exman reads YAML by ConfigArgParse, which uses libyaml from version 1.7 on, and PyYAML's own parser before that or where
libyaml is absent. With `--python-yaml` it is that parser.
"""

import sys
import time

import yaml

if "--python-yaml" in sys.argv:
    del yaml.CSafeLoader

import exman

index = exman.Index(sys.argv[1])
start = time.perf_counter()
runs = index.info()
print((time.perf_counter() - start) * 1000, len(runs))

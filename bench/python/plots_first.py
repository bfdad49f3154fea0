"""How long the first picture of a process takes vl-convert, in milliseconds, without the process's start."""

import json
import pathlib
import sys
import time

import vl_convert

spec = json.loads(pathlib.Path(sys.argv[1]).read_text())
start = time.perf_counter()
vl_convert.vegalite_to_png(spec, vl_version="6.4", scale=2)
print((time.perf_counter() - start) * 1000)

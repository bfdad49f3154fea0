"""What Jupyter itself makes of notebooks.

notebooks.py rewrite FILE       prints a notebook as nbformat writes it
notebooks.py check FILE...      fails where nbformat finds a notebook invalid
notebooks.py execute FILE       prints the sources and outputs after nbclient has run it, as JSON
"""
import json
import sys
import warnings

import nbformat
from nbclient import NotebookClient

warnings.simplefilter("error")  # of repairs, such as a cell without an id


def outputs(path):
    notebook = nbformat.read(path, as_version=4)
    NotebookClient(notebook, record_timing=False).execute()
    return [cell.get("outputs", []) for cell in notebook.cells]


verb, *paths = sys.argv[1:]
if verb == "rewrite":
    print(nbformat.writes(nbformat.read(paths[0], as_version=4)))
elif verb == "check":
    for path in paths:
        with open(path, encoding="utf-8") as file:
            nbformat.validate(json.load(file), relax_add_props=False)
else:
    print(json.dumps(outputs(paths[0])))

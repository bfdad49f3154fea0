"""Prints, as JSON, the tables that exman makes of a root for all runs (null) and for marks, with the columns' types."""

import json
import sys

import exman

root, marks = sys.argv[1], json.loads(sys.argv[2])


def cell(value):
    return None if value != value else value


def type_name(column):
    return next(type(value).__name__ for value in column if cell(value) is not None)


def table(mark):
    info = exman.Index(root).info(mark)
    types = {name: type_name(info[name].astype(object)) for name in info}
    info["root"] = info["root"].map(str)
    info["time"] = info["time"].map(lambda time: time.isoformat())
    records = info.astype(object).to_dict("records")
    rows = [{name: cell(value) for name, value in record.items()} for record in records]
    return {"rows": rows, "types": types}


print(json.dumps([table(mark) for mark in marks]).replace("Infinity", "1e999"))

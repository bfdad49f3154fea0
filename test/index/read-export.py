"""Reads an export with pandas and pyarrow, and prints what they make of it as JSON."""
import json
import sys
from pathlib import Path

import pandas
import pyarrow.ipc
import pyarrow.parquet

folder = Path(sys.argv[1])
arrow = pyarrow.ipc.open_file(sys.argv[2]).read_all()
table = pyarrow.parquet.read_table(folder / "runs.parquet")
for name in table.column_names:
    assert str(arrow[name].to_pylist()) == str(table[name].to_pylist()), name
    assert name == "nothing" or str(arrow[name].type).replace("item", "element") == str(table[name].type), name
frame = pandas.read_parquet(folder / "runs.parquet")
assert list(frame.columns) == table.column_names
assert str(frame["time"].dtype) == "datetime64[ms, UTC]", frame["time"].dtype
statistics = pandas.read_parquet(folder / "statistics")
assert (statistics["run"].astype(int) == statistics["id"]).all()
print(
    json.dumps(
        {
            "types": {field.name: str(field.type) for field in table.schema},
            "values": {name: str(table[name].to_pylist()) for name in table.column_names},
            "statistics": {
                "rows": len(statistics),
                "runs": statistics["run"].nunique(),
                "columns": list(statistics.columns),
            },
        }
    )
)

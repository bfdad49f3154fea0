import { execFileSync } from "node:child_process";
import { beforeAll, describe, expect, it } from "vitest";
import { Index } from "../../src/index/run-index.js";
import { fixtureRoot } from "./fixture.js";
import { PYTHON } from "../tools/project.js";

const root = fixtureRoot("digits-exman");

/** The table that Python's own exman makes of the same root, a record a run. */
function exmanRecords(mark: string | null): Record<string, unknown>[] {
  const script = `
import exman, json, sys
info = exman.Index(sys.argv[1]).info(json.loads(sys.argv[2]))
info["root"] = info["root"].map(str)
info["time"] = info["time"].map(lambda time: time.isoformat())
rows = [{k: None if v != v else v for k, v in row.items()} for row in info.astype(object).to_dict("records")]
print(json.dumps(rows))
`;
  const output = execFileSync(PYTHON, ["-W", "ignore", "-c", script, root, JSON.stringify(mark)], {
    encoding: "utf8",
  });
  return JSON.parse(output) as Record<string, unknown>[];
}

describe("the digits root, against the table of Python's exman 0.1.9", () => {
  let exman: Record<string, unknown>[];
  beforeAll(() => {
    exman = exmanRecords(null);
  });

  it("has the same runs with the same params, row by row", async () => {
    const runs = await new Index(root).info();
    const columns = Object.keys(exman[0]!);
    const ours = Array.from(runs, (row) => {
      const cells = columns.map((name) => [name, (row as Record<string, unknown>)[name] ?? null]);
      return Object.fromEntries(cells) as Record<string, unknown>;
    });
    expect(ours).toHaveLength(148);
    const theirs = exman.map((row) => ({ ...row, time: new Date(String(row["time"])) }));
    expect(ours).toEqual(theirs);
  });

  it("has every column that exman has, and no param that exman lacks", async () => {
    const runs = await new Index(root).info();
    const added = runs.columnNames().filter((name) => !Object.hasOwn(exman[0]!, name));
    // exman drops nulls, and config_file is null in every run
    expect(added).toEqual(["status", "config_file", "train_loss", "val_loss", "val_accuracy"]);
    expect(Object.keys(exman[0]!).filter((name) => !runs.columnNames().includes(name))).toEqual([]);
  });

  it.each(["best", "paper", "paper/figure-2"])(
    "has the same runs below the mark %s",
    async (mark) => {
      const runs = await new Index(root).info(mark);
      expect(runs.array("id")).toEqual(exmanRecords(mark).map(({ id }) => id));
    },
  );
});

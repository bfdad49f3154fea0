import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startRun } from "../../src/record/start-run.js";
import { PYTHON } from "../tools/project.js";

const base = mkdtempSync(join(tmpdir(), "ceteris-exman-"));
const root = join(base, "exman");
afterAll(() => rmSync(base, { recursive: true }));

function python(script: string, ...args: string[]): string {
  return execFileSync(PYTHON, ["-W", "ignore", "-c", script, ...args], {
    encoding: "utf8",
  }).trim();
}

const PARAMS = [
  { lr: 1e-5, optimizer: "adam", hidden: [64, 32], early_stop: true, note: "yes", seed: 0 },
  { lr: 0.1, optimizer: "sgd", hidden: [], early_stop: false, note: "12:30:45", seed: 1 },
  { lr: 1e21, optimizer: "größer", hidden: [8], early_stop: true, note: null, seed: 2 },
  {
    lr: 3,
    optimizer: "a: b # c",
    hidden: [1, 2, 3],
    early_stop: false,
    note: "two\nlines",
    seed: 3,
    extra: { a: 1 },
  },
];

beforeAll(() => {
  for (const [i, params] of PARAMS.entries())
    startRun({ root, params, ...(i === 1 && { name: "named" }) }).finish();
  startRun({ root, params: { lr: 1 }, tmp: true }).finish();
  startRun({ root, params: { lr: 2 } }).fail(new Error("on purpose"));
});

describe("Python's exman on a root of ours", () => {
  it("has the table that it has of the same params written by PyYAML", () => {
    writeFileSync(join(base, "params.json"), JSON.stringify(PARAMS));
    const script = `
import json, pathlib, sys, yaml, exman
from pandas.testing import assert_frame_equal
base = pathlib.Path(sys.argv[1])
runs = sorted(p.name for p in (base / "exman" / "runs").iterdir())
parser = exman.ExParser(root=base / "twin")
for name, params in zip(runs, json.load(open(base / "params.json"))):
    (parser.runs / name).mkdir()
    with (parser.runs / name / "params.yaml").open("w") as file:
        yaml.dump(dict(params, root="runs/" + name), file, default_flow_style=False, sort_keys=False)
        time = "{}-{}-{}T{}:{}:{}".format(*name.split("-")[1:7])
        print("time: '{}'".format(time), file=file)
        print("id:", int(name.split("-")[0]), file=file)
    (parser.index / (name + ".yaml")).symlink_to("../runs/" + name + "/params.yaml")
ours, twin = (exman.Index(base / name).info().sort_index(axis=1) for name in ("exman", "twin"))
assert [str(path) for path in ours.root] == [str(base / "exman" / "runs" / name) for name in runs]
assert_frame_equal(ours.drop(columns="root"), twin.drop(columns="root"))
print(len(ours), *ours.columns)
`;
    expect(python(script, base)).toBe(
      "4 early_stop extra hidden id lr note optimizer root seed time",
    );
  });

  it("counts on from our ids, and we from its", () => {
    const script = `
import sys, exman
parser = exman.ExParser(root=sys.argv[1])
parser.add_argument("--lr", type=float)
print("root", parser.parse_args(["--lr", "0.5"]).root.name)
`;
    expect(python(script, root)).toMatch(/root 000007-/);
    const run = startRun({ root, params: {} });
    run.finish();
    expect(run.id).toBe(8);
    expect(readdirSync(join(root, "index"))).toHaveLength(6);
  });
});

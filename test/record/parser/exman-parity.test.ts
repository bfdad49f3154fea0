import { execFileSync } from "node:child_process";
import { readdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Index } from "../../../src/index/run-index.js";
import { optional } from "../../../src/record/parser/argument-types.js";
import { ExParser } from "../../../src/record/parser/ex-parser.js";
import { pythonText } from "../../../src/record/parser/python-text.js";
import { listMarks } from "../../../src/store/marks.js";
import { rootLayout } from "../../../src/store/layout.js";
import { PYTHON } from "../../tools/project.js";
import { newFolder, removeFolder } from "../../tools/temporary-folder.js";

/** The arguments of a training script, in words that both languages know. */
const ARGUMENTS: readonly (readonly [
  flags: readonly string[],
  options: Record<string, unknown>,
])[] = [
  [["--lr"], { type: "float", default: 0.001 }],
  [["--momentum", "-m"], { type: "float", nargs: "?", const: 0.5 }],
  [["--epochs"], { type: "int", default: 10 }],
  [["--hidden"], { type: "int", nargs: "+", default: [64, 32] }],
  [["--betas"], { type: "float", nargs: 2 }],
  [["--augment"], { type: "bool", default: true }],
  [["--clip"], { type: "optional float" }],
  [["--note"], {}],
  [["--tags"], { nargs: "*", default: [] }],
  [["--fast"], { action: "store_true" }],
  [["--layer"], { action: "append", type: "int" }],
  [["--batch-size"], { dest: "batch", type: "int", default: 32 }],
  [["--gpu"], { type: "int", default: 0, volatile: true }],
  [["--optimizer"], { default: "adam", choices: ["adam", "sgd"] }],
];

/** Command lines; RUN stands for the params.yaml of the run of that number. */
const LINES = [
  "",
  "--lr 1 --momentum --epochs 3 --hidden 8 --betas 1 2.5 --augment n --fast --layer 1 --layer 2",
  "--lr 1e-5 -m nan --clip none --note yes --tags 007 1e3 null 0x1F 12:30:45 --gpu 3 --optimizer sgd",
  "--lr inf --clip 3 --note größer --epochs 123456789012345678901 --tags a:b #c --name second",
  "--lr -0.0 --note= --tags --layer -1 --batch-size 1_000 --lr 2e20 --augment T",
  "--tmp --note 2026-11-21 --tags - ' ~ @x %y &z *w !t",
  "--config RUN2",
  "--config RUN3 --lr 0.5 --layer 9",
  "--config RUN4 --note other --betas 0 1",
  "--config=RUN5 --name third",
];

const AUTOMARK = ["optimizer", "lr", "fast", "clip"];

/** Values in automarks and in config files, as Python's `str` has them. */
const VALUES = [
  [0.1, 1e-5, 1.5e-7, 1e15 + 0.5, 123456.75, 1.1e22, -2.5e300],
  [0, -3, true, false, null, "a b", ["it's", 'say "it\'s"', "back\\slash", "two\nlines"]],
  [[1, [2.5, null]], { a: 1, "b c": [true] }, []],
].flat();

const SCRIPT = `
import contextlib, io, json, pathlib, sys, yaml, exman
base = pathlib.Path(sys.argv[1])
arguments, lines, automark, values = json.load(open(base / "cases.json"))
types = {"float": float, "int": int, "bool": bool, "optional float": exman.optional(float)}

def new_parser(root):
    parser = exman.ExParser(root=base / root, automark=automark)
    for flags, options in arguments:
        if "type" in options:
            options = dict(options, type=types[options["type"]])
        parser.add_argument(*flags, **options)
    return parser

def path_of(root, number):
    [path] = [p for f in ("runs", "tmp") for p in (base / root / f).glob("%06d-*/params.yaml" % number)]
    return path

def parse(parser, root, line):
    for number in range(len(lines), 0, -1):
        line = line.replace("RUN%d" % number, str(path_of(root, number)) if "RUN%d" % number in line else "")
    with contextlib.redirect_stdout(io.StringIO()):
        parser.parse_args(line)

def content(root, number):
    params = yaml.safe_load(path_of(root, number).open())
    folder, name = params["root"].split("/")
    params["root"] = [folder, name[:7], name[26:]]
    if params["config_file"]:
        params["config_file"] = str(pathlib.Path(params["config_file"]).relative_to(base / root).parts[0])
    assert params.pop("time").count(":") == 2
    return [[key, repr(value)] for key, value in params.items()]

parser = new_parser("theirs")
for line in lines:
    parse(parser, "theirs", line)
results = {root: [content(root, i + 1) for i in range(len(lines))] for root in ("ours", "theirs")}
parse(new_parser("ours"), "ours", "--name theirs")
for root in ("ours", "theirs"):
    table = exman.Index(base / root).info()
    results[root + " types"] = {name: str(kind) for name, kind in table.dtypes.items()}
    results[root + " ids"] = [int(i) for i in table.id]
    marked = exman.Index(base / root).info("optimizer/sgd")
    results[root + " marked"] = [int(i) for i in marked.id]
results["texts"] = [str(value) for value in values]
print(json.dumps(results))
`;

let base = "";
let results: Record<string, unknown> = {};
const ours = (): string => join(base, "ours");

function typeOf(name: unknown): ReturnType<typeof optional> | string | undefined {
  return name === "optional float" ? optional("float") : (name as string | undefined);
}

function newParser(): ExParser {
  const parser = new ExParser({ root: ours(), automark: AUTOMARK });
  for (const [flags, { type, ...options }] of ARGUMENTS)
    parser.add_argument(...(flags as [string]), {
      ...options,
      ...(type !== undefined && { type: typeOf(type)! }),
    });
  return parser;
}

function pathOf(number: number): string {
  const folders = ["runs", "tmp"].map((folder) => join(ours(), folder));
  const found = folders.flatMap((folder) =>
    readdirSync(folder).map((name) => join(folder, name, "params.yaml")),
  );
  return found.find((path) => dirname(path).includes(`/00000${number}-`))!;
}

beforeAll(() => {
  base = newFolder();
  writeFileSync(join(base, "cases.json"), JSON.stringify([ARGUMENTS, LINES, AUTOMARK, VALUES]));
  vi.spyOn(process.stdout, "write").mockReturnValue(true);
  const parser = newParser();
  for (const line of LINES) {
    const words = line.replace(/RUN(\d)/, (_, number) => pathOf(Number(number)));
    parser.parse_args(words).safe_experiment.run.finish();
  }
  vi.restoreAllMocks();
  const output = execFileSync(PYTHON, ["-W", "ignore", "-c", SCRIPT, base], { encoding: "utf8" });
  results = JSON.parse(output) as Record<string, unknown>;
}, 60_000);
afterAll(() => removeFolder(base));

describe("Python's exman with the same arguments", () => {
  it("writes the same params.yaml: keys in their order, values and types as PyYAML reads them", () => {
    expect(results["ours"]).toHaveLength(LINES.length);
    expect(results["ours"]).toEqual(results["theirs"]);
  });

  it("has a table of both writers' runs in one root, and finds the marks", async () => {
    const ids = [1, 2, 3, 4, 5, 7, 8, 9];
    expect(results["theirs ids"]).toEqual([...ids, 10]);
    expect(results["ours ids"]).toEqual([...ids, 10, 11]);
    expect(results["ours types"]).toEqual(results["theirs types"]);
    expect(results["ours marked"]).toEqual(results["theirs marked"]);
    const table = await new Index(ours()).info();
    expect([...table.array("id")]).toEqual([...ids, 10, 11]);
    expect(table.array("name")[9]).toBe("theirs");
  });

  it("makes the same marks", () => {
    const [our, their] = [ours(), join(base, "theirs")].map((root) => listMarks(rootLayout(root)));
    expect(their).toContain("optimizer/sgd/lr/1e-05/fast/False/clip/None");
    expect(our).toEqual(their);
  });

  it("has the same words for values", () => {
    expect(VALUES.map(pythonText)).toEqual(results["texts"]);
  });
});

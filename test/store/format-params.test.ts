import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { array, constantFrom, double, oneof, sample, string } from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Float, formatParams, type Params } from "../../src/store/format-params.js";
import { parseParams } from "../../src/store/parse-params.js";
import { PYTHON } from "../tools/project.js";

const TRAILER = {
  root: "runs/000007-2026-11-21-10-00-00",
  time: new Date(2026, 10, 21, 10),
  id: 7,
};

const folder = mkdtempSync(join(tmpdir(), "ceteris-yaml-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** What PyYAML's SafeLoader, in Python and in C, reads from each text, as Python writes a value with its type. */
function pythonReads(texts: readonly string[]): string[][] {
  const file = join(folder, "texts.json");
  writeFileSync(file, JSON.stringify(texts));
  const script = `
import datetime, json, sys, yaml
def form(value):
    if isinstance(value, dict): return "{" + ", ".join(form(k) + ": " + form(v) for k, v in value.items()) + "}"
    if isinstance(value, list): return "[" + ", ".join(form(v) for v in value) + "]"
    if isinstance(value, datetime.datetime): return "datetime " + value.astimezone(datetime.timezone.utc).isoformat()
    if isinstance(value, str): return "str " + json.dumps(value)
    return type(value).__name__ + " " + repr(value)
loaders = [yaml.SafeLoader] + ([yaml.CSafeLoader] if yaml.__with_libyaml__ else [])
print(json.dumps([[form(yaml.load(text, Loader=loader)) for loader in loaders] for text in json.load(open(sys.argv[1]))]))
`;
  const output = execFileSync(PYTHON, ["-c", script, file], {
    maxBuffer: 1 << 28,
  });
  const forms: string[][] = JSON.parse(output.toString());
  return forms;
}

/** The same form of a value, made here. */
function form(value: unknown): string {
  if (value === null || value === undefined) return "NoneType None";
  if (typeof value === "boolean") return `bool ${value ? "True" : "False"}`;
  if (typeof value === "bigint") return `int ${value}`;
  if (typeof value === "string") return `str ${pythonJson(value)}`;
  if (Object.is(value, -0)) return "float -0";
  if (typeof value === "number") return `${Number.isSafeInteger(value) ? "int" : "float"} ${value}`;
  if (value instanceof Date) return `datetime ${pythonDate(value)}`;
  if (Array.isArray(value)) return `[${value.map(form).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${form(key)}: ${form(item)}`)
    .join(", ")}}`;
}

function pythonJson(text: string): string {
  return JSON.stringify(text).replace(/[\u007f-\uffff]/g, escape);
}

function escape(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
}

function pythonDate(date: Date): string {
  return date
    .toISOString()
    .replace(/\.(\d{3})Z$/, (_, ms: string) => (ms === "000" ? "+00:00" : `.${ms}000+00:00`));
}

/** A form with the float as JavaScript spells it. */
function comparable(text: string): string {
  const float = /^float (.*)$/.exec(text)?.[1];
  if (float === undefined) return text;
  return `float ${Object.is(Number(float), -0) ? "-0" : Number(float.replace("inf", "Infinity"))}`;
}

/** What each loader of Python reads where each value is a param. */
function valuesInPython(values: readonly unknown[]): string[][] {
  const texts = values.map((value) => formatParams({ v: value }, TRAILER));
  return pythonReads(texts).map((forms) =>
    forms.map((text) => comparable(text.replace(/^\{str "v": (.*), str "root".*\}$/s, "$1"))),
  );
}

/** What each should read. */
function expected(values: readonly unknown[], loaders: number): string[][] {
  return values.map((value) => Array.from({ length: loaders }, () => form(value)));
}

const LOOK_ALIKES = [
  ..."yes no on off y n Yes NO true False null NULL ~ None nan .nan .inf -.inf inf 007 0o17 0x1f 0b11 1_000".split(
    " ",
  ),
  ..."12:30:45 1e5 1.0e+5 1e-05 .5 5. +1 -1 - -- --- ... = << 2026-11-21 2026-11-21T10:00:00Z ! & * @ % ` ? | >".split(
    " ",
  ),
  "",
  " ",
  " x",
  "x ",
  "a: b",
  "a:",
  ":a",
  "# c",
  "a #b",
  "- a",
  "? a",
  "--- a",
  "[1, 2]",
  "{a: 1}",
  "'",
  '"',
  "it's",
  "two\nlines",
  "\n",
  "ends\n",
  "ends\n\n",
  " indented\n  more\n",
  "tab\there",
  "\t",
  "\r\n",
  "a\u0085b",
  "a\u2028b",
  "\u0000",
  "\u0007",
  "\u001b[0m",
  "\u007f",
  "größer",
  "学習率",
  "🐧",
  "\ufeffbom",
  "\u00a0",
  "x".repeat(3000),
  "./data/train.csv",
  "../x",
  "/abs/path",
  "adam",
  "a b c",
  "C:\\data",
  "a/b@c+d",
  "word #",
  "%YAML 1.2",
  "!!python/none",
];

describe("formatParams, read by PyYAML", () => {
  it("keeps text that looks like something else as text", () => {
    const read = valuesInPython(LOOK_ALIKES);
    expect(read).toEqual(expected(LOOK_ALIKES, read[0]!.length));
  });

  it("keeps numbers, and integers apart from floats", () => {
    const numbers = [
      0, 1, -1, 3, 0.1, -0, 1e-5, 1e-7, 1.5e-10, 0.0001, 1e15, 1e16, 1e20, 1e21, 1.5e300, 5e-324,
      123456.789,
    ];
    const limits = [
      Number.MAX_VALUE,
      Number.MAX_SAFE_INTEGER,
      2 ** 53,
      NaN,
      Infinity,
      -Infinity,
      2n ** 70n,
      -3n,
      0n,
    ];
    const all: unknown[] = [...numbers, ...limits];
    const read = valuesInPython(all);
    expect(read).toEqual(expected(all, read[0]!.length));
  });

  it("writes small floats with a point, since PyYAML takes 1e-05 for text", () => {
    expect(formatParams({ lr: 1e-5, big: 1e21, zero: -0 }, TRAILER)).toBe(
      [
        "lr: 1.0e-05",
        "big: 1.0e+21",
        "zero: -0.0",
        "root: runs/000007-2026-11-21-10-00-00",
        "time: '2026-11-21T10:00:00'",
        "id: 7",
        "",
      ].join("\n"),
    );
  });

  it("keeps null, booleans, dates, lists and nested mappings", () => {
    const shared = { a: 1 };
    const values: unknown[] = [
      null,
      undefined,
      true,
      false,
      new Date("2026-11-21T10:00:00.250Z"),
      new Date("0099-01-01T00:00:00.000Z"),
      [],
      {},
      [[], {}, [[1, "2"], null]],
      { layers: [{ units: 64, name: "on" }, { units: [] }], "a: b": { "": { yes: 0.5 } } },
      [shared, shared],
      {
        "学 習": 1,
        "two\nlines": 2,
        "--- a": 3,
        "<<": 4,
        "=": 5,
        ["x".repeat(900)]: 6,
        constructor: 7,
      },
    ];
    const read = valuesInPython(values);
    expect(read).toEqual(expected(values, read[0]!.length));
  });

  it("keeps the order of params, and keys that objects treat apart", () => {
    const params: Params = JSON.parse(
      '{"b": 1, "__proto__": {"x": 1}, "a": 2, "yes": 3, "007": 4}',
    );
    const [python] = pythonReads([formatParams(params, TRAILER)])[0]!;
    expect(python).toBe(
      '{str "b": int 1, str "__proto__": {str "x": int 1}, str "a": int 2, str "yes": int 3, str "007": int 4, ' +
        'str "root": str "runs/000007-2026-11-21-10-00-00", str "time": str "2026-11-21T10:00:00", str "id": int 7}',
    );
  });

  it("keeps any text and any float", () => {
    const samples = sample(
      oneof(string({ unit: "binary", maxLength: 30 }), string({ maxLength: 20 }), double()),
      { numRuns: 1500, seed: 20261121 },
    );
    const yamlish = sample(
      array(constantFrom(..."-?:,[]{}#&*!|>'\"%@` \n\t=<0179.eE+_xonyN~".split("")), {
        maxLength: 8,
      }),
      { numRuns: 1500, seed: 20261122 },
    );
    const values: unknown[] = [...samples, ...yamlish.map((characters) => characters.join(""))];
    const read = valuesInPython(values);
    expect(read).toEqual(expected(values, read[0]!.length));
  });
});

describe("formatParams, read by ceteris", () => {
  it("gives the same values back", () => {
    const params = { lr: 1e-5, n: 3, big: 2n ** 70n, note: "yes", hidden: [64, 32], none: null };
    const { values } = parseParams(formatParams(params, TRAILER));
    expect([...values].slice(0, 6)).toEqual(Object.entries(params));
    expect(values.get("id")).toBe(7);
  });

  it("puts U+FFFD for half a surrogate pair, which no YAML can hold", () => {
    expect(parseParams(formatParams({ note: "a\ud800b" }, TRAILER)).values.get("note")).toBe(
      "a\ufffdb",
    );
  });

  it("takes typed arrays as lists", () => {
    expect(formatParams({ w: Float64Array.of(0.5, 1) }, TRAILER)).toMatch(
      /^w:\n {2}- 0\.5\n {2}- 1\n/,
    );
  });
});

describe("formatParams for exman's parser", () => {
  it("writes the names in their order, with root among them, and whole floats as floats", () => {
    const params = { z: new Float(1), a: [new Float(-2), 3, 0.5], lr: new Float(1e22) };
    expect(formatParams(params, { ...TRAILER, sorted: true })).toBe(
      [
        "a:",
        "  - -2.0",
        "  - 3",
        "  - 0.5",
        "lr: 1.0e+22",
        "root: runs/000007-2026-11-21-10-00-00",
        "z: 1.0",
        "time: '2026-11-21T10:00:00'",
        "id: 7",
        "",
      ].join("\n"),
    );
  });
});

describe("formatParams refuses", () => {
  const cyclic: Record<string, unknown> = {};
  cyclic["self"] = cyclic;
  it.each<[string, Params, RegExp]>([
    ["a function", { act: Math.tanh }, /param act cannot be recorded: it is a function; give/],
    ["a symbol", { a: { b: [Symbol("x")] } }, /param a\.b\[0\] cannot be recorded: it is a symbol/],
    ["a Map", { sizes: new Map() }, /param sizes cannot be recorded: it is a Map/],
    ["a class instance", { re: /x/ }, /it is a RegExp/],
    ["a cycle", { cyclic }, /param cyclic\.self cannot be recorded: it contains itself/],
    ["an invalid date", { at: new Date(NaN) }, /it is a date outside the years 1 to 9999/],
    [
      "a name of ours",
      { id: 3 },
      /param id cannot be recorded: that name is taken by the run's own id; rename it/,
    ],
    ["a key too long for YAML", { a: { ["é".repeat(300)]: 1 } }, /has a name that is too long/],
  ])("%s, by its path", (_, params, message) => {
    expect(() => formatParams(params, TRAILER)).toThrow(message);
  });
});

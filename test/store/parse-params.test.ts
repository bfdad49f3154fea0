import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  bigInt,
  boolean,
  constantFrom,
  constant,
  dictionary,
  double,
  integer,
  letrec,
  oneof,
  record,
  sample,
  string,
  type Arbitrary,
} from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { parseParams } from "../../src/store/parse-params.js";

const folder = mkdtempSync(join(tmpdir(), "ceteris-params-"));
afterAll(() => rmSync(folder, { recursive: true }));

/** Values of Python in JSON: integers and floats as text, so that both keep their type and every digit. */
type Coded =
  | null
  | boolean
  | string
  | { int: string }
  | { float: string }
  | { list: Coded[] }
  | { tuple: Coded[] }
  | { dict: [string, Coded][] };

const LOOK_ALIKES = [
  "yes",
  "No",
  "on",
  "OFF",
  "y",
  "n",
  "~",
  "null",
  "Null",
  "true",
  "1",
  "007",
  "0x1F",
  "0b1",
  "0o7",
  "1_000",
  "1e5",
  "1.0e+5",
  "12:30:45",
  "1:30",
  ".nan",
  "-.inf",
  "=",
  "<<",
  "-",
  "- a",
  "? a",
  ": a",
  "a: b",
  "a:",
  "# a",
  "a #b",
  "&a",
  "*a",
  "!a",
  "!!str",
  "|",
  ">",
  "%a",
  "@a",
  "`a",
  "[a]",
  "{a}",
  "'a'",
  '"a"',
  "",
  " ",
  " a ",
  "a\n",
  "\n",
  "a\n\nb",
  "a\n b",
  "tab\there",
  "---",
  "...",
  "--- a",
  "2026-11-21",
  "2026-11-21T10:00:00",
  "0.1.2",
  "1e-5",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\u0000",
  "é",
  "日本",
  "😀",
  "a".repeat(200),
  "word ".repeat(60),
  "'".repeat(9),
  "\\",
  "\\n",
  "__proto__",
  "constructor",
  "inf",
  "nan",
  "+1",
  "-0",
  "0",
  "00",
  "1.",
  ".5",
  "._",
  "1__0",
  "0b2",
  "08",
  "190:20:30",
];

const text: Arbitrary<string> = oneof(
  string(),
  string({ unit: "binary" }),
  constantFrom(...LOOK_ALIKES),
);
const scalar: Arbitrary<Coded> = oneof(
  constant(null),
  boolean(),
  text,
  text,
  integer().map((value) => ({ int: String(value) })),
  bigInt({ min: -(10n ** 40n), max: 10n ** 40n }).map((value) => ({ int: String(value) })),
  constantFrom("9007199254740991", "9007199254740992", "9007199254740993", "-9007199254740993").map(
    (value) => ({ int: value }),
  ),
  double().map((value) => ({
    float: Object.is(value, -0) ? "-0.0" : String(value).replace("Infinity", "inf"),
  })),
  constantFrom("1e-05", "1e22", "1e16", "0.1", "5e-324", "1.7976931348623157e308").map((value) => ({
    float: value,
  })),
);
const { value: anyValue } = letrec<{ value: Coded }>((tie) => ({
  value: oneof(
    { maxDepth: 4, depthSize: "small" },
    scalar,
    record({ list: arrayOf(tie("value")) }),
    record({ tuple: arrayOf(tie("value")) }),
    record({ dict: entries(tie("value")) }),
  ),
}));
const params: Arbitrary<Coded> = record({ dict: entries(anyValue) });

function arrayOf(item: Arbitrary<Coded>): Arbitrary<Coded[]> {
  return dictionary(string({ maxLength: 1 }), item, { maxKeys: 4 }).map((items) =>
    Object.values(items),
  );
}

function entries(item: Arbitrary<Coded>): Arbitrary<[string, Coded][]> {
  return dictionary(text, item, { maxKeys: 6 }).map((items) => Object.entries(items));
}

/** What `yaml.dump` writes of each, in each of the given styles. */
function pythonDumps(documents: readonly Coded[], styles: readonly object[]): string[][] {
  const file = join(folder, "params.json");
  writeFileSync(file, JSON.stringify({ documents, styles }));
  const script = `
import json, sys, yaml
def decode(value):
    if not isinstance(value, dict): return value
    [(kind, inner)] = value.items()
    if kind == "int": return int(inner)
    if kind == "float": return float(inner)
    if kind == "list": return [decode(item) for item in inner]
    if kind == "tuple": return tuple(decode(item) for item in inner)
    return {key: decode(item) for key, item in inner}
data = json.load(open(sys.argv[1]))
values = [decode(document) for document in data["documents"]]
texts = [[yaml.dump(value, **style) for style in data["styles"]] for value in values]
json.dump(texts, sys.stdout)
`;
  const output = execFileSync(".cache/venv/bin/python", ["-c", script, file], {
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output.toString()) as string[][];
}

/** The value that we have to read. */
function decode(value: Coded): unknown {
  if (value === null || typeof value !== "object") return value;
  if ("int" in value)
    return Number.isSafeInteger(Number(value.int)) ? Number(value.int) : BigInt(value.int);
  if ("float" in value) return Number(value.float.replace("inf", "Infinity"));
  if ("list" in value) return value.list.map(decode);
  if ("tuple" in value) return value.tuple.map(decode);
  return new Map(value.dict.map(([key, item]) => [key, decode(item)]));
}

/** Mappings as maps, so that `__proto__` and the order of keys are compared too. */
function asMap(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asMap);
  if (typeof value !== "object" || value === null) return value;
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(pairs.map(([key, item]) => [key, asMap(item)]));
}

/** Line breaks of YAML 1.1 that 1.2 dropped; PyYAML escapes them unless it is told to `allow_unicode`, as exman does not. */
const UNICODE_BREAKS = /[\u0085\u2028\u2029]/;

const read = (yaml: string): unknown => parseParams(yaml).values.get("x");

describe("parseParams", () => {
  it("reads the values that PyYAML wrote, whatever its style", () => {
    const documents = sample(params, { numRuns: 500, seed: 20261121 });
    const styles = [
      { default_flow_style: false }, // exman's
      { default_flow_style: false, allow_unicode: true, sort_keys: false },
      { default_flow_style: true, width: 20 },
      { default_style: '"' },
    ];
    const texts = pythonDumps(documents, styles);
    for (const [position, document] of documents.entries()) {
      for (const [style, yaml] of texts[position]!.entries()) {
        if (UNICODE_BREAKS.test(yaml)) continue;
        expect(
          asMap(parseParams(yaml).values),
          `${JSON.stringify(styles[style])}\n${yaml}`,
        ).toEqual(decode(document));
      }
    }
  }, 60_000);

  it("keeps the order of the file", () => {
    expect([...parseParams("b: 1\na: 2\n10: 3\n2: 4\n").values.keys()]).toEqual([
      "b",
      "a",
      "10",
      "2",
    ]);
  });

  it("has -0 as a float, and as an integer 0", () => {
    expect(Object.is(read("x: -0.0"), -0)).toBe(true);
    expect(read("x: [0, +0]")).toEqual([0, 0]);
  });

  it("keeps the name of a key that is no text", () => {
    expect([...parseParams("1: a\n2.5: b\nnull: c\ntrue: d\n[1, 2]: e\n").values.keys()]).toEqual([
      "1",
      "2.5",
      "null",
      "true",
      "[1,2]",
    ]);
  });

  it("notes each Python tag once, and none for tuples", () => {
    const yaml =
      "x: !!python/tuple [1]\na: !!python/object:m.C {k: 1}\nb: !!python/object:m.C {k: 2}\nc: !!python/name:m.f ''\n";
    expect(parseParams(yaml).pythonTags).toEqual(["!!python/object:m.C", "!!python/name:m.f"]);
  });

  it.each([
    ["a list", "- 1\n", "the file holds no mapping of params to values"],
    ["a text", "words\n", "the file holds no mapping of params to values"],
    ["an unknown tag", "x: !mine 1\n", "tag"],
    ["two documents", "a: 1\n---\nb: 2\n", "document"],
    ["an alias without an anchor", "x: *nowhere\n", "nowhere"],
    ["a flow that is not closed", "x: [1, 2\n", "indentation"],
  ])("refuses %s", (_, yaml, reason) => {
    expect(() => parseParams(yaml)).toThrow(reason);
  });

  it("refuses a mapping whose aliases write out to more than a million values, and not one with a few", () => {
    const bomb = (levels: number): string =>
      Array.from(
        { length: levels },
        (_, i) =>
          `k${i}: &k${i} [${Array(10)
            .fill(i === 0 ? "x" : `*k${i - 1}`)
            .join(", ")}]`,
      ).join("\n");
    expect(() => parseParams(bomb(9))).toThrow("its aliases repeat more than a million values");
    expect(parseParams(bomb(4)).values.size).toBe(4);
  });
});

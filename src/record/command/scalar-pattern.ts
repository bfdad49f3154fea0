import { createContext, Script } from "node:vm";
import { CeterisError } from "../../util/error.js";

/** Numbers of a line, and the step where the line has one. */
export interface LineScalars {
  readonly step: number | undefined;
  readonly values: Readonly<Record<string, number>>;
}

const NUMBER = String.raw`[-+]?(?:(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?|nan|inf(?:inity)?)`;
/** `loss: 0.4`, `loss=0.4`, several on a line. */
const PAIRS = new RegExp(
  String.raw`(?<![^\s,;|(\[{])(?<name>[A-Za-z_][\w./]*)\s?[:=]\s*(?<value>${NUMBER})(?![^\s,;|)\]}%])`,
  "gi",
);
/** `step 3`, `Epoch: 3/100`, `[iter=3]`; the first kind that a line has is its step. */
const STEPS = ["(?:global_?)?step", "iter(?:ation)?", "epoch"].map((word) => ({
  name: new RegExp(`^${word}$`, "i"),
  step: new RegExp(String.raw`(?<![\w/])${word}\s*[:=#]?\s*\[?(?<step>\d+)(?![\w.]*\w)`, "i"),
}));
const ROLES: ReadonlySet<string> = new Set(["name", "value", "step"]);
/** In milliseconds, for the lines of one piece of output. */
const TIME_LIMIT = 1000;

/** Finds the scalars of lines. */
export type FindScalars = (lines: readonly string[]) => LineScalars[];

/** `loss: 0.4` and `acc=0.9` anywhere in a line; a step, an iteration or an epoch in the line is its step. */
export const findPairs: FindScalars = (lines) => lines.map((line) => scalarsOf(line, PAIRS));

/**
 * Finds what a regular expression does: groups `name`, `value` and `step`, or any others by their names, or a first
 * group for the name and a second for the value.
 *
 * @throws CeterisError `USAGE` where it is no regular expression, or has no such groups; the function, where it
 * takes longer than a second.
 */
export function findPattern(source: string): FindScalars {
  const pattern = compile(source);
  const work = { lines: [] as readonly string[], find: (line: string) => scalarsOf(line, pattern) };
  const script = new Script("lines.map(find)");
  const context = createContext(work);
  return (lines) => {
    work.lines = lines;
    return script.runInContext(context, { timeout: TIME_LIMIT }) as LineScalars[];
  };
}

function compile(source: string): RegExp {
  let pattern: RegExp;
  try {
    pattern = new RegExp(source, "g");
  } catch (error) {
    const reason = (error as Error).message.split(": ").at(-1);
    throw wrongPattern(source, `is no regular expression: ${reason}`);
  }
  const groups = Object.keys(new RegExp(`${source}|`).exec("")!.groups ?? {});
  const count = new RegExp(`${source}|`).exec("")!.length - 1;
  const isNamed = groups.includes("value")
    ? groups.includes("name")
    : groups.some((group) => !ROLES.has(group));
  if (groups.length > 0 ? isNamed : count >= 2) return pattern;
  throw wrongPattern(source, "does not tell a name and a value");
}

function wrongPattern(source: string, what: string): CeterisError {
  return new CeterisError(
    "USAGE",
    `The pattern ${source} of --scalars ${what}; write it as in "(?<name>\\w+) is (?<value>\\S+)" or "loss (?<loss>\\S+)".`,
  );
}

function scalarsOf(line: string, pattern: RegExp): LineScalars {
  const found: [string, number][] = [];
  let step: number | undefined;
  for (const match of line.matchAll(pattern)) {
    found.push(...pairsOf(match));
    if (match.groups?.["step"] !== undefined) step = numberOf(match.groups["step"]);
  }
  const numbers = found.filter(([, value]) => !Number.isNaN(value) || isWordNaN(line));
  if (step !== undefined) return { step, values: Object.fromEntries(numbers) };
  const kind = STEPS.find((one) => one.step.test(line));
  const values = numbers.filter(([name]) => !kind?.name.test(name));
  return {
    step: kind && Number(kind.step.exec(line)!.groups!["step"]),
    values: Object.fromEntries(values),
  };
}

function pairsOf({ groups, 1: first, 2: second }: RegExpExecArray): [string, number][] {
  if (!groups) return [[first ?? "", numberOf(second)]];
  const { name, value } = groups;
  if (name !== undefined && value !== undefined) return [[name, numberOf(value)]];
  return Object.entries(groups)
    .filter(([group, text]) => !ROLES.has(group) && text !== undefined)
    .map(([group, text]) => [group, numberOf(text)]);
}

/** NaN for what is no number. */
function numberOf(text: string | undefined = ""): number {
  const word = text.toLowerCase();
  if (/^[-+]?inf(?:inity)?$/.test(word)) return word.startsWith("-") ? -Infinity : Infinity;
  return text === "" ? NaN : Number(text.replace(/[%,;]$/, ""));
}

function isWordNaN(line: string): boolean {
  return /nan/i.test(line);
}

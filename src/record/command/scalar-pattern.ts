import { createContext, Script } from "node:vm";
import { CeterisError } from "../../util/error.js";
import { printedNumber } from "./scalar-number.js";
import { placeOf } from "./scalar-place.js";

/** Numbers of a line, and its step where the line has one. */
export interface LineScalars {
  readonly step: number | undefined;
  /** How far the step counts. */
  readonly total?: number | undefined;
  /** The epoch that the step is within. */
  readonly epoch?: number | undefined;
  readonly values: Readonly<Record<string, number>>;
}

const ROLES: ReadonlySet<string> = new Set(["name", "value", "step"]);
/** In milliseconds, for the lines of one piece of output. */
const TIME_LIMIT = 1000;

/** Finds the scalars of lines. */
export type FindScalars = (lines: readonly string[]) => LineScalars[];

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
    for (const [name, text] of pairsOf(match)) {
      const number = printedNumber(text);
      if (number !== undefined) found.push([name, number]);
    }
    step = printedNumber(match.groups?.["step"] ?? "") ?? step;
  }
  if (step !== undefined) return { step, values: Object.fromEntries(found) };
  const { isPlace, ...place } = placeOf(line);
  const values = Object.fromEntries(found.filter(([name]) => !isPlace(name)));
  return { ...place, values };
}

function pairsOf({ groups, 1: first = "", 2: second = "" }: RegExpExecArray): [string, string][] {
  if (!groups) return [[first, second]];
  const { name, value } = groups;
  if (name !== undefined && value !== undefined) return [[name, value]];
  return Object.entries(groups).filter(([group, text]) => !ROLES.has(group) && text !== undefined);
}

import type { Moment } from "../store/statistics-writer.js";

/** Where in a run values belong. */
export interface LogOptions {
  /** Number of the epoch, batch, round, …; without it, values are in the order of their lines. */
  readonly step?: number;
  /** Seconds since 1970; now, where it is not given. */
  readonly time?: number;
}

/** What `run.log` takes: numbers by name; what was not measured may be null or undefined. */
export type LogValues = Readonly<Record<string, number | bigint | boolean | null | undefined>>;

/** Numbers that can be recorded, and the names of values that cannot. */
export interface LogLine {
  readonly moment: Moment;
  readonly values: Readonly<Record<string, number>>;
  readonly refused: readonly string[];
}

/**
 * Makes a line of values: booleans count as 0 and 1, and a value named step or time is the line's own. `now` is in
 * milliseconds since 1970.
 */
export function logLine(values: LogValues, options: LogOptions, now: number): LogLine {
  const moment = { step: options.step, time: options.time ?? now / 1000 };
  return isPlain(values) ? { moment, values, refused: [] } : sort(values, moment);
}

/** The usual case, which is to cost next to nothing. */
function isPlain(values: LogValues): values is Readonly<Record<string, number>> {
  return Object.keys(values).every((name) => typeof values[name] === "number" && !isMoment(name));
}

function sort(values: LogValues, moment: Moment): LogLine {
  const present = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const numbers = present
    .filter(([, value]) => isNumeric(value))
    .map(([name, value]) => [name, Number(value)] as const);
  return {
    moment: { ...moment, ...Object.fromEntries(numbers.filter(([name]) => isMoment(name))) },
    values: Object.fromEntries(numbers.filter(([name]) => !isMoment(name))),
    refused: present.filter(([, value]) => !isNumeric(value)).map(([name]) => name),
  };
}

function isMoment(name: string): boolean {
  return name === "step" || name === "time";
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

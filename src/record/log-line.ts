import { inspect } from "node:util";
import type { Moment } from "../store/statistics-writer.js";

/** Where in a run values belong. */
export interface LogOptions {
  /**
   * Number of the epoch, batch, round, …; without it, values are in the order of their lines. One that is not finite
   * is left out, with a warning.
   */
  readonly step?: number;
  /** Seconds since 1970; now, where it is not given or not finite. */
  readonly time?: number;
}

/** What `run.log` takes: numbers by name; what was not measured may be null or undefined. */
export type LogValues = Readonly<Record<string, number | bigint | boolean | null | undefined>>;

/** Numbers that can be recorded, and what is wrong with the rest, in words for a warning. */
export interface LogLine {
  readonly moment: Moment;
  readonly values: Readonly<Record<string, number>>;
  readonly problems: readonly string[];
}

/**
 * Makes a line of values: booleans count as 0 and 1, and a value named step or time is the line's own. `now` is in
 * milliseconds since 1970.
 */
export function logLine(values: LogValues, options: LogOptions, now: number): LogLine {
  const line = isPlain(values)
    ? { values, moment: options, problems: NONE }
    : sort(values, options);
  const { step, time = now / 1000 } = line.moment;
  if ((step === undefined || Number.isFinite(step)) && Number.isFinite(time))
    return { moment: { step, time }, values: line.values, problems: line.problems };
  return withoutNonFinite(line, now);
}

const NONE: readonly string[] = [];

/** A line as it was given. */
interface GivenLine extends Omit<LogLine, "moment"> {
  readonly moment: LogOptions;
}

/** The usual case, which is to cost next to nothing. */
function isPlain(values: LogValues): values is Readonly<Record<string, number>> {
  if (!isRecord(values)) return false;
  for (const name of Object.keys(values))
    if (typeof values[name] !== "number" || isMoment(name)) return false;
  return true;
}

function sort(values: LogValues, options: LogOptions): GivenLine {
  if (!isRecord(values)) {
    const problem = `log takes an object such as { loss: 0.41 }, ${inspect(values)} is left out`;
    return { moment: options, values: {}, problems: [problem] };
  }
  const present = Object.entries(values).filter(
    ([, value]) => value !== null && value !== undefined,
  );
  const numbers = present
    .filter(([, value]) => isNumeric(value))
    .map(([name, value]) => [name, Number(value)] as const);
  const refused = present.filter(([, value]) => !isNumeric(value)).map(([name]) => name);
  return {
    moment: { ...options, ...Object.fromEntries(numbers.filter(([name]) => isMoment(name))) },
    values: Object.fromEntries(numbers.filter(([name]) => !isMoment(name))),
    problems: refused.length > 0 ? [`log takes numbers, ${refused.join(", ")} is left out`] : [],
  };
}

/** On reading, a step or a time that is not finite would be a statistic of that name. */
function withoutNonFinite({ moment, values, problems }: GivenLine, now: number): LogLine {
  const { step, time = now / 1000 } = moment;
  const refused = [
    ...(step === undefined || Number.isFinite(step) ? [] : [`step ${inspect(step)}`]),
    ...(Number.isFinite(time) ? [] : [`time ${inspect(time)}`]),
  ];
  return {
    moment: {
      step: Number.isFinite(step) ? step : undefined,
      time: Number.isFinite(time) ? time : now / 1000,
    },
    values,
    problems: [...problems, `log leaves out what is not finite: ${refused.join(", ")}`],
  };
}

function isRecord(values: unknown): values is LogValues {
  return typeof values === "object" && values !== null && !Array.isArray(values);
}

function isMoment(name: string): boolean {
  return name === "step" || name === "time";
}

function isNumeric(value: unknown): boolean {
  return typeof value === "number" || typeof value === "bigint" || typeof value === "boolean";
}

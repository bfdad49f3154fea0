import { levelKey } from "../../../compare/level.js";
import type { Estimate, Factor, Response } from "../../../compare/types.js";
import { domainOf, extent, type Domain } from "../../marks/domain.js";
import { innerDomain } from "../../marks/inner-domain.js";
import { levelNames } from "../../look/level-names.js";
import { namedValues, numberAxis, numberText } from "../../marks/number-axis.js";
import { roundValues, tickCount } from "../../marks/value-axis.js";

/** One of several axes side by side, each from 0 below to 1 above. */
export interface ParallelAxis {
  readonly name: string;
  readonly isLog: boolean;
  /** Where the line of a cell crosses it. */
  readonly shareOf: (cell: Estimate) => number;
  readonly ticks: readonly { readonly share: number; readonly text: string }[];
  /** From zero to the least positive value of a log axis, between which there is no scale. */
  readonly gap?: readonly [number, number];
  /** Whether values lie below its lower and above its upper end. */
  readonly beyond?: readonly [boolean, boolean];
}

/** The axis of a factor: of numbers, logarithmic where they span two decades, or of levels, the first one on top. */
export function factorAxis(factor: Factor, position: number, height: number): ParallelAxis {
  const { levels, numeric } = factor;
  if (numeric) return numericAxis(factor, position, height);
  const nameOf = levelNames(levels);
  const index = new Map(levels.map((level, i) => [levelKey([level]), i]));
  const share = (i: number): number => (levels.length < 2 ? 0.5 : 1 - i / (levels.length - 1));
  return {
    name: factor.name,
    isLog: false,
    shareOf: (cell) => share(index.get(levelKey([cell.levels[position] ?? null])) ?? 0),
    ticks: levels.map((level, i) => ({ share: share(i), text: nameOf(level) })),
  };
}

function numericAxis(factor: Factor, position: number, height: number): ParallelAxis {
  const axis = numberAxis(factor);
  const [low] = axis.domain;
  const share = (value: number): number => (axis.place(value) - low) / extent(axis.domain);
  const tested = factor.levels.filter((level) => typeof level === "number");
  const least = Math.min(...tested.filter((value) => value > 0));
  return {
    ...(axis.breakAt === undefined ? {} : { gap: [share(0), share(least)] as const }),
    name: factor.columns?.join(", ") ?? factor.name,
    isLog: axis.isLog,
    shareOf: ({ levels }) => share(Number(levels[position])),
    ticks: namedValues(axis, tested, height).map((value) => ({
      share: share(value),
      text: numberText(value),
    })),
  };
}

/** The axis of the response; values of runs that blew up lie on its ends. */
export function responseAxis(
  cells: readonly Estimate[],
  response: Response,
  height: number,
): ParallelAxis {
  const { values, isLog, along, inner } = innerValues(cells, response);
  const domain: Domain = domainOf(inner.map(along), 0.04);
  const share = (value: number): number =>
    Math.max(0, Math.min(1, (along(value) - domain[0]) / extent(domain)));
  const ticks = roundValues(domain, tickCount(height)).map((place) => ({
    value: isLog ? 10 ** place : place,
  }));
  return {
    name: response.name,
    isLog,
    beyond: [values.some((value) => value < inner[0]), values.some((value) => value > inner[1])],
    shareOf: ({ estimate }) => share(estimate),
    ticks: ticks.map(({ value }) => ({ share: share(value), text: numberText(value) })),
  };
}

/** How many of these cells have a value beyond the axis of the response. */
export function countBeyond(cells: readonly Estimate[], response: Response): number {
  const { values, inner } = innerValues(cells, response);
  return values.filter((value) => value < inner[0] || value > inner[1]).length;
}

/** The values of a response, and between which ends its axis lies. */
function innerValues(cells: readonly Estimate[], { transform }: Response) {
  const values = cells.map(({ estimate }) => estimate).filter(Number.isFinite);
  const isLog = transform?.startsWith("log") === true && values.every((value) => value > 0);
  const along = (value: number): number => (isLog ? Math.log10(value) : value);
  return { values, isLog, along, inner: innerDomain(values, along) };
}

import type { Comparison } from "../../compare/comparison.js";
import { levelKey } from "../../compare/level.js";
import type { Direction, Factor, Level, Observation, Response } from "../../compare/types.js";
import { CeterisError } from "../../util/error.js";
import { countText } from "../../util/count-text.js";
import { groupBy } from "../../util/group-by.js";
import { listWords } from "../../util/list-words.js";
import type { Panel } from "./panels.js";

/** Runs of every level of one factor, task by task. */
export interface TaskScores {
  readonly panel: Panel;
  readonly direction: Direction;
  /** How many tasks every level has; those that a level lacks are left out. */
  readonly tasks: number;
  readonly missing: number;
  /** The runs of a level: one array a task, negated where less is better. */
  readonly of: (level: Level) => readonly (readonly number[])[];
}

/**
 * The values of one factor's levels by task: facets are tasks, else blocks that have several runs of a level, such as
 * datasets; else all runs are of one task. One entry a response.
 *
 * @param chart - what needs them, to begin an error with
 * @throws CeterisError CHART where there is not one factor, or the direction of a response is not known
 */
export function taskScores(comparison: Comparison, chart: string): TaskScores[] {
  const factor = onlyFactor(comparison, chart);
  return comparison.design.responses.map((response) => {
    const observations = comparison.observations.filter((one) => one.response === response.name);
    const cells = comparison.cells.filter((one) => one.response === response.name);
    const shown = { heading: "", empty: "no values" };
    const panel = { response, facets: [], ...shown, cells, differences: [], observations };
    return responseScores(panel, factor, directionOf(response, chart));
  });
}

/** `5 levels of lr`: what the tasks are, for a subtitle; empty where there is one. */
export function taskWords({ design }: Comparison, { tasks, missing }: TaskScores): string {
  if (tasks + missing < 2) return "";
  const facets = listWords(design.facets.map(({ name }) => name));
  const of = facets === "" ? (design.block ?? "block") : facets;
  const left = missing === 0 ? "" : `; ${countText(missing, "task")} left out that a level lacks`;
  return `${countText(tasks, "task")} by ${of}, with equal weights, values as they are${left}`;
}

function onlyFactor({ design, formula }: Comparison, chart: string): Factor {
  const [factor, ...more] = design.factors;
  if (factor !== undefined && more.length === 0) return factor;
  const remedy =
    factor === undefined ? "name one" : "put the others behind |, as facets, which are its tasks";
  throw new CeterisError(
    "CHART",
    `${chart} compares the levels of one factor and '${formula}' has ${design.factors.length}; ${remedy}.`,
  );
}

function directionOf({ name, direction }: Response, chart: string): Direction {
  if (direction !== undefined) return direction;
  throw new CeterisError(
    "CHART",
    `${chart} needs to know whether more ${name} is better; say so to compare, with { direction: "up" } or { direction: "down" }.`,
  );
}

function responseScores(panel: Panel, { levels }: Factor, direction: Direction): TaskScores {
  const sign = direction === "up" ? 1 : -1;
  const tasks = [...groupBy(scoresOf(panel), ({ task }) => task).values()].map((task) =>
    groupBy(task, (one) => levelKey(one.levels)),
  );
  const whole = tasks.filter((task) => levels.every((level) => task.has(levelKey([level]))));
  return {
    panel,
    direction,
    tasks: whole.length,
    missing: tasks.length - whole.length,
    of: (level) =>
      whole.map((task) => task.get(levelKey([level]))!.map(({ value }) => sign * value)),
  };
}

interface Score extends Pick<Observation, "levels" | "value"> {
  readonly task: string;
}

/** The runs that have a value, and those that never got there, which are slower than all others. */
function scoresOf({ observations, cells }: Panel): Score[] {
  const place = taskOf(observations);
  const known = observations.map((one) => ({ ...one, task: place(one) }));
  const areBlocks = new Set(known.map(({ task }) => task)).size > 1 && !hasFacets(observations);
  // Cells do not tell of which block a run is.
  if (areBlocks) return known;
  const never = cells.flatMap(({ facets, levels, censored }) =>
    Array.from({ length: censored }, () => ({
      levels,
      value: Infinity,
      task: place({ facets, levels, block: null }),
    })),
  );
  return [...known, ...never];
}

function hasFacets(observations: readonly Observation[]): boolean {
  return observations.some(({ facets }) => facets.length > 0);
}

type Place = Pick<Observation, "facets" | "levels" | "block">;

function taskOf(observations: readonly Observation[]): (one: Place) => string {
  if (hasFacets(observations)) return ({ facets }) => levelKey(facets);
  const inBlocks = groupBy(observations, ({ block, levels }) => levelKey([block, ...levels]));
  // With one run a block, as with seeds, there would be nothing to resample.
  const areTasks =
    inBlocks.size < observations.length && observations.some(({ block }) => block !== null);
  return areTasks ? ({ block }) => levelKey([block]) : () => "";
}

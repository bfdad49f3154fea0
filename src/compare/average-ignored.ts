import { listWords } from "../util/list-words.js";
import { averageBlocks } from "./average-blocks.js";
import type { Unit } from "./observe.js";
import type { Pooled } from "./pooled.js";
import type { Question } from "./question.js";

/**
 * Averages the runs of each cell, setting and seed that differ in ignored params only: one seed is one replicate, however
 * many such runs it has. Runs without a seed stay as they are.
 */
export function averageIgnored(
  units: readonly Unit[],
  { seed, ignored }: Pick<Question, "seed" | "ignored">,
): Pooled {
  if (seed === undefined || ignored.length === 0) return { units, notes: [], warnings: [] };
  const seeded = averageBlocks(
    units.filter(({ block }) => block !== null),
    seed,
  );
  return {
    ...seeded,
    units: [...seeded.units, ...units.filter(({ block }) => block === null)],
    notes: seeded.notes.map((note) => `${note}, whatever their ${listWords(ignored)}`),
  };
}

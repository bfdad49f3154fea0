import { escape, type ColumnTable } from "arquero";
import { compareLevels, levelKey, levelText, toLevel } from "../../src/compare/level.js";
import type { Factor, Level } from "../../src/compare/types.js";
import { Index } from "../../src/index/run-index.js";
import type { Curve, CurveSet } from "../../src/plots/kinds/curves/curves-data.js";

type Row = Readonly<Record<string, unknown>>;

const index = new Index(new URL("../fixtures/digits-exman/root", import.meta.url).pathname);

/** The runs of the real root that a condition keeps, failed ones too. */
export async function digits(keep: (row: Row) => boolean): Promise<ColumnTable> {
  const runs = await index.info(undefined, { failed: true });
  return runs.filter(escape((row: Row) => row["name"] === null && keep(row)));
}

/** Whether a run has this network. */
export function hasHidden(text: string): (row: Row) => boolean {
  return (row) => levelText(toLevel(row["hidden"])) === text;
}

/** Histories of a statistic of the real root, arranged by factors and facets. */
export async function digitsCurves(
  keep: (row: Row) => boolean,
  by: { readonly factors: readonly string[]; readonly facets?: readonly string[] },
): Promise<CurveSet> {
  const rows = (await digits(keep)).objects() as Row[];
  const histories = await readHistories("val_loss");
  const facets = by.facets ?? [];
  return {
    response: { name: "val_loss", direction: "down" },
    step: "step",
    design: {
      factors: by.factors.map((name) => factorOf(rows, name)),
      facets: facets.map((name) => factorOf(rows, name)),
      block: "seed",
      averagedOver: [],
      confidence: 0.95,
    },
    curves: rows.map((row): Curve => {
      const run = Number(row["id"]);
      return {
        facets: facets.map((name) => toLevel(row[name])),
        levels: by.factors.map((name) => toLevel(row[name])),
        seed: toLevel(row["seed"]),
        run,
        died: row["status"] === "failed",
        ...(histories.get(run) ?? { step: [], value: [] }),
      };
    }),
  };
}

async function readHistories(
  name: string,
): Promise<Map<number, { step: number[]; value: number[] }>> {
  const long = await index.statistics([name], { failed: true });
  const histories = new Map<number, { step: number[]; value: number[] }>();
  for (const { id, step, value } of long.objects() as {
    id: number;
    step: number;
    value: number;
  }[]) {
    const history = histories.get(id) ?? { step: [], value: [] };
    history.step.push(step);
    history.value.push(value);
    histories.set(id, history);
  }
  return histories;
}

function factorOf(rows: readonly Row[], name: string): Factor {
  const levels = new Map<string, Level>(
    rows.map((row) => [levelKey([toLevel(row[name])]), toLevel(row[name])]),
  );
  const sorted = [...levels.values()].toSorted(compareLevels);
  return { name, levels: sorted, numeric: sorted.every((level) => typeof level === "number") };
}

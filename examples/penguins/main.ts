import { join } from "node:path";
import { compare, curves, filterWhere, Index, type Chart, type Comparison } from "ceteris";
import { gridOf } from "./grid.js";
import { parseOptions } from "./options.js";
import { runTrials } from "./run-trials.js";

const FORMULA = "val_accuracy ~ optimizer | lr";

const { seeds, epochs, output } = parseOptions(process.argv.slice(2));
const root = join(output, "exman");
console.error(
  `The sex of Palmer penguins from four measurements: optimizer × learning rate × ${seeds} seeds.`,
);
await runTrials(root, gridOf({ seeds, epochs }));

const index = new Index(root);
const wanted = `status == 'completed' && epochs == ${epochs} && seed < ${seeds}`;
const runs = filterWhere(await index.info(), wanted);
const comparison = compare(runs, FORMULA);
await index.mark("best", idsOfBest(comparison));
const best = await index.info("best");

console.log(comparison);
console.log(`\nMarked as best: the ${best.numRows()} runs ${best.array("id").join(", ")}.`);

const long = await index.statistics(["val_loss"]);
save(comparison.chart(), "val-accuracy");
save(curves(long, runs, "val_loss ~ step + optimizer | lr"), "val-loss");
console.log(`The runs are in ${root}.`);

/** The runs of the cell with the highest mean. */
function idsOfBest({ cells, observations }: Comparison): number[] {
  const top = cells.reduce((one, other) => (other.estimate > one.estimate ? other : one));
  const key = JSON.stringify([top.facets, top.levels]);
  const members = observations.filter(
    ({ facets, levels }) => JSON.stringify([facets, levels]) === key,
  );
  return members.flatMap(({ ids }) => ids);
}

/** Saves a chart in each format and names the files. */
function save(chart: Chart, name: string): void {
  for (const format of ["svg", "png", "html"]) {
    const file = join(output, `${name}.${format}`);
    console.log(`Wrote ${chart.save(file)}`);
  }
}

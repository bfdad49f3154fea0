import { join } from "node:path";
import { compare, curves, filterWhere, Index, interval, toLatex } from "../../dist/ceteris.js";
import { PROJECT } from "../provide/steps.mjs";

/** A column of the document, and the size of text that is asked for, in points of 72 to an inch. */
export const COLUMN = { width: "85mm", mm: 85, points: 8 };

const PAGE = { width: "178mm", mm: 178, points: 8 };

/** Names with every character that LaTeX reads, signs that pdfLaTeX has in math only, and one that is long. */
export const ODD_NAMES = [
  "50% & more_1",
  "#3 costs $5",
  "{a} ~ 2^8 \\ |x|",
  "Δ−0.02 × 10⁻⁵",
  "[64, 32] --lr",
  'naïve "é"',
  "a name longer than most",
];

/** Parts of them as Poppler reads them from a page; TeX draws underscores and braces without a letter. */
export const ODD_WORDS = [
  "50%",
  "&amp;",
  "#3",
  "costs $",
  "∼",
  "2ˆ8",
  "∆−0.02",
  "×",
  "[64,",
  "--lr",
];

/** Charts of several kinds and the tables that belong to them, of the runs that the tests read. */
export async function paperParts() {
  const index = new Index(join(PROJECT, "test/fixtures/digits-exman/root"));
  const all = filterWhere(await index.info(), "hidden == [64, 32] && lr in [0.003, 0.03, 0.3]");
  const one = filterWhere(all, "lr == 0.03");
  const long = await index.statistics(["val_loss"]);
  const levels = compare(one, "val_accuracy ~ optimizer");
  const pair = compare(filterWhere(one, "optimizer != 'sgd'"), "val_accuracy ~ optimizer");
  const facets = compare(all, "val_accuracy ~ optimizer | lr");
  const factors = compare(all, "val_accuracy ~ optimizer * lr");
  const odd = compare(oddRuns(one), "val_accuracy ~ optimizer", { ref: "#3 costs $5" });
  const column = { width: COLUMN.width, fontSize: COLUMN.points, theme: "paper" };
  return {
    figures: [
      figure("estimation", levels.chart(column)),
      figure("floating", pair.chart(column)),
      figure("interval", interval(levels, column)),
      figure("curves", curves(long, one, "val_loss ~ step + optimizer", column)),
      figure("panels", curves(long, all, "val_loss ~ step + optimizer | lr", column)),
      figure("slopes", levels.chart({ ...column, as: "slopes" })),
      figure("forest", facets.chart({ ...column, as: "forest" })),
      figure("profile", facets.chart({ ...column, as: "profile" })),
      figure("budget", levels.chart({ ...column, as: "budget" })),
      figure("odd", odd.chart({ ...column, as: "interval" })),
      figure("facets", facets.chart({ ...column, width: PAGE.width }), PAGE),
      figure("interaction", factors.chart({ ...column, width: PAGE.width }), PAGE),
    ],
    tables: [
      facets.toLatex({ label: "tab:facets", wide: true }),
      factors.toLatex({ label: "tab:factors", wide: true }),
      odd.toLatex({ caption: `${ODD_NAMES.join("; ")}.`, label: "tab:odd", wide: true }),
      toLatex(one.select("id", "optimizer", "val_accuracy"), {
        caption: "Runs with the learning rate 0.03",
        label: "tab:runs",
        digits: 3,
      }),
    ],
    summary: levels.summary,
  };
}

function figure(name, chart, room = COLUMN) {
  return { name, chart, room };
}

/** Runs whose optimizers have odd names, each with other values; some are below zero. */
function oddRuns(runs) {
  const adam = runs.filter(`(row) => row.optimizer === "adam"`);
  const accuracies = adam.array("val_accuracy");
  const [first, ...others] = ODD_NAMES.map((name, i) =>
    adam.assign({
      optimizer: Array.from(accuracies, () => name),
      val_accuracy: Array.from(accuracies, (value) => value * (1 + i / 5) - 1),
    }),
  );
  return first.concat(...others);
}

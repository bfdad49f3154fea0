import { compare, interval, profile, stats, type ColumnTable, type Comparison } from "ceteris";

/** The runs of the digits that charts are drawn of, from all to few. */
export interface AnchorRuns {
  /** Three optimizers at three rates with two networks. */
  readonly grid: ColumnTable;
  /** One network. */
  readonly deep: ColumnTable;
  /** One network at one rate. */
  readonly one: ColumnTable;
}

/** An estimate with the ends of its interval. */
type Bounded = readonly [estimate: number, lower: number, upper: number];

/** Where performance profiles are compared. */
export const THRESHOLD = 0.9;

const EXACT = 1e-9;
/** Of what comes from the studentized range, which both sides integrate. */
const P_CLOSE = 1e-8;
/** Forests of other seeds differ by less. */
const SHARE_CLOSE = 0.03;

/** What `anchor_estimation.py` prints. */
export interface DabestFound {
  readonly differences: Readonly<Record<string, Bounded>>;
  readonly p: number;
}

export function dabestFigures({ one }: AnchorRuns, theirs: DabestFound): string {
  const formula = "val_accuracy ~ optimizer";
  const all = compare(one, formula).differences;
  const [two] = compare(
    one.filter((row: { optimizer: string }) => row.optimizer !== "sgd"),
    formula,
  ).differences;
  const rows = all.map(({ level, control, difference, lower, upper }) => {
    const [own, ...ends] = theirs.differences[String(level)]!;
    same("DABEST's difference", difference, own, EXACT);
    return [`${level} − ${control}`, bounded([own, ...ends]), bounded([difference, lower, upper])];
  });
  same("DABEST's p", two!.p, theirs.p, EXACT);
  return table("DABEST: mean difference and BCa interval", "ours: difference and t interval", [
    ...rows,
    ["p of the paired t test, momentum and adam alone", figure(theirs.p), figure(two!.p)],
  ]);
}

/** What `anchor_tasks.py` prints. */
export interface RliableFound {
  readonly measures: Readonly<Record<string, Readonly<Record<string, Bounded>>>>;
  readonly above: Readonly<Record<string, number>>;
}

export function rliableFigures({ grid }: AnchorRuns, theirs: RliableFound): string {
  const comparison = compare(grid, "val_accuracy ~ optimizer | lr + hidden");
  const chart = interval(comparison, { measures: ["mean", "median", "iqm", "optimalityGap"] });
  const drawn = chart.data().objects() as (Record<string, number> & Record<Name, string>)[];
  const measures = drawn.map(({ measure, optimizer, estimate, lower, upper }) => {
    const own = theirs.measures[optimizer]![measure]!;
    same(`rliable's ${measure}`, estimate!, own[0], EXACT);
    return [`${measure}, ${optimizer}`, bounded(own), bounded([estimate!, lower!, upper!])];
  });
  const shares = Object.entries(theirs.above).map(([optimizer, share]) => {
    const own = shareAbove(comparison, optimizer);
    same("rliable's profile", own, share, EXACT);
    return [`runs above ${THRESHOLD}, ${optimizer}`, figure(share), figure(own)];
  });
  return table("rliable, with interval", "ours, with interval", [...measures, ...shares]);
}

type Name = "measure" | "optimizer";

/** The share at the threshold next below; none of the runs lies between. */
function shareAbove(comparison: Comparison, optimizer: string): number {
  const rows = profile(comparison).data().objects() as {
    level: string;
    threshold: number;
    share: number;
  }[];
  const below = rows.filter((row) => row.level === optimizer && row.threshold <= THRESHOLD);
  return below.at(-1)!.share;
}

/** What `anchor_ranks.py` prints. */
export interface RanksFound {
  readonly meanRanks: Readonly<Record<string, number>>;
  readonly p: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly criticalDifference: number;
}

export function scikitPosthocsFigures({ deep }: AnchorRuns, theirs: RanksFound): string {
  const names = Object.keys(theirs.meanRanks);
  const found = stats.nemenyi(blocksOf(deep, names), { higherIsBetter: true });
  same("scipy's critical difference", found.criticalDifference, theirs.criticalDifference, P_CLOSE);
  const ranks = names.map((name, i) => {
    same(`the mean rank of ${name}`, found.meanRanks[i]!, theirs.meanRanks[name]!, EXACT);
    return [`mean rank of ${name}`, figure(theirs.meanRanks[name]!), figure(found.meanRanks[i]!)];
  });
  for (const [i, a] of names.entries())
    for (const [j, b] of names.entries())
      same(`p of ${a} and ${b}`, found.p[i]![j]!, theirs.p[a]![b]!, P_CLOSE);
  const pairs = (names.length * (names.length - 1)) / 2;
  return table("scikit-posthocs", "ours", [
    ...ranks,
    [
      "critical difference (theirs is scipy's)",
      figure(theirs.criticalDifference),
      figure(found.criticalDifference),
    ],
    [`p of the ${pairs} pairs`, "", `all within ${P_CLOSE} of theirs`],
  ]);
}

/** A row a seed, a column a configuration. */
function blocksOf(runs: ColumnTable, names: readonly string[]): number[][] {
  const rows = runs.objects() as {
    seed: number;
    optimizer: string;
    lr: number;
    val_accuracy: number;
  }[];
  const seeds = [...new Set(rows.map(({ seed }) => seed))];
  return seeds.map((seed) =>
    names.map(
      (name) =>
        rows.find((row) => row.seed === seed && `${row.optimizer}:${row.lr}` === name)!
          .val_accuracy,
    ),
  );
}

/** What `anchor_params.py` prints, by param. */
export interface OptunaFound {
  readonly drawn: Readonly<Record<string, number>>;
  readonly coded: Readonly<Record<string, number>>;
}

export function optunaFigures({ grid }: AnchorRuns, theirs: OptunaFound): string {
  const shares = new Map(
    compare(grid, "val_accuracy ~ .").importances.map(({ term, share }) => [term, share]),
  );
  const coded = codedShares(grid, Object.keys(theirs.coded));
  const rows = Object.entries(theirs.coded).map(([name, share], i) => {
    same(`Optuna's share of ${name}`, coded[i]!, share, SHARE_CLOSE);
    return [name, theirs.drawn[name]!, shares.get(name)!, share, coded[i]!].map(text);
  });
  const left = ["lr:optimizer", "hidden:lr", "hidden:optimizer", "noise"].map((term) =>
    [term, "not shown", shares.get(term)!, "", ""].map(text),
  );
  const heads = ["", "Optuna's bar", "our bar", "Optuna's fANOVA of codes", "our fANOVA of codes"];
  return lines([heads, heads.map(() => "---"), ...rows, ...left]);
}

/** The shares of single params by a forest, levels as the numbers 0, 1, 2 in their order. */
function codedShares(runs: ColumnTable, names: readonly string[]): number[] {
  const rows = runs.objects() as Record<string, unknown>[];
  const features = names.map((name) => {
    const keys = rows.map((row) => JSON.stringify(row[name]));
    const levels = [...new Set(keys)].toSorted();
    const isNumber = rows.every((row) => typeof row[name] === "number");
    const values = isNumber ? keys.map(Number) : keys.map((key) => levels.indexOf(key));
    return { kind: "numeric" as const, values };
  });
  const values = rows.map((row) => Number(row["val_accuracy"]));
  return stats
    .fanova(features, values, { bags: 0 })
    .importances.slice(0, names.length)
    .map(({ share }) => share);
}

/** A figure that is called the same has to be the same. */
function same(what: string, ours: number, theirs: number, tolerance: number): void {
  if (!(Math.abs(ours - theirs) <= tolerance))
    throw new Error(`We find ${ours}, and ${what} is ${theirs}.`);
}

function figure(value: number): string {
  return String(Number(value.toPrecision(7))).replace("-", "−");
}

function text(value: number | string): string {
  return typeof value === "string" ? value : value.toFixed(3);
}

function bounded([estimate, lower, upper]: Bounded): string {
  const ends = [lower, upper].map((end) => end.toFixed(4).replace("-", "−"));
  return `${figure(estimate)} [${ends.join(", ")}]`;
}

function table(theirs: string, ours: string, rows: readonly (readonly string[])[]): string {
  return lines([["", theirs, ours], ["---", "---", "---"], ...rows]);
}

function lines(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(" | ")} |\n`).join("");
}

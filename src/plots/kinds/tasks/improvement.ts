import type { Comparison } from "../../../compare/comparison.js";
import type { Level } from "../../../compare/types.js";
import { probabilityOfImprovementInterval } from "../../../stats/probability-of-improvement-interval.js";
import { probabilityOfImprovement } from "../../../stats/probability-of-improvement.js";
import { formatDecimals } from "../../../util/format-number.js";
import { spread } from "../../../util/spread.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { meanLayers } from "../../parts/mean-layers.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { colourBy, drawn, fixedScale, quantity, shapeBy, tip } from "../../marks/encode.js";
import { shortenText } from "../../font/text-width.js";
import { keepBestLevels } from "../../parts/keep-best-levels.js";
import type { LevelStyle } from "../../look/level-style.js";
import { headed, panelName } from "../../parts/panel-heading.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { taskScores, type TaskScores, taskWords } from "../../parts/task-scores.js";
import { besideWidth, namesBeside } from "../../parts/tile-axes.js";
import { FAINT_INK, GRID_INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";
import { controlAndBestStyles } from "../../parts/control-and-best-styles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { percentText } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

/** With so many levels all pairs are drawn, else each level with the control. */
const MOST_PAIRED = 4;
const MOST_LEVELS = 20;

const SIZE = { width: 340, line: 27, least: 54 } as const;

/** Comparisons of two runs in one resample, times resamples: what one interval may cost. */
const WORK = 5e7;
const RESAMPLES = { least: 200, most: 10_000 } as const;

/** Runs of one level and task behind an interval, which is narrow enough with so many. */
const MOST_RUNS = 400;

/** Longest name of each level of a pair, in px. */
const NAME_LIMIT = 84;

/** The chance that a run of one level is better than one of another. */
interface Pair {
  readonly level: Level;
  readonly control: Level;
  readonly estimate: number;
  readonly lower: number;
  readonly upper: number;
  /** Why there is no interval: a level has a single run of a task, or all resamples are alike. */
  readonly unbounded?: "single" | "alike";
}

/** The pairs of one response. */
interface Improvements {
  readonly scores: TaskScores;
  readonly pairs: readonly Pair[];
}

/**
 * The probability of improvement: for each pair of levels the chance that a run of the one is better than a run of the
 * other, ties counted as halves, averaged over tasks, with its stratified bootstrap interval. Lines stand at .5, where
 * neither is better, and at .75. Facets are tasks, or blocks that have several runs of a level. All pairs of up to four
 * levels, of more each one against the control.
 *
 * Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 *
 * @throws CeterisError CHART where there is not one factor, or the direction of a response is not known
 */
export function improvement(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("improvement", comparison, options);
  const kept = keepBestLevels(comparison, MOST_LEVELS);
  const { design } = kept.comparison;
  const all = taskScores(kept.comparison, "The probability of improvement").map((scores) => ({
    scores,
    pairs: pairsOf(kept.comparison).map(([level, control]) =>
      pairOf(scores, level, control, design.confidence),
    ),
  }));
  const byPanel = new Map(all.map((one) => [one.scores.panel, one]));
  const styles = controlAndBestStyles(kept.comparison, 0, options);
  const lines = all[0]?.pairs.length ?? 1;
  return panelsChart(
    {
      comparison,
      kind: "Probability of improvement",
      draws: `pairwise chances${intervalWords(kept.comparison, all)}`,
      grid: all.map(({ scores }) => [scores.panel]),
      usual: {
        width: SIZE.width,
        height: Math.max(SIZE.least, lines * SIZE.line) * all.length,
      },
      beside: Math.max(...all.map(({ pairs }) => besideWidth(pairNames(pairs, styles)))),
      sentences: () => sentences(kept.comparison, all, kept.note),
      view: (panel, place) =>
        headed(panelName(panel, design), panelView(byPanel.get(panel)!, styles, place)),
      rows: all.flatMap(({ scores, pairs }) =>
        pairs.map(({ level, control, estimate, lower, upper }) => {
          const response = scores.panel.response.name;
          return { response, level, control, estimate, lower, upper };
        }),
      ),
    },
    options,
  );
}

/** The later level against the earlier one. */
function pairsOf({ design }: Comparison): (readonly [Level, Level])[] {
  const levels = design.factors[0]?.levels ?? [];
  if (levels.length > MOST_PAIRED) return levels.slice(1).map((level) => [level, levels[0]!]);
  return levels.flatMap((control, i) =>
    levels.slice(i + 1).map((level) => [level, control] as const),
  );
}

function pairOf(scores: TaskScores, level: Level, control: Level, confidence: number): Pair {
  const [all, others] = [scores.of(level), scores.of(control)];
  const estimate = probabilityOfImprovement(all, others);
  const [a, b] = [all, others].map((tasks) => tasks.map(thinned)) as [number[][], number[][]];
  const work = a.reduce((sum, task, i) => sum + task.length * b[i]!.length, 0);
  const resamples = Math.max(RESAMPLES.least, Math.min(RESAMPLES.most, Math.floor(WORK / work)));
  const found = probabilityOfImprovementInterval(a, b, { confidence, resamples });
  // A single run says nothing of how runs vary, and neither do resamples that are all alike.
  const isSingle = [...a, ...b].some((task) => task.length < 2);
  const isBounded = found.lower < found.upper && !isSingle;
  // Thinned runs have nearly the same chance; the interval is moved to that of all.
  const shift = estimate - found.estimate;
  const inside = (end: number): number => Math.max(0, Math.min(1, end + shift));
  return isBounded
    ? { level, control, estimate, lower: inside(found.lower), upper: inside(found.upper) }
    : {
        level,
        control,
        estimate,
        lower: NaN,
        upper: NaN,
        unbounded: isSingle ? "single" : "alike",
      };
}

function isThinned(scores: TaskScores, { design }: Comparison): boolean {
  const levels = design.factors[0]?.levels ?? [];
  return levels.some((level) => scores.of(level).some((task) => task.length > MOST_RUNS));
}

/** At most so many runs, evenly over their values. */
function thinned(task: readonly number[]): readonly number[] {
  return task.length <= MOST_RUNS
    ? task
    : spread(
        task.toSorted((a, b) => a - b),
        MOST_RUNS,
      );
}

function nameOf(level: Level, styles: readonly LevelStyle[]): string {
  return styles.find((style) => style.level === level)?.text ?? "";
}

function pairNames(pairs: readonly Pair[], styles: readonly LevelStyle[]): string[] {
  const short = (level: Level): string =>
    shortenText(nameOf(level, styles), NAME_LIMIT, LABEL_SIZE);
  return pairs.map(({ level, control }) => `${short(level)} over ${short(control)}`);
}

function panelView(
  { pairs }: Improvements,
  styles: readonly LevelStyle[],
  { width, height }: PanelPlace,
): SpecPart {
  const names = pairNames(pairs, styles);
  const rows = pairs.map((pair, y) => ({
    y,
    pair: names[y]!,
    level: nameOf(pair.level, styles),
    estimate: pair.estimate,
    lower: pair.lower,
    upper: pair.upper,
    text: pairText(pair),
  }));
  return {
    width,
    height,
    encoding: {
      x: quantity("estimate", {
        scale: fixedScale([0, 1]),
        axis: {
          title: "probability of improvement",
          values: [0, 0.25, 0.5, 0.75, 1],
          format: ".2~f",
          grid: false,
          labelFlush: false,
        },
      }),
      y: quantity("y", {
        scale: fixedScale([pairs.length - 0.5, -0.5]),
        axis: namesBeside({ title: "", names, length: height }, true),
      }),
    },
    layer: [...referenceLines(height), ...pairLayers(rows, styles, width)],
  };
}

/** `0.83 [0.61, 0.97]`. */
function pairText({ estimate, lower, upper }: Pair): string {
  if (Number.isNaN(estimate)) return "no runs";
  const text = formatDecimals(estimate, 2);
  return Number.isNaN(lower)
    ? text
    : `${text} [${formatDecimals(lower, 2)}, ${formatDecimals(upper, 2)}]`;
}

function referenceLines(height: number): SpecPart[] {
  const line = (at: number, mark: SpecPart): SpecPart =>
    drawn([{ at }], {
      mark: { type: "rule", ...mark },
      encoding: { x: quantity("at"), y: { value: 0 }, y2: { value: height } },
    });
  return [
    line(0.75, { stroke: FAINT_INK, strokeWidth: 1, strokeDash: [3, 3] }),
    line(0.25, { stroke: GRID_INK, strokeWidth: 1, strokeDash: [3, 3] }),
    line(0.5, { stroke: FAINT_INK, strokeWidth: 1.4 }),
  ];
}

type PairRow = SpecRow & Readonly<Record<"estimate" | "lower" | "upper", number>>;

function pairLayers(
  rows: readonly PairRow[],
  styles: readonly LevelStyle[],
  width: number,
): SpecPart[] {
  const color = colourBy("level", styles);
  const tooltip = [tip("pair", "better"), tip("text", "probability")];
  const y = quantity("y");
  return [
    ...meanLayers(
      rows.filter(({ estimate }) => Number.isFinite(estimate)),
      {
        along: "x",
        centre: "estimate",
        encoding: { y, color },
        shape: shapeBy("level", styles),
        tooltip,
      },
    ),
    drawn(
      rows.map(({ y: at, text }) => ({ y: at!, text: text! })),
      {
        mark: {
          type: "text",
          align: "left",
          baseline: "middle",
          fontSize: LABEL_SIZE - 1,
          color: SOFT_INK,
        },
        encoding: { x: { value: width + 10 }, y, text: { field: "text", type: "nominal" } },
      },
    ),
  ];
}

/** ` with 95% stratified bootstrap interval`, where there is any. */
function intervalWords({ design }: Comparison, all: readonly Improvements[]): string {
  const bounded = all.some(({ pairs }) => pairs.some(({ lower }) => Number.isFinite(lower)));
  return bounded ? ` with ${percentText(design.confidence)} stratified bootstrap interval` : "";
}

/** Why some pairs have no interval. */
function unboundedSentences(all: readonly Improvements[]): string[] {
  const known = all.flatMap(({ pairs }) => pairs).filter(({ estimate }) => !Number.isNaN(estimate));
  const has = (reason: Pair["unbounded"]): boolean =>
    known.some(({ unbounded }) => unbounded === reason);
  const [of, inAny] = all.some(({ scores }) => scores.tasks > 1)
    ? [" of a task", " in any task"]
    : ["", ""];
  return [
    has("single") ? `No interval where a level has a single run${of}` : "",
    has("alike")
      ? `Where the runs of two levels do not overlap${inAny}, or are all equal, resampling gives no interval`
      : "",
  ];
}

function sentences(comparison: Comparison, all: readonly Improvements[], note: string): string[] {
  const { design } = comparison;
  const interval = intervalWords(comparison, all);
  const sizes = `${sizeWords(comparison, "task")}${design.block === undefined ? "" : ", not paired"}`;
  return [
    `Chance that a ${unitOfValues(design)} of the first level is better than one of the second${interval === "" ? "" : `,${interval}`}; ${sizes}`,
    "At the solid line neither is better; the dashed ones are at 0.25 and 0.75",
    all[0] === undefined ? "" : taskWords(comparison, all[0].scores),
    all.some(({ scores }) => isThinned(scores, comparison))
      ? `Intervals are those of ${MOST_RUNS} runs a level, evenly over their values, and so too wide`
      : "",
    ...unboundedSentences(all),
    ...designSentences(comparison),
    note,
  ];
}

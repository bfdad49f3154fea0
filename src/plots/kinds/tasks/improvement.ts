import type { Comparison } from "../../../compare/comparison.js";
import type { Level } from "../../../compare/types.js";
import { probabilityOfImprovementInterval } from "../../../stats/probability-of-improvement-interval.js";
import { probabilityOfImprovement } from "../../../stats/probability-of-improvement.js";
import { formatDecimals } from "../../../util/format-number.js";
import { spread } from "../../../util/spread.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { MEAN_MARK } from "../../parts/comparison-look.js";
import { colourBy, drawn, fixedScale, quantity, shapeBy, tip } from "../../marks/encode.js";
import { shortenText } from "../../font/text-width.js";
import { keepBestLevels } from "../../parts/keep-best-levels.js";
import { levelStyles, type LevelStyle } from "../../look/level-style.js";
import { panelHeading, panelName } from "../../parts/panel-heading.js";
import { panelsChart, type PanelPlace } from "../../parts/panels-chart.js";
import { bestLevel } from "../../parts/rank-levels.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { taskScores, taskWords, type TaskScores } from "./task-scores.js";
import { besideWidth, namesBeside } from "../../parts/tile-axes.js";
import { FAINT_INK, GRID_INK, LABEL_SIZE, SOFT_INK } from "../../look/theme.js";
import { designSentences, sizeWords } from "../../parts/titles.js";
import { percentText, unitOfValues } from "../../parts/words.js";

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
  const styles = stylesOf(kept.comparison, options);
  const lines = all[0]?.pairs.length ?? 1;
  return panelsChart(
    {
      comparison,
      kind: "Probability of improvement",
      grid: all.map(({ scores }) => [scores.panel]),
      usual: {
        width: SIZE.width,
        height: Math.max(SIZE.least, lines * SIZE.line) * all.length,
      },
      beside: Math.max(...all.map(({ pairs }) => besideWidth(pairNames(pairs, styles)))),
      sentences: () => sentences(kept.comparison, all, kept.note),
      view: (panel, place) => ({
        ...panelHeading(panelName(panel, design), place.width),
        ...panelView(byPanel.get(panel)!, styles, place),
      }),
      rows: all.flatMap(({ scores, pairs }) =>
        pairs.map((pair) => ({ response: scores.panel.response.name, ...pair })),
      ),
    },
    options,
  );
}

function stylesOf(comparison: Comparison, { colors }: DrawOptions): LevelStyle[] {
  const levels = comparison.design.factors[0]?.levels ?? [];
  const standOut = [levels[0] ?? null, ...bestLevel(comparison, 0)];
  return levelStyles(levels, { standOut, ...(colors === undefined ? {} : { colours: colors }) });
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
  const isBounded = found.lower < found.upper && [...a, ...b].every((task) => task.length > 1);
  // Thinned runs have nearly the same chance; the interval is moved to that of all.
  const shift = estimate - found.estimate;
  const inside = (end: number): number => Math.max(0, Math.min(1, end + shift));
  return isBounded
    ? { level, control, estimate, lower: inside(found.lower), upper: inside(found.upper) }
    : { level, control, estimate, lower: NaN, upper: NaN };
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
    drawn(
      rows.filter(({ lower }) => Number.isFinite(lower)),
      {
        mark: { type: "rule", strokeWidth: 2.4 },
        encoding: { x: quantity("lower"), x2: { field: "upper" }, y, color, tooltip },
      },
    ),
    drawn(
      rows.filter(({ estimate }) => Number.isFinite(estimate)),
      {
        mark: MEAN_MARK,
        encoding: { x: quantity("estimate"), y, color, shape: shapeBy("level", styles), tooltip },
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

function sentences(comparison: Comparison, all: readonly Improvements[], note: string): string[] {
  const { confidence, block } = comparison.design;
  const bounded = all.some(({ pairs }) => pairs.some(({ lower }) => Number.isFinite(lower)));
  const isApart = all.some(({ pairs }) =>
    pairs.some(({ estimate, lower }) => Number.isNaN(lower) && (estimate === 0 || estimate === 1)),
  );
  const interval = bounded ? `, with ${percentText(confidence)} stratified bootstrap interval` : "";
  return [
    `Chance that a ${unitOfValues(comparison.design)} of the first level is better than one of the second${interval}; ${sizeWords(comparison)}${block === undefined ? "" : ", not paired"}`,
    all[0] === undefined ? "" : taskWords(comparison, all[0].scores),
    all.some(({ scores }) => isThinned(scores, comparison))
      ? `Intervals are those of ${MOST_RUNS} runs a level, evenly over their values, and so too wide`
      : "",
    isApart
      ? "Where every run of one level is better than all of the other, resampling gives no interval"
      : "",
    ...designSentences(comparison),
    note,
  ];
}

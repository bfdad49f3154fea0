import type { Comparison } from "../../../compare/comparison.js";
import { performanceProfileBand } from "../../../stats/performance-profile-band.js";
import { performanceProfile } from "../../../stats/performance-profile.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { domainOf } from "../../marks/domain.js";
import { formatSignificant } from "../../../util/format-number.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { lineHits } from "../../marks/hits.js";
import { colourBy, drawn, emptyNote, fixedScale, quantity, tip } from "../../marks/encode.js";
import { legendView } from "../../marks/legend.js";
import type { LevelStyle } from "../../look/level-style.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import type { SpecPart, SpecRow } from "../../render/spec.js";
import { taskScores, type TaskScores, taskWords } from "../../parts/task-scores.js";
import { controlAndBestStyles } from "../../parts/control-and-best-styles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { coloursSentence, withInterval } from "../../parts/sentences/caps.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { axisTitle, tickCount, valueAxis } from "../../marks/value-axis.js";
import { percentText } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

const PANEL = { width: 460, one: 290, more: 230 } as const;

/** Thresholds along the axis, and resamples behind each band. */
const THRESHOLDS = 121;
const RESAMPLES = 2000;

/** The profile of one level. */
interface Line {
  readonly style: LevelStyle;
  readonly estimate: readonly number[];
  readonly lower: readonly number[];
  readonly upper: readonly number[];
}

/** The profiles of one response. */
interface Profiles {
  readonly scores: TaskScores;
  readonly thresholds: readonly number[];
  readonly lines: readonly Line[];
}

/**
 * Performance profiles: for each level the share of runs better than τ, against τ, averaged over tasks with equal
 * weights, with pointwise stratified bootstrap bands. Facets are tasks, or blocks that have several runs of a level.
 * A line above another one everywhere is better in every quantile. Beyond eight levels the control and the best have
 * colours and bands.
 *
 * Source: Agarwal et al., "Deep reinforcement learning at the edge of the statistical precipice" (2021).
 *
 * @throws CeterisError CHART where there is not one factor, or the direction of a response is not known
 */
export function profile(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("profile", comparison, options);
  const styles = controlAndBestStyles(comparison, 0, options);
  const all = taskScores(comparison, "A performance profile").map((scores) =>
    profilesOf(scores, styles, comparison.design.confidence),
  );
  const byPanel = new Map(all.map((one) => [one.scores.panel, one]));
  const name = comparison.design.factors[0]!.name;
  const by = { colour: true, shape: false };
  return panelsChart(
    {
      comparison,
      kind: "Performance profile",
      draws: `shares better than each threshold${bandWords(comparison, all, styles)}`,
      grid: all.map(({ scores }) => [scores.panel]),
      usual: { width: PANEL.width, height: (all.length > 1 ? PANEL.more : PANEL.one) * all.length },
      sentences: () => sentences(comparison, all, styles),
      above: (width) => [
        legendView(
          { name, styles, listed: styles.filter(({ standsOut }) => standsOut), by },
          width,
        ),
      ],
      view: (panel, place) => panelView(byPanel.get(panel)!, styles, place),
      rows: all.flatMap(profileRows),
    },
    options,
  );
}

function profilesOf(
  scores: TaskScores,
  styles: readonly LevelStyle[],
  confidence: number,
): Profiles {
  const [low, high] = domainOf(
    scores.panel.observations.map(({ value }) => value),
    0.02,
  );
  const thresholds = Array.from(
    { length: THRESHOLDS },
    (_, i) => low + (high / (THRESHOLDS - 1) - low / (THRESHOLDS - 1)) * i,
  );
  const sign = scores.direction === "up" ? 1 : -1;
  const own = thresholds.map((value) => sign * value);
  const lines = styles.map((style) => {
    const runs = scores.of(style.level);
    const hasBand = style.standsOut && runs.some((task) => task.length > 1);
    if (hasBand)
      return { style, ...performanceProfileBand(runs, own, { confidence, resamples: RESAMPLES }) };
    const none = own.map(() => NaN);
    return { style, estimate: performanceProfile(runs, own), lower: none, upper: none };
  });
  return { scores, thresholds, lines };
}

function panelView(
  { scores, thresholds, lines }: Profiles,
  styles: readonly LevelStyle[],
  place: PanelPlace,
): SpecPart {
  const { width, height } = place;
  const { name } = scores.panel.response;
  const relation = scores.direction === "up" ? ">" : "<";
  const domain = [thresholds[0]!, thresholds.at(-1)!] as const;
  const rows = scores.tasks === 0 ? [] : lines.flatMap((line) => lineRows(line, thresholds));
  const loud = new Set(styles.filter((one) => one.standsOut).map(({ text }) => text));
  const color = colourBy("level", styles);
  const dashes = { domain: styles.map(({ text }) => text), range: styles.map(({ dash }) => dash) };
  const x = quantity("x");
  return {
    width,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale(domain),
        axis: {
          title: axisTitle(`τ: ${name}`, width),
          grid: false,
          labelFlush: false,
          ...(rows.length === 0
            ? { values: [] }
            : { tickCount: Math.min(8, tickCount(width * 0.7)) }),
        },
      }),
      y: quantity("share", {
        scale: fixedScale([0, 1]),
        axis: valueAxis(`share of runs with ${name} ${relation} τ`, height, true, [0, 1]),
      }),
    },
    layer: [
      drawn(
        rows.filter((row) => Number.isFinite(row["lower"])),
        {
          mark: { type: "area", opacity: 0.16, interpolate: "step-after" },
          encoding: { x, y: quantity("lower", { stack: null }), y2: { field: "upper" }, color },
        },
      ),
      ...[false, true].map((standsOut) =>
        drawn(
          rows.filter((row) => loud.has(String(row["level"])) === standsOut),
          {
            mark: { type: "line", strokeWidth: standsOut ? 1.8 : 0.8, interpolate: "step-after" },
            encoding: {
              x,
              y: quantity("share"),
              color,
              strokeDash: { field: "level", type: "nominal", scale: dashes, legend: null },
            },
          },
        ),
      ),
      ...(rows.length === 0
        ? [emptyNote("no values", width, height)]
        : profileHits(lines, thresholds, name, place)),
    ],
  };
}

/** Tooltips along the lines: the threshold, the share and its band. */
function profileHits(
  lines: readonly Line[],
  thresholds: readonly number[],
  name: string,
  { width, height }: PlotArea,
): SpecPart[] {
  const text = (value: number): string => formatSignificant(value, 3);
  const points = lines.map(({ style, estimate, lower, upper }) =>
    thresholds.map((threshold, i) => ({
      x: (i / (thresholds.length - 1)) * width,
      y: (1 - estimate[i]!) * height,
      tips: {
        level: style.text,
        threshold: formatSignificant(threshold, 4),
        share: text(estimate[i]!),
        band: Number.isNaN(lower[i]!) ? "–" : `${text(lower[i]!)} to ${text(upper[i]!)}`,
      },
    })),
  );
  return lineHits(points, width, [
    tip("level", "level"),
    tip("threshold", `τ: ${name}`),
    tip("share", "share of runs"),
    tip("band", "band"),
  ]);
}

function lineRows(
  { style, estimate, lower, upper }: Line,
  thresholds: readonly number[],
): SpecRow[] {
  return thresholds.map((x, i) => ({
    x,
    share: estimate[i]!,
    lower: lower[i]!,
    upper: upper[i]!,
    level: style.text,
  }));
}

function profileRows({ scores, thresholds, lines }: Profiles): SpecRow[] {
  return lines.flatMap((line) =>
    lineRows(line, thresholds).map(({ x, ...row }) => ({
      response: scores.panel.response.name,
      ...row,
      threshold: x!,
    })),
  );
}

function sentences(
  comparison: Comparison,
  all: readonly Profiles[],
  styles: readonly LevelStyle[],
): string[] {
  const unit = unitOfValues(comparison.design);
  return [
    `Share of ${unit}s better than each τ${bandWords(comparison, all, styles)}; ${sizeWords(comparison, "task")}`,
    all.some(({ lines }) => lines.some(hasGap))
      ? `No band where all ${unit}s of a task lie on one side of τ: resampling gives none there`
      : "",
    all[0] === undefined ? "" : taskWords(comparison, all[0].scores),
    ...designSentences(comparison),
    coloursSentence(styles, comparison.design.responses),
  ];
}

/** ` with pointwise 95% stratified bootstrap band`, where there is any. */
function bandWords(
  { design }: Comparison,
  all: readonly Profiles[],
  styles: readonly LevelStyle[],
): string {
  const hasBands = all.some(({ lines }) => lines.some(({ lower }) => Number.isFinite(lower[0])));
  const band = `pointwise ${percentText(design.confidence)} stratified bootstrap band`;
  return hasBands ? withInterval(band, styles) : "";
}

/** Whether a band has no width somewhere. */
function hasGap({ lower, upper }: Line): boolean {
  return lower.some((end, i) => end === upper[i]);
}

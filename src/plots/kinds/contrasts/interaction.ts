import type { Comparison } from "../../../compare/comparison.js";
import { contrastKind } from "../../../compare/contrast-kind.js";
import { cornersOf } from "../../../compare/simple-differences.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Factor, Response, Term } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import { cellRows } from "../../parts/cell-rows.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import {
  type ContrastRow,
  contrastRowsView,
  contrastScale,
  type ContrastScale,
  rowNamesWidth,
  rowsHeight,
} from "../../parts/contrast-rows.js";
import { contrastParts, pWords } from "../../parts/contrast-words.js";
import { domainOf, NO_VALUES } from "../../marks/domain.js";
import { interactionLines, type InteractionLook, type ValueScale } from "./interaction-lines.js";
import type { PlotArea } from "../../chart/fit-size.js";
import type { PanelRows } from "../../parts/panel-layouts.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import { pickContrasts, type PickedContrasts } from "../../parts/pick-contrasts.js";
import type { SpecPart } from "../../render/spec.js";
import { controlAndBestStyles } from "../../parts/control-and-best-styles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import {
  centreWord,
  intervalName,
  intervalWords,
  noIntervalSentence,
} from "../../parts/sentences/intervals.js";
import { sizeAndPairing } from "../../parts/sentences/pairing.js";
import { percentText } from "../../parts/words.js";
import { adjustmentWords, contrastInterval } from "../../parts/sentences/adjustment.js";
import { coloursSentence } from "../../parts/sentences/caps.js";
import { marginSentence } from "../../parts/sentences/margin.js";
import type { LevelStyle } from "../../look/level-style.js";

const LINES = { width: 440, all: 780, least: 200, height: 260, lessHeight: 200 } as const;

/** Share of its usual height that a row of differences needs. */
const TIGHT = 0.6;

/** More differences of differences than this are cut to those with the smallest p. */
const MOST_ROWS = 12;

/** What one response shows. */
interface Measure {
  readonly values: ValueScale;
  readonly differences: ContrastScale;
  readonly picked: PickedContrasts;
}

/**
 * The interaction of two factors, `a * b`: means of the cells over the levels of the second factor, one line a level of
 * the first, and below them each difference of differences with its interval, of a transformed response each ratio of
 * ratios. Lines are as far from parallel as these are from 0. Facets and responses are panels.
 *
 * @throws CeterisError CHART where the formula has no interaction of two factors, or further factors
 */
export function interaction(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("interaction", comparison, options);
  const term = interactionTerm(comparison);
  const { design } = comparison;
  const [lines, along] = design.factors as readonly [Factor, Factor];
  const look: InteractionLook = {
    lines,
    along,
    styles: controlAndBestStyles(comparison, 0, options),
  };
  const grid = panelGrid(comparison);
  const measures = new Map(
    design.responses.map((one) => [one.name, measureOf(comparison, term, one, look)]),
  );
  const all = [...measures.values()].flatMap(({ picked }) =>
    picked.kinds.map((contrast) => rowOf(contrast, comparison, term, look)),
  );
  const rows = Math.max(
    ...[...measures.values()].map((one) => rowsOf(one, comparison, term, look)),
  );
  return panelsChart(
    {
      comparison,
      kind: "Interaction plot",
      draws: `${intervalWords(comparison)}, and ${differencesText(comparison)},`,
      grid,
      usual: (wrapped) => usualArea(wrapped, rows),
      room: { least: { height: 60 + rows * TIGHT }, good: { width: 110, height: 110 + rows } },
      beside: rowNamesWidth(all),
      sentences: () => sentences(comparison, look.styles, [...measures.values()]),
      view: (panel, place) => {
        const measure = measures.get(panel.response.name)!;
        return panelView(panel, { comparison, term, look, measure, rows }, place);
      },
      rows: cellRows(comparison),
    },
    options,
  );
}

/** The interaction of two factors that a comparison of two factors has; undefined without one. */
export function crossedTerm({ design }: Comparison): Term | undefined {
  if (design.factors.length !== 2) return undefined;
  return design.terms.find(({ factors }) => factors.length === 2);
}

function interactionTerm(comparison: Comparison): Term {
  const term = crossedTerm(comparison);
  if (term !== undefined) return term;
  const { formula, design } = comparison;
  const [what, remedy] =
    design.factors.length > 2
      ? [`${design.factors.length} factors`, "put the others behind |, as facets"]
      : ["no interaction", "join two factors by *, as in accuracy ~ optimizer * lr"];
  throw new CeterisError(
    "CHART",
    `An interaction plot draws the interaction of two factors and '${formula}' has ${what}; ${remedy}.`,
  );
}

function usualArea(grid: PanelRows, rows: number): PlotArea {
  const columns = grid[0]?.length ?? 1;
  const upper = grid.length > 1 ? LINES.lessHeight : LINES.height;
  return {
    width: Math.max(LINES.least, Math.min(LINES.width, LINES.all / columns)) * columns,
    height: (upper + rows) * grid.length,
  };
}

function measureOf(
  comparison: Comparison,
  term: Term,
  response: Response,
  { styles }: InteractionLook,
): Measure {
  const { differences, design } = comparison;
  const own = differences.filter((one) => one.response === response.name && one.term === term.name);
  const picked = pickContrasts(own, contrastKind, MOST_ROWS);
  const ratio = isRatio(response);
  const colours = styles.map(({ colour }) => colour);
  const title = `${ratio ? "ratio of ratios" : "difference of differences"} in ${measureName(response)}`;
  return {
    values: valuesOf(comparison, response),
    differences: contrastScale(picked.contrasts, {
      title,
      isRatio: ratio,
      margin: design.margin,
      colours,
    }),
    picked,
  };
}

function valuesOf({ cells }: Comparison, { name, transform }: Response): ValueScale {
  const values = cells
    .filter(({ response }) => response === name)
    .flatMap(({ estimate, lower, upper }) => [estimate, lower, upper])
    .filter(Number.isFinite);
  if (values.length === 0) return { isLog: false, domain: NO_VALUES };
  const isLog = transform?.startsWith("log") === true && transform !== "logit";
  if (!isLog || !values.every((value) => value > 0))
    return { isLog: false, domain: domainOf(values) };
  const [low, high] = domainOf(values.map(Math.log));
  return { isLog, domain: [Math.exp(low), Math.exp(high)] };
}

function rowsOf(
  measure: Measure,
  comparison: Comparison,
  term: Term,
  look: InteractionLook,
): number {
  return rowsHeight(
    measure.picked.kinds.map((contrast) => rowOf(contrast, comparison, term, look)),
  );
}

/** A row under its name: `adam − sgd, 0.1 against 0.01`. */
function rowOf(
  contrast: Contrast,
  { design }: Comparison,
  term: Term,
  { styles }: InteractionLook,
): ContrastRow {
  const [first] = cornersOf(contrast, term, design);
  const style = styles.find(({ level }) => level === first?.level);
  return {
    name: contrastParts(contrast, design),
    contrast,
    colour: style?.colour ?? "",
    shape: style?.shape ?? "circle",
    text: pWords(contrast.pAdjusted),
  };
}

interface PanelParts {
  readonly comparison: Comparison;
  readonly term: Term;
  readonly look: InteractionLook;
  readonly measure: Measure;
  /** Px that differences of differences usually take. */
  readonly rows: number;
}

function panelView(panel: Panel, parts: PanelParts, place: PanelPlace): SpecPart {
  const { comparison, term, look, measure } = parts;
  const rowsHigh = Math.min(parts.rows, Math.max(parts.rows * TIGHT, place.height / 2));
  const upper = { ...place, height: place.height - rowsHigh };
  const lines = interactionLines(panel, look, measure.values, upper);
  if (measure.picked.kinds.length === 0) return lines;
  const rows = measure.picked.kinds.map((one): ContrastRow => {
    const found = panel.differences.find((other) => contrastKind(other) === contrastKind(one));
    if (found !== undefined) return rowOf(found, comparison, term, look);
    return { ...rowOf(one, comparison, term, look), contrast: undefined, text: "no runs" };
  });
  const below = { ...place, height: rowsHigh };
  return {
    vconcat: [lines, contrastRowsView(rows, measure.differences, below)],
    spacing: 14,
    // The one has its colours by levels, the other by themselves.
    resolve: { scale: { color: "independent", shape: "independent" } },
  };
}

function sentences(
  comparison: Comparison,
  styles: readonly LevelStyle[],
  measures: readonly Measure[],
): string[] {
  const { design } = comparison;
  const contrasts = measures.flatMap(({ picked }) => picked.contrasts);
  const bounded = contrasts.some(({ lower }) => Number.isFinite(lower));
  const most = Math.max(...measures.map(({ picked }) => picked.count));
  const interval = `${percentText(design.confidence)} interval`;
  const evidence = bounded
    ? `${contrastInterval(contrasts, interval)}${adjustmentWords(comparison, contrasts, true)}`
    : ", without interval as nothing tells the noise";
  return [
    `${linesText(comparison, styles)}; ${sizeAndPairing(comparison)}`,
    most === 0
      ? "There is no difference of differences, as a first level has no results"
      : `Below, ${differencesText(comparison)}${evidence}`,
    most > MOST_ROWS ? `Those ${MOST_ROWS} of ${most} with the smallest p are drawn` : "",
    noIntervalSentence(comparison.cells),
    most === 0 ? "" : marginSentence(design),
    ...designSentences(comparison),
    coloursSentence(styles, design.responses),
  ];
}

/** What lines join; grey ones have no interval. */
function linesText(comparison: Comparison, styles: readonly LevelStyle[]): string {
  const isCrowded = styles.some(({ standsOut }) => !standsOut);
  const interval = intervalName(comparison);
  if (!isCrowded || interval === "")
    return `Lines join the ${intervalWords(comparison)} of each cell`;
  return `Lines join the ${centreWord(comparison)} of each cell, those in colour with ${interval}`;
}

function differencesText({ design }: Comparison): string {
  return design.responses.every(isRatio) ? "ratios of ratios" : "differences of differences";
}

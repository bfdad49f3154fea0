import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import { cornersOf } from "../../../compare/simple-differences.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Design, Level, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import {
  contrastRowsView,
  contrastScale,
  rowNamesWidth,
  rowsHeight,
  type ContrastRow,
  type ContrastScale,
} from "../../parts/contrast-rows.js";
import { contrastParts, contrastWords, pWords } from "../../parts/contrast-words.js";
import { levelStyles, MAX_STYLED_LEVELS, type LevelStyle } from "../../look/level-style.js";
import { facetHeading, facetLevels, panelGrid } from "../../parts/panels.js";
import { panelHeading } from "../../parts/panel-heading.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { paperOf } from "../../chart/paper.js";
import { contrastKind, pickContrasts, type PickedContrasts } from "../../parts/pick-contrasts.js";
import { bestLevel } from "../../parts/rank-levels.js";
import { SOFT_INK } from "../../look/theme.js";
import { designSentences, sizeAndPairing } from "../../parts/titles.js";
import { percentText } from "../../parts/words.js";

/** More contrasts than this are cut to those with the smallest p. */
const MOST_CONTRASTS = 12;

const WIDTH = 380;

/** A picture narrower than so many px has room for the p alone. */
const NARROW = 520;

/** The colour of contrasts that are no levels of the first factor. */
const OTHER = SOFT_INK;

/** The forest of one response. */
interface Forest {
  readonly picked: PickedContrasts;
  readonly rows: readonly ContrastRow[];
  readonly scale: ContrastScale;
}

/**
 * A forest plot: each contrast in each facet as a row with its interval, its numbers and its adjusted p at the right;
 * ratios lie on a log axis around 1. Nothing is pooled over the facets: a comparison computes each of them by itself.
 * Responses are panels.
 *
 * @throws CeterisError CHART where the comparison has no contrasts
 */
export function forest(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("forest", comparison, options);
  refuseNoContrast(comparison);
  const { design } = comparison;
  const forests = new Map(
    design.responses.map((one) => [one.name, forestOf(comparison, one, options)]),
  );
  const all = [...forests.values()];
  const grid = design.responses.map((one) => [
    panelGrid(comparison)
      .flat()
      .find(({ response }) => response === one)!,
  ]);
  return panelsChart(
    {
      comparison,
      kind: "Forest plot",
      draws: `differences with ${percentText(design.confidence)} interval`,
      grid,
      usual: {
        width: WIDTH,
        height: Math.max(...all.map(({ rows }) => rowsHeight(rows))) * grid.length,
      },
      beside: Math.max(...all.map(({ rows }) => rowNamesWidth(rows))),
      sentences: () => sentences(comparison, all),
      view: ({ response }, place) => {
        const { rows, scale } = forests.get(response.name)!;
        return {
          ...panelHeading(grid.length > 1 ? response.name : "", place.width),
          ...contrastRowsView(rows, scale, place),
        };
      },
      rows: contrastRecords(
        comparison,
        all.flatMap(({ picked }) => picked.contrasts),
      ),
    },
    options,
  );
}

function refuseNoContrast({ differences, formula }: Comparison): void {
  if (differences.length > 0) return;
  throw new CeterisError(
    "CHART",
    `A forest plot draws contrasts and '${formula}' has none; name a factor of which two levels have results, or draw it as 'interval'.`,
  );
}

function forestOf(comparison: Comparison, response: Response, options: DrawOptions): Forest {
  const { differences, design } = comparison;
  const own = differences.filter((one) => one.response === response.name);
  const picked = pickContrasts(own, contrastKind, MOST_CONTRASTS);
  const styles = stylesOf(comparison, options);
  const ratio = isRatio(response);
  const [only] = picked.kinds;
  const alone = picked.kinds.length === 1 && design.facets.length > 0;
  const what = ratio ? "ratio" : "difference";
  const title = `${what} in ${measureName(response)}${alone ? `, ${joined(contrastParts(only!, design))}` : ""}`;
  const isNarrow = (paperOf(options).width ?? Infinity) < NARROW;
  const words = isNarrow ? ({ pAdjusted }: Contrast) => pWords(pAdjusted) : contrastWords;
  const rows = picked.kinds.flatMap((kind) => rowsOf(kind, picked, design, { styles, words }));
  return {
    picked,
    rows: alone ? rows.filter(({ isHeading }) => isHeading !== true) : rows,
    scale: contrastScale(picked.contrasts, {
      title,
      isRatio: ratio,
      margin: design.margin,
      colours: [...styles.map(({ colour }) => colour), OTHER],
    }),
  };
}

function stylesOf(comparison: Comparison, { colors }: DrawOptions): LevelStyle[] {
  const levels = comparison.design.factors[0]?.levels ?? [];
  const standOut = [levels[0] ?? null, ...bestLevel(comparison, 0)];
  return levelStyles(levels, { standOut, ...(colors === undefined ? {} : { colours: colors }) });
}

/** How rows are drawn. */
interface RowLook {
  readonly styles: readonly LevelStyle[];
  readonly words: (contrast: Contrast) => string;
}

/** A contrast under its name: alone, or as a heading with a row for each facet. */
function rowsOf(
  kind: Contrast,
  { contrasts }: PickedContrasts,
  design: Design,
  { styles, words }: RowLook,
): ContrastRow[] {
  const term = design.terms.find(({ name }) => name === kind.term)!;
  const level = term.factors.length === 1 ? kind.level : cornersOf(kind, term, design)[0]?.level;
  const style = term.factors[0] === 0 ? styles.find((one) => one.level === level) : undefined;
  const look = { colour: style?.colour ?? OTHER, shape: style?.shape ?? "circle" };
  const parts = contrastParts(kind, design);
  if (design.facets.length === 0)
    return [{ ...look, name: parts, contrast: kind, text: words(kind) }];
  const own = contrasts.filter((one) => contrastKind(one) === contrastKind(kind));
  const heading = { ...look, contrast: undefined, text: "", isHeading: true };
  const rows = facetsOf(design).map((levels): ContrastRow => {
    const found = own.find(({ facets }) => levelKey(facets) === levelKey(levels));
    const text = found === undefined ? "no runs" : words(found);
    return { ...look, name: [facetHeading(design.facets, levels), ""], contrast: found, text };
  });
  return [{ ...heading, name: [joined(parts), ""] }, ...rows];
}

function joined([what, where]: readonly [string, string]): string {
  return where === "" ? what : `${what}, ${where}`;
}

function facetsOf({ facets }: Design): Level[][] {
  const [columns, rows] = [facetLevels(facets[0]), facetLevels(facets[1])];
  return columns.flatMap((column) => rows.map((row) => [...column, ...row]));
}

function sentences(comparison: Comparison, forests: readonly Forest[]): string[] {
  const { design } = comparison;
  const drawn = forests.flatMap(({ picked }) => picked.contrasts);
  const bounded = drawn.some(({ lower }) => Number.isFinite(lower));
  const interval = bounded ? ` with ${percentText(design.confidence)} interval` : "";
  const adjusted = design.adjusted === "none" ? "" : `, p adjusted by ${design.adjusted}`;
  const most = Math.max(...forests.map(({ picked }) => picked.count));
  const ratio = design.responses.every(isRatio);
  return [
    `${ratio ? "Ratios" : "Differences"}${interval}${adjusted}; ${sizeAndPairing(comparison)}`,
    most > MOST_CONTRASTS
      ? `Those ${MOST_CONTRASTS} of ${most} contrasts with the smallest p are drawn`
      : "",
    design.margin === undefined ? "" : "The band is the margin",
    ...designSentences(comparison),
    (design.factors[0]?.levels.length ?? 0) > MAX_STYLED_LEVELS ? "Colour marks the best" : "",
  ];
}

import type { Comparison } from "../../../compare/comparison.js";
import { contrastKind } from "../../../compare/contrast-kind.js";
import { levelKey } from "../../../compare/level.js";
import { cornersOf } from "../../../compare/simple-differences.js";
import { facetNames } from "../../../compare/pooled-design.js";
import { isUnlike } from "../../../compare/pooled-sentences.js";
import { isRatio, measureName } from "../../../compare/transform.js";
import type { Contrast, Design, Level, PooledContrast, Response } from "../../../compare/types.js";
import { CeterisError } from "../../../util/error.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { contrastRecords } from "../../parts/contrast-records.js";
import {
  type ContrastRow,
  contrastRowsView,
  contrastScale,
  type ContrastScale,
  rowNamesWidth,
  rowsHeight,
} from "../../parts/contrast-rows.js";
import { contrastParts, contrastTexts, pWords } from "../../parts/contrast-words.js";
import { type LevelStyle, MAX_STYLED_LEVELS } from "../../look/level-style.js";
import { facetHeading, facetLevels, panelGrid } from "../../parts/panels.js";
import { headed } from "../../parts/panel-heading.js";
import { panelsChart } from "../../parts/panels-chart.js";
import { paperOf } from "../../chart/paper.js";
import { pickContrasts, type PickedContrasts } from "../../parts/pick-contrasts.js";
import { SOFT_INK } from "../../look/theme.js";
import { controlAndBestStyles } from "../../parts/control-and-best-styles.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { pairsSentences, sizeAndPairing } from "../../parts/sentences/pairing.js";
import { capital, percentText } from "../../parts/words.js";
import { adjustmentWords, contrastInterval } from "../../parts/sentences/adjustment.js";
import { marginSentence } from "../../parts/sentences/margin.js";

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
  /** Of the picked contrasts, over the facets. */
  readonly averages: readonly PooledContrast[];
  readonly rows: readonly ContrastRow[];
  readonly scale: ContrastScale;
}

/**
 * A forest plot: each contrast in each facet as a row with its interval, its numbers and its adjusted p at the right;
 * ratios lie on a log axis around 1. Below the facets stands their average with equal weights, as a diamond, where the
 * comparison has one. Responses are panels.
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
      draws: drawsText(comparison),
      grid,
      usual: {
        width: WIDTH,
        height: Math.max(...all.map(({ rows }) => rowsHeight(rows))) * grid.length,
      },
      beside: Math.max(...all.map(({ rows }) => rowNamesWidth(rows))),
      sentences: () => sentences(comparison, all),
      view: ({ response }, place) => {
        const { rows, scale } = forests.get(response.name)!;
        return headed(grid.length > 1 ? response.name : "", contrastRowsView(rows, scale, place));
      },
      rows: contrastRecords(
        comparison,
        all.flatMap(({ picked, averages }) => [...picked.contrasts, ...averages]),
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
  const kinds = new Set(picked.kinds.map(contrastKind));
  const averages = comparison.averages.filter(
    (one) => one.response === response.name && kinds.has(contrastKind(one)),
  );
  const styles = controlAndBestStyles(comparison, 0, options);
  const ratio = isRatio(response);
  const [only] = picked.kinds;
  const alone = picked.kinds.length === 1 && design.facets.length > 0;
  const what = ratio ? "ratio" : "difference";
  const title = `${what} in ${measureName(response)}${alone ? `, ${joined(contrastParts(only!, design))}` : ""}`;
  const isNarrow = (paperOf(options).width ?? Infinity) < NARROW;
  const drawn = [...picked.contrasts, ...averages];
  const words = isNarrow ? ({ pAdjusted }: Contrast) => pWords(pAdjusted) : contrastTexts(drawn);
  const rows = picked.kinds.flatMap((kind) => rowsOf(kind, drawn, design, { styles, words }));
  return {
    picked,
    averages,
    rows: alone ? rows.filter(({ isHeading }) => isHeading !== true) : rows,
    scale: contrastScale([...picked.contrasts, ...averages], {
      title,
      isRatio: ratio,
      margin: design.margin,
      colours: [...styles.map(({ colour }) => colour), OTHER],
    }),
  };
}

/** How rows are drawn. */
interface RowLook {
  readonly styles: readonly LevelStyle[];
  readonly words: (contrast: Contrast) => string;
}

/** A contrast under its name: alone, or as a heading with a row for each facet. */
function rowsOf(
  kind: Contrast,
  contrasts: readonly (Contrast | PooledContrast)[],
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
  const pooled = own.flatMap((one): ContrastRow[] =>
    "count" in one
      ? [
          {
            ...look,
            name: [countName(one, rows.length), ""],
            contrast: one,
            text: words(one),
            isPooled: true,
          },
        ]
      : [],
  );
  return [{ ...heading, name: [joined(parts), ""] }, ...rows, ...pooled];
}

function countName({ count }: PooledContrast, all: number): string {
  return count === all ? `all ${all} facets` : `${count} of ${all} facets`;
}

function joined([what, where]: readonly [string, string]): string {
  return where === "" ? what : `${what}, ${where}`;
}

function facetsOf({ facets }: Design): Level[][] {
  const [columns, rows] = [facetLevels(facets[0]), facetLevels(facets[1])];
  return columns.flatMap((column) => rows.map((row) => [...column, ...row]));
}

/** Of several responses some may be ratios. */
function contrastsText({ design }: Comparison): string {
  const ratios = design.responses.filter(isRatio).length;
  if (ratios === 0) return "differences";
  return ratios === design.responses.length ? "ratios" : "differences and ratios";
}

function drawsText(comparison: Comparison): string {
  const { differences, design } = comparison;
  const bounded = differences.some(({ lower }) => Number.isFinite(lower));
  return `${contrastsText(comparison)}${bounded ? ` with ${percentText(design.confidence)} interval` : ""}`;
}

function sentences(comparison: Comparison, forests: readonly Forest[]): string[] {
  const { design } = comparison;
  const drawn = forests.flatMap(({ picked }) => picked.contrasts);
  const interval = `${percentText(design.confidence)} interval`;
  const most = Math.max(...forests.map(({ picked }) => picked.count));
  return [
    `${capital(contrastsText(comparison))}${contrastInterval(drawn, interval)}, ${sizeAndPairing(comparison)}${adjustmentWords(comparison, drawn, true)}`,
    ...pairsSentences(comparison),
    most > MOST_CONTRASTS
      ? `Those ${MOST_CONTRASTS} of ${most} contrasts with the smallest p are drawn`
      : "",
    marginSentence(design),
    ...averageSentences(comparison, forests),
    ...designSentences(comparison),
    (design.factors[0]?.levels.length ?? 0) > MAX_STYLED_LEVELS ? "Colour marks the best" : "",
  ];
}

/** What diamonds are, and where they hide that facets differ. */
function averageSentences({ design }: Comparison, forests: readonly Forest[]): string[] {
  const averages = forests.flatMap((one) => one.averages);
  if (averages.length === 0) return [];
  const isDrawn = averages.some(({ lower }) => Number.isFinite(lower));
  const unlike = averages.filter((one) => isUnlike(one, design.confidence)).length;
  const over = facetNames(design);
  const [subject, verb] =
    averages.length === 1
      ? ["the contrast", "depends"]
      : unlike === averages.length
        ? ["the contrasts", "depend"]
        : [`${unlike} of ${averages.length} contrasts`, unlike === 1 ? "depends" : "depend"];
  return [
    `The ${isDrawn ? "diamond" : "mark below the line"} is the average over ${over}, with equal weights`,
    unlike > 0 ? `It hides that ${subject} ${verb} on ${over}` : "",
  ];
}

import type { Comparison } from "../../../compare/comparison.js";
import { levelKey } from "../../../compare/level.js";
import type { Importance } from "../../../compare/types.js";
import { mean } from "../../../stats/mean.js";
import { CeterisError } from "../../../util/error.js";
import { groupBy } from "../../../util/group-by.js";
import { listWords } from "../../../util/list-words.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { shortenText } from "../../font/text-width.js";
import { freeNames } from "../../chart/free-names.js";
import { importanceBars, type ImportanceBar } from "./importance-bars.js";
import { panelName } from "../../parts/panel-heading.js";
import { panelGrid, type Panel } from "../../parts/panels.js";
import { panelsChart } from "../../parts/panels-chart.js";
import type { SpecRow } from "../../render/spec.js";
import { besideWidth } from "../../parts/tile-axes.js";
import { LABEL_SIZE } from "../../look/theme.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { percentText } from "../../parts/words.js";
import { valuesText } from "../../parts/sentences/units.js";

/** More terms than this are cut to those with the largest shares. */
const MOST_TERMS = 20;

/** Longest name of a factor within a pair, in px. */
const PAIRED_LIMIT = 90;

const SIZE = { width: 400, all: 720, least: 150, line: 24 } as const;

/** The terms of one response that are drawn, from above. */
interface Terms {
  readonly names: readonly string[];
  /** How many there are. */
  readonly count: number;
}

/**
 * How much of the variance of the response each factor and each pair of factors accounts for, the largest share first,
 * with its interval where a forest was asked; what differs between runs of one setting stands apart in grey. Where the
 * forest explains too little, the subtitle says so in place of bars. Facets and responses are panels.
 *
 * Sources: the balanced analysis of variance; Hutter, Hoos, Leyton-Brown, "An efficient approach for assessing
 * hyperparameter importance" (2014).
 *
 * @throws CeterisError CHART without a factor
 */
export function importance(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("importance", comparison, options);
  refuseNoFactor(comparison);
  const { design } = comparison;
  const grid = panelGrid(comparison);
  const terms = new Map(design.responses.map(({ name }) => [name, termsOf(comparison, name)]));
  const all = [...terms.values()];
  const lines = Math.max(2, ...all.map(({ names }) => names.length));
  const columns = grid[0]?.length ?? 1;
  return panelsChart(
    {
      comparison,
      kind: "Importance",
      title: `What ${listWords(design.responses.map(({ name }) => name))} ${design.responses.length > 1 ? "depend" : "depends"} on`,
      draws: "shares of variance",
      grid,
      usual: {
        width: Math.max(SIZE.least, Math.min(SIZE.width, SIZE.all / columns)) * columns,
        height: lines * SIZE.line * grid.length,
      },
      beside: besideWidth(
        all.flatMap(({ names }) => names.map((name) => termName(name, comparison))),
      ),
      sentences: () => sentences(comparison, all),
      view: (panel, place) =>
        importanceBars(
          {
            heading: panelName(panel, design),
            bars: barsOf(panel, terms.get(panel.response.name)!, comparison),
            lines,
            title: axisTitleOf(panel, comparison),
            isHollow: isNoise(panel, comparison),
            end: endOf(comparison.importances),
          },
          place,
        ),
      rows: importanceRows(comparison),
    },
    options,
  );
}

/** What the shares of a panel are of. */
function axisTitleOf(panel: Panel, comparison: Comparison): string {
  const isForest = sharesOf(panel, comparison).some(({ method }) => method === "fANOVA");
  return isForest
    ? `share of what the forest predicts of ${panel.response.name}`
    : `share of the variance of ${panel.response.name}`;
}

/** True where the shares of a panel rank nothing. */
function isNoise(panel: Panel, comparison: Comparison): boolean {
  return sharesOf(panel, comparison).some((one) => one.isNoise);
}

function sharesOf({ facets, response }: Panel, { importances }: Comparison): Importance[] {
  const key = levelKey(facets);
  return importances.filter(
    (one) => one.response === response.name && levelKey(one.facets) === key,
  );
}

function refuseNoFactor({ design, formula }: Comparison): void {
  if (design.factors.length > 0) return;
  throw new CeterisError(
    "CHART",
    `Importance is that of params and '${formula}' has none; name some, as in accuracy ~ lr + width, or all by accuracy ~ . .`,
  );
}

/** By their shares on average over the facets; what is no term, such as noise, last. */
function termsOf(comparison: Comparison, response: string): Terms {
  const own = comparison.importances.filter((one) => one.response === response);
  const groups = [...groupBy(own, ({ term }) => term)].map(([term, shares]) => ({
    term,
    kind: kindOf(term, comparison),
    share: mean(shares.map(({ share }) => share)),
  }));
  const ranked = groups
    .filter(({ kind }) => kind !== "noise")
    .toSorted((a, b) => b.share - a.share)
    .slice(0, MOST_TERMS);
  const noise = groups.filter(({ kind }) => kind === "noise");
  return { names: [...ranked, ...noise].map(({ term }) => term), count: groups.length };
}

function kindOf(term: string, { design }: Comparison): ImportanceBar["kind"] {
  if (design.factors.some(({ name }) => name === term)) return "factor";
  return term.endsWith("noise") ? "noise" : "interaction";
}

/** What a term is called on the axis. */
function termName(term: string, comparison: Comparison): string {
  const { block, factors } = comparison.design;
  const kind = kindOf(term, comparison);
  if (kind === "noise" && term !== "noise") return term;
  if (kind === "noise") return block === undefined ? "noise between runs" : `noise (${block})`;
  const names = factors.map(({ name }) => name);
  const pair = names.flatMap((one, i) =>
    names.slice(i + 1).flatMap((other) => (`${one}:${other}` === term ? [[one, other]] : [])),
  )[0];
  if (kind === "factor" || pair === undefined) return term;
  return pair.map((name) => shortenText(name, PAIRED_LIMIT, LABEL_SIZE)).join(" × ");
}

function barsOf(panel: Panel, { names }: Terms, comparison: Comparison): ImportanceBar[] {
  const own = sharesOf(panel, comparison);
  return names.map((term) => {
    const found = own.find((one) => one.term === term);
    const none = { share: NaN, lower: NaN, upper: NaN };
    const { share, lower, upper } = found ?? none;
    return {
      name: termName(term, comparison),
      kind: kindOf(term, comparison),
      share,
      lower,
      upper,
    };
  });
}

/** Where the axis ends: at the same share in all panels. */
function endOf(importances: readonly Importance[]): number {
  const ends = importances.flatMap(({ share, upper }) => [share, upper]).filter(Number.isFinite);
  return Math.min(1, 1.04 * Math.max(0.05, ...ends));
}

function importanceRows({ importances, design }: Comparison): SpecRow[] {
  const names = freeNames(
    design.facets.map(({ name }) => name),
    ["response", "term", "share", "lower", "upper", "method"],
  );
  return importances.map(({ response, facets, term, share, lower, upper, method }) => {
    const named = Object.fromEntries(names.map((name, i) => [name, facets[i] ?? null]));
    return { response, ...named, term, share, lower, upper, method };
  });
}

function sentences(comparison: Comparison, terms: readonly Terms[]): string[] {
  const { importances, importanceWarnings, design } = comparison;
  const methods = new Set(importances.map(({ method }) => method));
  const sizes = `n = ${valuesText(comparison)}`;
  const most = Math.max(0, ...terms.map(({ count }) => count));
  return [
    ...importanceWarnings,
    methods.has("ANOVA")
      ? `Omega squared by the balanced analysis of variance, which has no interval; ${sizes}`
      : "",
    methods.has("fANOVA")
      ? `${methods.size > 1 ? "Where the grid is not full, shares" : "Shares"} by the functional ANOVA of a random forest, with ${percentText(design.confidence)} interval and noise aside; ${sizes}`
      : "",
    importances.length > 0 && design.factors.length > 1
      ? "Light bars are interactions, beyond what their factors do alone"
      : "",
    importances.some((one) => one.isNoise) ? "Hollow bars rank nothing" : "",
    most > MOST_TERMS ? `The largest ${MOST_TERMS} of ${most} shares are drawn` : "",
    ...designSentences(comparison),
  ];
}

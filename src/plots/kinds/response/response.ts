import type { Comparison } from "../../../compare/comparison.js";
import type { Factor } from "../../../compare/types.js";
import { countText } from "../../../util/count-text.js";
import { CeterisError } from "../../../util/error.js";
import { censoredNote, hasCensored } from "../../parts/censored-marks.js";
import { capObservations } from "../../parts/cap-observations.js";
import type { DrawOptions } from "../../chart/chart-options.js";
import type { Chart } from "../../chart/chart.js";
import { checkDrawing } from "../../parts/check-drawing.js";
import { listedStyles } from "../../parts/comparison-look.js";
import { extent } from "../../marks/domain.js";
import { emptyNote, fixedScale, quantity } from "../../marks/encode.js";
import { labelEnds, type LineEnd } from "../../marks/end-labels.js";
import type { PlotArea } from "../../chart/fit-size.js";
import { type LevelStyle, levelStyles } from "../../look/level-style.js";
import { numberAxis, numberTicks, type Tick, zeroSentence } from "../../marks/number-axis.js";
import { observationRows } from "../../parts/observation-rows.js";
import type { PanelRows } from "../../parts/panel-layouts.js";
import { headed } from "../../parts/panel-heading.js";
import { type Panel, panelGrid } from "../../parts/panels.js";
import { type PanelPlace, panelsChart } from "../../parts/panels-chart.js";
import { rankLevels } from "../../parts/rank-levels.js";
import type { SpecPart } from "../../render/spec.js";
import { beyondNote, responseDomain } from "./response-beyond.js";
import { responseBins } from "./response-bins.js";
import { responseLayers } from "./response-layers.js";
import { type ResponseLook, roomyAxis, styleOf } from "./response-room.js";
import { shortenText } from "../../font/text-width.js";
import { LABEL_SIZE } from "../../look/theme.js";
import { designSentences } from "../../parts/sentences/design-sentences.js";
import { intervalWords, noIntervalSentence } from "../../parts/sentences/intervals.js";
import { sizeWords } from "../../parts/sentences/sizes.js";
import { valueAxis } from "../../marks/value-axis.js";
import { capital, percentText, rangeText, sizeLines } from "../../parts/words.js";
import { unitOfValues } from "../../parts/sentences/units.js";

const PANEL = { width: 460, all: 780, least: 180, height: 290, lessHeight: 210 } as const;

/** More points than this are thinned. */
const MOST_POINTS = 1500;

/** A grid tests so many values at most where it has one run of each. */
const MOST_SINGLE = 12;

/** Levels that stand out beside the control where there are too many for all. */
const MOST_BEST = 5;

/** Longest name at the end of a line, in px. */
const NAME_LIMIT = 180;

/**
 * The response against one numeric param: every run, and at each tested value the mean with its interval. A second
 * factor has the colour, facets and responses are panels. The axis is logarithmic where the formula says `log10(lr)` or
 * the values span two decades.
 *
 * In a random search, where every run has a value of its own, no value has a mean: there, runs with neighbouring values
 * are put into bins of equal numbers, and each bin has its mean and interval. With fewer than 24 runs only points are
 * drawn.
 *
 * @throws CeterisError CHART where the first factor has levels that are no numbers, or there are more than two factors
 */
export function response(comparison: Comparison, options: DrawOptions = {}): Chart {
  checkDrawing("response", comparison, options);
  const factor = numericFactor(comparison);
  const { design } = comparison;
  const unit = unitOfValues(design);
  const capped = capObservations(comparison.observations, MOST_POINTS, unit);
  const grid = panelGrid(comparison, capped.observations);
  const isSearch = factor.levels.length > MOST_SINGLE && comparison.cells.every(({ n }) => n <= 1);
  const domains = new Map(
    design.responses.map(({ name }) => [name, responseDomain(comparison, name)]),
  );
  const axis = numberAxis(factor);
  const styles = stylesOf(comparison, options);
  const shared = {
    design,
    styles,
    listed: listedStyles(comparison, 1, styles),
    isSearch,
  };
  return panelsChart(
    {
      comparison,
      kind: "Response plot",
      draws: isSearch ? searchDraws(comparison) : intervalWords(comparison),
      grid,
      usual: usualArea,
      sentences: () => [
        ...(isSearch ? searchSentences(comparison) : gridSentences(comparison)),
        ...designSentences(comparison),
        censoredNote(comparison, "△"),
        capped.note,
        beyondNote(comparison, domains),
        zeroSentence([factor]),
        ...crowdSentences(shared),
      ],
      view: (panel, place) => {
        const domain = domains.get(panel.response.name)!;
        const roomy = roomyAxis(axis, shared, place.width);
        return panelView(panel, { ...shared, axis: roomy, domain }, factor, place);
      },
      rows: observationRows(comparison),
    },
    options,
  );
}

function numericFactor({ design, formula }: Comparison): Factor {
  const [factor, , ...more] = design.factors;
  if (more.length > 0)
    throw new CeterisError(
      "CHART",
      `A response plot has a numeric factor and one for the colour, and '${formula}' has ${design.factors.length}; put the others behind |, as facets.`,
    );
  if (factor?.numeric === true) return factor;
  const found = factor === undefined ? "none" : `${factor.name}, whose levels are not all numbers`;
  throw new CeterisError(
    "CHART",
    `A response plot has a numeric param as its first factor and '${formula}' has ${found}; name one first, as in accuracy ~ lr, or draw it as 'estimation'.`,
  );
}

function stylesOf(comparison: Comparison, { colors }: DrawOptions): LevelStyle[] {
  const levels = comparison.design.factors[1]?.levels ?? [null];
  const control = levels[0] ?? null;
  const best = rankLevels(comparison, 1).filter((level) => level !== control);
  const standOut = [control, ...best.slice(0, MOST_BEST)];
  return levelStyles(levels, { standOut, ...(colors === undefined ? {} : { colours: colors }) });
}

function usualArea(grid: PanelRows): PlotArea {
  const columns = grid[0]?.length ?? 1;
  const width = Math.max(PANEL.least, Math.min(PANEL.width, PANEL.all / columns));
  const height = grid.length > 1 ? PANEL.lessHeight : PANEL.height;
  return { width: width * columns, height: height * grid.length };
}

function panelView(panel: Panel, look: ResponseLook, factor: Factor, place: PanelPlace): SpecPart {
  const { width, height } = place;
  const { axis, domain } = look;
  const name = factor.columns?.join(", ") ?? factor.name;
  return headed(place.isTop ? panel.heading : "", {
    width,
    height,
    encoding: {
      x: quantity("x", {
        scale: fixedScale(axis.domain),
        axis: numberTicks(axis, place.isBottom ? name : "", ticksOf(panel, factor), width),
      }),
      y: quantity("value", {
        scale: fixedScale(domain),
        axis: valueAxis(panel.response.name, height, place.isFirst, domain),
      }),
    },
    layer: [
      ...responseLayers(panel, look, place),
      ...(panel.observations.length === 0 ? [emptyNote(panel.empty, width, height)] : []),
      ...(place.isLast && look.design.factors.length > 1
        ? labelEnds(endsOf(panel, look, place), width, height)
        : []),
    ],
  });
}

/** Tested values, with the runs that failed there, or never got there. */
function ticksOf({ cells }: Panel, { levels }: Factor): Tick[] {
  return levels.map((level) => {
    const own = cells.filter((cell) => cell.levels[0] === level);
    const failed = own.reduce((sum, cell) => sum + cell.failed, 0);
    return {
      value: Number(level),
      more: [
        ...(hasCensored(own) ? sizeLines(own.map((cell) => ({ ...cell, failed: 0 }))) : []),
        ...(failed === 0 ? [] : [`${failed} failed`]),
      ],
    };
  });
}

/** The names of the groups, where their last means are. */
function endsOf(panel: Panel, look: ResponseLook, { height }: PanelPlace): LineEnd[] {
  const [, high] = look.domain;
  return look.styles
    .filter((style) => style.standsOut && look.listed.includes(style))
    .map((style) => {
      const last = lastMean(panel, look, style);
      return {
        text: shortenText(style.text, NAME_LIMIT, LABEL_SIZE),
        colour: style.colour,
        dash: [],
        at: Number.isFinite(last) ? ((high - last) / extent(look.domain)) * height : undefined,
      };
    });
}

function lastMean(
  panel: Panel,
  { design, isSearch, styles }: ResponseLook,
  style: LevelStyle,
): number {
  const own = <Entry extends { readonly levels: Panel["cells"][number]["levels"] }>(
    entries: readonly Entry[],
  ): Entry[] => entries.filter(({ levels }) => styleOf(levels, styles) === style);
  if (isSearch) return responseBins(own(panel.observations), design.confidence).at(-1)?.mean ?? NaN;
  const cells = own(panel.cells).filter(({ estimate }) => Number.isFinite(estimate));
  const last = Math.max(...cells.map(({ levels }) => Number(levels[0])));
  return cells.find(({ levels }) => Number(levels[0]) === last)?.estimate ?? NaN;
}

/** What tells the levels of a second factor apart, and where they stand. */
function crowdSentences({
  design,
  isSearch,
  styles,
}: Omit<ResponseLook, "axis" | "domain">): string[] {
  const grey = styles.filter(({ standsOut }) => !standsOut).length;
  const best = design.responses[0]?.direction === undefined ? "" : ` and the best ${MOST_BEST}`;
  return [
    isSearch || styles.length === 1 ? "" : "Levels at one value stand side by side",
    grey === 0
      ? ""
      : `Colour marks the control${best}; of ${countText(grey, "more level")} only the means, in grey`,
  ];
}

function gridSentences(comparison: Comparison): string[] {
  const units = capital(`${unitOfValues(comparison.design)}s`);
  return [
    `${units} with their ${intervalWords(comparison)}; ${sizeWords(comparison)}`,
    noIntervalSentence(comparison.cells),
  ];
}

/** What bins have is drawn of a random search, where there are any. */
function searchDraws(comparison: Comparison): string {
  const { confidence } = comparison.design;
  return hasBins(comparison)
    ? `values, and means of bins with ${percentText(confidence)} t interval,`
    : "values";
}

function hasBins(comparison: Comparison): boolean {
  const panels = panelGrid(comparison).flat();
  return panels.some(
    ({ observations }) => responseBins(observations, comparison.design.confidence).length > 0,
  );
}

/** Says what the bars are, and that what varies beside the param is in them. */
function searchSentences(comparison: Comparison): string[] {
  const { design } = comparison;
  const panels = panelGrid(comparison).flat();
  const counts = rangeText(panels.map(({ observations }) => observations.length));
  return [
    `Each run has a value of its own; n = ${counts} runs${panels.length > 1 ? " per panel" : ""}`,
    hasBins(comparison)
      ? `Bars are means of runs with neighbouring values, with their ${percentText(design.confidence)} t interval; whatever else varies between runs is in them`
      : "They are too few for a summary",
  ];
}

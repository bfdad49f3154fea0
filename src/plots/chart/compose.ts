import { CeterisError } from "../../util/error.js";
import { titleTexts, type TitleTexts } from "./caption.js";
import { Chart } from "./chart.js";
import { chartTitle } from "./chart-title.js";
import { freeNames } from "./free-names.js";
import { paperNote, withCaption, withPaper } from "./paper.js";
import { VEGA_LITE_SCHEMA, type SpecPart, type SpecRow } from "../render/spec.js";

/** Px between charts. */
const SPACING = 30;

/** Size of a chart's heading below a title, in px. */
const HEADING_SIZE = 12;

/** What belongs to a whole picture, not to a part of it. */
const TOP_LEVEL = new Set([
  "$schema",
  "config",
  "usermeta",
  "description",
  "background",
  "padding",
  "autosize",
]);

/** Scales that charts would else share: one chart's colours have nothing to do with another's. */
const OWN_SCALES = [
  "x",
  "y",
  "color",
  "fill",
  "stroke",
  "shape",
  "strokeDash",
  "opacity",
  "size",
] as const;

/**
 * Charts side by side, as one chart that saves and displays.
 *
 * @throws CeterisError CHART for no charts, and for charts of different themes or font sizes
 *
 * @example
 * hconcat(a, b).save("figure-1.pdf");
 */
export function hconcat(...charts: readonly Chart[]): Chart {
  return composed("hconcat", charts, "side by side");
}

/** Charts below each other, as `hconcat`. */
export function vconcat(...charts: readonly Chart[]): Chart {
  return composed("vconcat", charts, "below each other");
}

export interface FacetChartsOptions {
  /** Charts in a row. Default: all in one row, up to 3. */
  readonly columns?: number;
}

/**
 * Charts in rows, each under a heading in place of its own title: one chart per data set, say. A title and a subtitle that
 * all have stand above all. Scales are each chart's own.
 *
 * @param charts by their headings
 * @throws CeterisError CHART as `hconcat`, and for a number of columns that is none
 *
 * @example
 * facetCharts({ mnist: a, cifar: b }, { columns: 1 });
 */
export function facetCharts(
  charts: Readonly<Record<string, Chart>>,
  { columns }: FacetChartsOptions = {},
): Chart {
  const headings = Object.keys(charts);
  const wanted = columns ?? Math.min(3, headings.length);
  if (columns !== undefined && !(Number.isInteger(columns) && columns > 0)) {
    throw new CeterisError(
      "CHART",
      `facetCharts cannot lay charts in ${String(columns)} columns; give a whole number from 1.`,
    );
  }
  const all = checked("facetCharts", Object.values(charts));
  const shared = sharedTitle(all);
  const views = all.map((chart, i) => ({
    ...viewOf(chart),
    title: headingOf(headings[i]!, chart, shared),
  }));
  const wide = all.slice(0, wanted).reduce((sum, { size }) => sum + size.width + SPACING, -SPACING);
  return figure(all, {
    composition: { ...aboveAll(shared, wide), concat: views, columns: wanted },
    where: "for " + headings.join(", "),
    caption: facetCaption(all, headings),
  });
}

/** What the charts have in common above them; an empty text where they differ. */
function sharedTitle(charts: readonly Chart[]): TitleTexts {
  const texts = charts.map(({ spec }) => titleTexts(spec));
  const [first] = texts;
  const common = (part: keyof TitleTexts): string =>
    texts.every((one) => one[part] === first![part]) ? first![part] : "";
  return { title: common("title"), subtitle: common("subtitle") };
}

function aboveAll({ title, subtitle }: TitleTexts, width: number): SpecPart {
  const whole = chartTitle({ title, sentences: [subtitle] }, width);
  return whole === undefined ? {} : { title: whole };
}

/** The heading in place of a chart's title, above what only this chart says. */
function headingOf(heading: string, { spec, size }: Chart, shared: TitleTexts): SpecPart {
  const { subtitle } = titleTexts(spec);
  const own = subtitle === shared.subtitle ? [] : [subtitle];
  const title = chartTitle({ title: heading, sentences: own }, size.width) ?? {};
  return shared.title === "" ? title : { ...title, fontSize: HEADING_SIZE };
}

function facetCaption(charts: readonly Chart[], headings: readonly string[]): string {
  const captions = charts.map(({ caption }) => caption);
  return new Set(captions).size === 1
    ? captions[0]!
    : captions.map((caption, i) => `${headings[i]!}: ${caption}`).join(" ");
}

function composed(operator: "hconcat" | "vconcat", charts: readonly Chart[], where: string): Chart {
  const all = checked(operator, charts);
  const caption = all.map((chart) => chart.caption).join(" ");
  return figure(all, { composition: { [operator]: all.map(viewOf) }, where, caption });
}

/** How charts are put together. */
interface Figure {
  readonly composition: SpecPart;
  readonly where: string;
  readonly caption: string;
}

function figure(charts: readonly Chart[], { composition, where, caption }: Figure): Chart {
  const [first] = charts;
  const resolve = { scale: Object.fromEntries(OWN_SCALES.map((one) => [one, "independent"])) };
  const spec = {
    $schema: VEGA_LITE_SCHEMA,
    ...composition,
    spacing: SPACING,
    resolve,
    config: first!.spec["config"],
  };
  const note = paperNote(first!.spec);
  return new Chart({
    spec: withCaption(withPaper(spec, note && { scale: note.scale, unit: note.unit }), caption),
    description: `${charts.length} charts ${where}: ${charts.map(({ description }) => description).join(" ")}`,
    rows: charts.flatMap((chart, i) => rowsOf(chart, i + 1)),
  });
}

function viewOf({ spec }: Chart): SpecPart {
  return Object.fromEntries(Object.entries(spec).filter(([key]) => !TOP_LEVEL.has(key)));
}

/** The rows of a chart after the number of the chart. */
function rowsOf(chart: Chart, number: number): SpecRow[] {
  const table = chart.data();
  const names = freeNames(table.columnNames(), ["chart"]);
  return (table.objects() as SpecRow[]).map((row) => ({
    chart: number,
    ...Object.fromEntries(Object.values(row).map((value, i) => [names[i], value])),
  }));
}

function checked(operator: string, charts: readonly Chart[]): readonly Chart[] {
  if (charts.length === 0) throw refused(operator, "there are none", "give one chart or more");
  const foreign = charts.findIndex((chart) => !(chart instanceof Chart));
  if (foreign >= 0) {
    const what = `the ${ordinal(foreign)} is no chart`;
    throw refused(operator, what, "give what comparison.chart(), plot or curves returned");
  }
  const looks = charts.map(({ spec }) => JSON.stringify([spec["config"], paperNote(spec)?.scale]));
  const other = looks.findIndex((look) => look !== looks[0]);
  if (other >= 0) {
    const what = `the ${ordinal(other)} has another theme or font size than the first`;
    throw refused(operator, what, "draw all of them with the same theme and fontSize");
  }
  return charts;
}

function refused(operator: string, what: string, remedy: string): CeterisError {
  return new CeterisError("CHART", `${operator} cannot put charts together: ${what}; ${remedy}.`);
}

function ordinal(index: number): string {
  return ["first", "second", "third"][index] ?? `${index + 1}th`;
}

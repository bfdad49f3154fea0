import { Ajv, type ValidateFunction } from "ajv";
import type { Chart } from "../../src/plots/chart/chart.js";
import { compileSpec } from "../../src/plots/render/compile-spec.js";
import { withoutHits } from "../../src/plots/render/without-hits.js";
import { renderSvg } from "../../src/plots/render/render-svg.js";
import { drawWithVega5, vegaLite5Schema } from "../tools/vega5.js";
import { textTrouble } from "./text-boxes.js";

let schema: ValidateFunction | undefined;

/**
 * What is wrong with a chart, in words; empty where nothing is. Every chart has to be valid by the schema of
 * Vega-Lite 5, to compile and draw without a warning in both versions, to have no text that covers other text or is
 * cut off, and to give the same bytes again.
 */
export async function chartTrouble(chart: Chart): Promise<string[]> {
  const { svg, warnings } = renderSvg(chart.spec);
  return [
    ...schemaTrouble(chart),
    ...warnings,
    ...compileSpec(chart.spec).warnings,
    ...(/NaN|Infinity|undefined/.test(svg) ? ["a number is not finite"] : []),
    ...textTrouble(svg),
    ...(renderSvg(chart.spec).svg === svg ? [] : ["a second drawing differs"]),
    ...(Buffer.from(chart.toPDF()).equals(chart.toPDF()) ? [] : ["a second PDF differs"]),
    ...(await vega5Trouble(chart, svg)),
  ];
}

function schemaTrouble({ spec }: Chart): string[] {
  schema ??= new Ajv({ strict: false, validateFormats: false }).compile(vegaLite5Schema());
  if (schema(spec)) return [];
  return (schema.errors ?? [])
    .slice(0, 3)
    .map(({ instancePath, message }) => `${instancePath} ${message}`);
}

/** Vega 5 guesses the widths of texts, so that its picture differs in sizes, not in what is drawn. */
async function vega5Trouble({ spec }: Chart, svg: string): Promise<string[]> {
  try {
    const drawn = await drawWithVega5(withoutHits(spec));
    return marksOf(drawn) === marksOf(svg) ? [] : ["Vega 5 draws other marks"];
  } catch (error) {
    return [String(error)];
  }
}

function marksOf(svg: string): number {
  return svg.match(/<(?:path|text|line|rect)\b/g)?.length ?? 0;
}

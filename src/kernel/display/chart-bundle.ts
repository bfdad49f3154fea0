import type { DisplayData } from "./display-data.js";

/** What the bundle needs of a chart. */
export interface DrawnChart {
  /** A Vega-Lite specification with the v5 `$schema`, the version that front ends draw. */
  readonly spec: object;
  readonly description: string;
  /** In CSS pixels. */
  readonly size: { readonly width: number; readonly height: number };
  toSVG(): string;
  toPNG(options: { readonly scale: number }): Uint8Array;
}

const VEGA_LITE = "application/vnd.vegalite.v5+json";
const SCALE = 2;

/**
 * A chart as Vega-Lite, as a picture of twice the resolution, and as text. No `text/html`: JupyterLab would prefer it
 * to Vega-Lite. The picture is what GitHub, nbconvert and notebooks that are not trusted show; it is an SVG where the
 * machine cannot make a PNG.
 */
export function chartBundle(chart: DrawnChart): DisplayData {
  const picture = drawPicture(chart);
  return {
    data: {
      [VEGA_LITE]: chart.spec,
      [picture.type]: picture.content,
      "text/plain": chart.description,
    },
    metadata: { [picture.type]: { width: chart.size.width, height: chart.size.height } },
  };
}

function drawPicture(chart: DrawnChart): { type: string; content: string } {
  try {
    return {
      type: "image/png",
      content: Buffer.from(chart.toPNG({ scale: SCALE })).toString("base64"),
    };
  } catch {
    return { type: "image/svg+xml", content: chart.toSVG() };
  }
}

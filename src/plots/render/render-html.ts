import { escapeMarkup } from "../../util/markup.js";
import { fontFaces } from "../font/embed-font.js";
import { compileSpec } from "./compile-spec.js";
import { drawnText } from "./embed-svg.js";
import { PAGE_HINT, PAGE_SCRIPT, pageStyle } from "./page.js";
import { isSpecPart } from "./merge-spec.js";
import type { VegaLiteSpec } from "./spec.js";
import { vegaSource } from "./vega-runtime.js";

const PRINTABLE_ASCII = String.fromCodePoint(...Array.from({ length: 95 }, (_, i) => i + 32));

/** What a page is told beside its chart. */
export interface PageParts {
  /** The chart as drawn here, for the characters it needs. */
  readonly svg: string;
  /** Of the page, in its tab. */
  readonly title: string;
  /** Width of the chart as CSS has it, where it is not that of its layout. */
  readonly width?: string;
}

/**
 * One HTML page that draws the chart, with tooltips, without a network. The specification is compiled here, so
 * that the page carries Vega alone.
 */
export function renderHtml(spec: VegaLiteSpec, { svg, title, width }: PageParts): string {
  const compiled = JSON.stringify(compileSpec(spec).vega);
  const { normal, bold } = drawnText(svg);
  const fonts = fontFaces({ normal: normal + PRINTABLE_ASCII + compiled, bold: bold + " " });
  return [
    "<!doctype html>",
    '<html lang="en">',
    "<head>",
    '<meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    `<title>${escapeMarkup(title)}</title>`,
    `<style>${fonts}${pageStyle(groundOf(spec), width)}</style>`,
    "</head>",
    "<body>",
    '<div id="chart"></div>',
    `<p id="hint" hidden>${PAGE_HINT}</p>`,
    '<div id="tooltip" role="status" hidden></div>',
    `<script>${inScript(vegaSource())}</script>`,
    `<script id="spec" type="application/json">${jsonInScript(compiled)}</script>`,
    `<script>${PAGE_SCRIPT}</script>`,
    "</body>",
    "</html>",
    "",
  ].join("\n");
}

/** The colour behind a chart, if it is one: text of the specification gets no further into the style. */
function groundOf({ config }: VegaLiteSpec): string {
  const ground = isSpecPart(config) ? config["background"] : undefined;
  return typeof ground === "string" && /^(?:\w+|#\w+)$/.test(ground) ? ground : "white";
}

/** A script element ends at the first `</script`, wherever it stands. */
function inScript(code: string): string {
  return code.replaceAll(/<\/(script)/gi, "<\\/$1");
}

function jsonInScript(json: string): string {
  return json.replaceAll("<", "\\u003c");
}

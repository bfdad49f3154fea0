import { collectingLogger, compileSpec } from "./compile-spec.js";
import { noteBoxes } from "../font/note-boxes.js";
import { drawError } from "./draw-error.js";
import { drawnText } from "./embed-svg.js";
import type { VegaLiteSpec } from "./spec.js";
import { withoutHits } from "./without-hits.js";
import { vegaRuntime, type VegaSpec, type VegaView } from "./vega-runtime.js";

/** A drawn chart. */
export interface Drawing {
  /** SVG without an embedded font. */
  readonly svg: string;
  /** Of the whole picture, in px. */
  readonly width: number;
  readonly height: number;
  /** What the compiler and the renderer warned of. */
  readonly warnings: readonly string[];
}

/** Draws what can be seen of a specification, at once and without a browser. */
export function renderSvg(spec: VegaLiteSpec): Drawing {
  const { vega, warnings } = compileSpec(withoutHits(spec));
  const messages = [...warnings];
  try {
    const drawing = draw(vega, messages);
    const { normal, bold } = drawnText(drawing.svg);
    noteBoxes(normal + bold);
    return { ...drawing, warnings: messages };
  } catch (cause) {
    throw drawError(cause);
  }
}

function draw(spec: VegaSpec, messages: string[]): Pick<Drawing, "svg" | "width" | "height"> {
  const { vega } = vegaRuntime();
  const view = new vega.View(vega.parse(spec), { renderer: "none" });
  try {
    const errors: unknown[] = [];
    view.logger(collectingLogger(messages, errors)).run();
    if (errors.length > 0) throw errors[0];
    return serialize(view);
  } finally {
    view.finalize();
  }
}

/** What `view.toSVG()` does, without its promise. */
function serialize(view: VegaView): Pick<Drawing, "svg" | "width" | "height"> {
  const { vega } = vegaRuntime();
  const padding = view.padding();
  const width = view._viewWidth + padding.left + padding.right;
  const height = view._viewHeight + padding.top + padding.bottom;
  const origin = [padding.left + view._origin[0], padding.top + view._origin[1]];
  vega.resetSVGDefIds();
  const svg = new vega.SVGStringRenderer(view.loader())
    .initialize(null, width, height, origin, 1)
    .background(view.background())
    .render(view.scenegraph().root)
    .svg();
  return { svg, width, height };
}

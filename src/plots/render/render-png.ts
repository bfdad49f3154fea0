import { createRequire } from "node:module";
import type * as ResvgModule from "@resvg/resvg-js";
import { CeterisError } from "../../util/error.js";
import { fontFile } from "../font/font.js";
import { drawError } from "./draw-error.js";

const require = createRequire(import.meta.url);

export interface PngOptions {
  /** Pixels of the image per px of the chart. Default 2, sharp on dense screens and in print. */
  readonly scale?: number;
}

/** Turns SVG into a PNG on a white ground. Text is drawn in our own font whatever the machine has. */
export function renderPng(svg: string, options: PngOptions = {}): Uint8Array {
  const scale = options.scale ?? 2;
  if (!(scale > 0 && scale <= 20)) {
    throw new CeterisError(
      "CHART",
      `The scale of a PNG is ${scale}; give a number above 0 and up to 20.`,
    );
  }
  // Native: loaded on first use, so that everything else works where its binary is missing.
  const { Resvg } = require("@resvg/resvg-js") as typeof ResvgModule;
  try {
    const image = new Resvg(svg, {
      background: "white",
      fitTo: { mode: "zoom", value: scale },
      font: {
        loadSystemFonts: false,
        fontFiles: [fontFile("normal"), fontFile("bold")],
        defaultFontFamily: "DejaVu Sans",
      },
    });
    return new Uint8Array(image.render().asPng());
  } catch (cause) {
    throw drawError(cause);
  }
}

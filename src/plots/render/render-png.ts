import { createRequire } from "node:module";
import type * as ResvgModule from "@resvg/resvg-js";
import { checkOptions, NUMBER, type OptionKinds } from "../../util/check-options.js";
import { CeterisError } from "../../util/error.js";
import { fontFile } from "../font/font.js";
import { drawError } from "./draw-error.js";
import { withDensity } from "./png-density.js";
import { withFontFiles } from "./png-fonts.js";

const require = createRequire(import.meta.url);

export interface PngOptions {
  /** Pixels of the image per px of the chart. Default 2, sharp on dense screens and in print. */
  readonly scale?: number;
  /** Pixels per inch of paper, in place of `scale`: 96 is a scale of 1. The image says so itself. */
  readonly dpi?: number;
}

/** Pixels per inch at a scale of 1. */
const PX_PER_INCH = 96;

const MOST_SCALE = 20;

const PNG_OPTIONS: OptionKinds<PngOptions> = { scale: NUMBER, dpi: NUMBER };

/**
 * Refuses what makes no PNG.
 *
 * @param call - whose options they are
 * @throws CeterisError `USAGE` or `CHART` naming an option that does not exist, or its value
 */
export function checkPngOptions(call: string, options: unknown): asserts options is PngOptions {
  checkOptions(call, options, PNG_OPTIONS);
  scaleOf(options as PngOptions);
}

/** Turns SVG into a PNG. Text is drawn in our own font; in one of the machine where ours lacks a character. */
export function renderPng(svg: string, options: PngOptions = {}): Uint8Array {
  const scale = scaleOf(options);
  // Native: loaded on first use, so that everything else works where its binary is missing.
  const { Resvg } = require("@resvg/resvg-js") as typeof ResvgModule;
  try {
    const png = withFontFiles(svg, (spans, fontFiles) => {
      const image = new Resvg(spans, {
        background: "white",
        fitTo: { mode: "zoom", value: scale },
        font: {
          loadSystemFonts: false,
          fontFiles: [fontFile("normal"), fontFile("bold"), ...fontFiles],
          defaultFontFamily: "DejaVu Sans",
        },
      });
      return new Uint8Array(image.render().asPng());
    });
    return options.dpi === undefined ? png : withDensity(png, options.dpi);
  } catch (cause) {
    throw drawError(cause);
  }
}

function scaleOf({ scale, dpi }: PngOptions): number {
  if (scale !== undefined && dpi !== undefined) {
    throw new CeterisError(
      "CHART",
      `A PNG has a scale of ${scale} or a resolution of ${dpi} dpi, not both; leave one out.`,
    );
  }
  if (dpi === undefined) return checked(scale ?? 2, MOST_SCALE, "scale", "");
  return checked(dpi, MOST_SCALE * PX_PER_INCH, "resolution", " dpi") / PX_PER_INCH;
}

function checked(value: number, most: number, name: string, unit: string): number {
  if (value > 0 && value <= most) return value;
  throw new CeterisError(
    "CHART",
    `The ${name} of a PNG is ${value}${unit}; give a number above 0 and up to ${most}.`,
  );
}

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { compileFunction } from "node:vm";
import { textWidth } from "../font/text-width.js";

/** Collects what Vega and Vega-Lite would print. */
export interface VegaLogger {
  level(value?: number): number | VegaLogger;
  error(...messages: readonly unknown[]): VegaLogger;
  warn(...messages: readonly unknown[]): VegaLogger;
  info(...messages: readonly unknown[]): VegaLogger;
  debug(...messages: readonly unknown[]): VegaLogger;
}

/** A compiled Vega specification. */
export type VegaSpec = Readonly<Record<string, unknown>>;

interface TextItem {
  readonly fontSize?: number;
  readonly fontWeight?: string | number;
  readonly limit?: number;
}

export interface VegaView {
  readonly _viewWidth: number;
  readonly _viewHeight: number;
  readonly _origin: readonly [number, number];
  logger(logger: VegaLogger): VegaView;
  run(): VegaView;
  padding(): {
    readonly left: number;
    readonly right: number;
    readonly top: number;
    readonly bottom: number;
  };
  loader(): unknown;
  background(): string;
  scenegraph(): { readonly root: unknown };
  finalize(): void;
}

interface SvgRenderer {
  initialize(
    element: null,
    width: number,
    height: number,
    origin: readonly number[],
    scale: number,
  ): SvgRenderer;
  background(colour: string): SvgRenderer;
  render(root: unknown): SvgRenderer;
  svg(): string;
}

/** Red, green and blue up to 255, NaN where CSS has no such colour. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly opacity: number;
}

/** The part of Vega and Vega-Lite that drawing needs. */
export interface VegaRuntime {
  readonly vega: {
    readonly View: new (dataflow: unknown, options: { renderer: "none" }) => VegaView;
    readonly SVGStringRenderer: new (loader: unknown) => SvgRenderer;
    readonly textMetrics: { width: (item: TextItem, text: unknown) => number };
    parse(spec: VegaSpec): unknown;
    /** A function of Vega's expression language, such as `rgb`. */
    expressionFunction(name: "rgb"): (colour: string) => Colour;
    resetSVGDefIds(): void;
  };
  readonly vegaLite: {
    compile(spec: object, options: { logger: VegaLogger }): { readonly spec: VegaSpec };
    resetIdCounter(): void;
  };
}

const require = createRequire(import.meta.url);
let runtime: VegaRuntime | undefined;

/**
 * Vega and Vega-Lite, loaded on first use from the UMD builds that their packages ship. Their ES modules have
 * top-level await, which would keep a notebook from loading ceteris by `require`.
 */
export function vegaRuntime(): VegaRuntime {
  runtime ??= loadRuntime();
  return runtime;
}

/** Source of the UMD build of Vega, for a page that draws by itself. */
export function vegaSource(): string {
  return readFileSync(vegaFile(), "utf8");
}

function loadRuntime(): VegaRuntime {
  const vega = loadUmd(vegaFile(), {}) as VegaRuntime["vega"];
  const vegaLite = loadUmd(vegaLiteFile(), { vega }) as VegaRuntime["vegaLite"];
  vega.textMetrics.width = (item, text) => itemWidth(item, text);
  return { vega, vegaLite };
}

function vegaFile(): string {
  return join(dirname(require.resolve("vega/vega-schema.json")), "vega.min.js");
}

function vegaLiteFile(): string {
  return join(dirname(require.resolve("vega-lite/vega-lite-schema.json")), "vega-lite.min.js");
}

function loadUmd(file: string, dependencies: Readonly<Record<string, unknown>>): unknown {
  const module = { exports: {} };
  const parameters = ["module", "exports", "require"];
  const load = compileFunction(readFileSync(file, "utf8"), parameters, { filename: file });
  load.call(undefined, module, module.exports, (name: string) => dependencies[name]);
  return module.exports;
}

/** Without a canvas Vega guesses widths from the number of characters; this measures the font that is drawn. */
function itemWidth(item: TextItem, text: unknown): number {
  const weight = item.fontWeight === "bold" || Number(item.fontWeight) >= 600 ? "bold" : "normal";
  const width = textWidth(String(text ?? ""), item.fontSize ?? 11, weight);
  return item.limit !== undefined && item.limit > 0 ? Math.min(width, item.limit) : width;
}

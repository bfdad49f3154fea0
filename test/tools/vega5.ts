import { readFileSync } from "node:fs";
import { join } from "node:path";
import { compileFunction } from "node:vm";
import type { VegaLiteSpec } from "../../src/plots/render/spec.js";
import { CACHE } from "./project.js";

/** What JupyterLab and VS Code draw with. */
interface Vega5 {
  readonly View: new (dataflow: unknown, options: object) => View;
  parse(spec: object): unknown;
}

interface View {
  logger(logger: object): View;
  toSVG(): Promise<string>;
  finalize(): void;
}

interface VegaLite5 {
  compile(spec: object, options: object): { readonly spec: object };
}

const MODULES = join(CACHE, "vega5", "node_modules");
const vega = load(join(MODULES, "vega", "build", "vega.min.js"), {}) as Vega5;
const vegaLite = load(join(MODULES, "vega-lite", "build", "vega-lite.min.js"), {
  vega,
}) as VegaLite5;

/** The JSON schema of Vega-Lite 5. */
export function vegaLite5Schema(): object {
  return JSON.parse(
    readFileSync(join(MODULES, "vega-lite", "build", "vega-lite-schema.json"), "utf8"),
  ) as object;
}

/** Draws a specification with Vega-Lite 5 and Vega 5; any warning is an error. */
export async function drawWithVega5(spec: VegaLiteSpec): Promise<string> {
  const refuse = (...words: readonly unknown[]): never => {
    throw new Error(`Vega 5 warns: ${words.map(String).join(" ")}`);
  };
  const quiet = (): object => logger;
  const logger = { level: quiet, error: refuse, warn: refuse, info: quiet, debug: quiet };
  const copy = JSON.parse(JSON.stringify(spec)) as object;
  const view = new vega.View(vega.parse(vegaLite.compile(copy, { logger }).spec), {
    renderer: "none",
  });
  try {
    return await view.logger(logger).toSVG();
  } finally {
    view.finalize();
  }
}

function load(file: string, known: Readonly<Record<string, unknown>>): unknown {
  const module = { exports: {} };
  const run = compileFunction(readFileSync(file, "utf8"), ["module", "exports", "require"]);
  run.call(undefined, module, module.exports, (name: string) => known[name]);
  return module.exports;
}

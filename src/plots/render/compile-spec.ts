import { drawError } from "./draw-error.js";
import { plainSpec } from "./plain-spec.js";
import type { VegaLiteSpec } from "./spec.js";
import { vegaRuntime, type VegaLogger, type VegaSpec } from "./vega-runtime.js";

/** A compiled chart, and what the compiler had to say about it. */
export interface CompiledSpec {
  readonly vega: VegaSpec;
  readonly warnings: readonly string[];
}

/** A logger that keeps warnings in one list and errors, which Vega logs and goes on, in another. */
export function collectingLogger(messages: string[], errors: unknown[] = messages): VegaLogger {
  const collect = (...parts: readonly unknown[]): VegaLogger => {
    messages.push(parts.map(String).join(" "));
    return logger;
  };
  const ignore = (): VegaLogger => logger;
  const logger: VegaLogger = {
    level: (value) => (value === undefined ? 1 : logger),
    error: (...parts) => {
      errors.push(...parts);
      return logger;
    },
    warn: collect,
    info: ignore,
    debug: ignore,
  };
  return logger;
}

/** Compiles Vega-Lite to Vega. The same specification gives the same result, however many were compiled before. */
export function compileSpec(spec: VegaLiteSpec): CompiledSpec {
  const { vegaLite } = vegaRuntime();
  const warnings: string[] = [];
  vegaLite.resetIdCounter();
  try {
    // A copy: Vega puts its own marks on the rows it is given.
    const copy = plainSpec(spec);
    const { spec: vega } = vegaLite.compile(copy, { logger: collectingLogger(warnings) });
    return { vega, warnings };
  } catch (cause) {
    throw drawError(cause);
  }
}

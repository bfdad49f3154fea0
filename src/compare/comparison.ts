import type { ColumnTable } from "arquero";
import { toMarkdown, toRows } from "../frame/to-text-formats.js";
import type { Contrast, Design, Estimate, Observation, Verdict } from "./types.js";

/** What a comparison is made of; `compare` computes it. */
export interface ComparisonParts {
  readonly formula: string;
  readonly design: Design;
  readonly observations: readonly Observation[];
  readonly cells: readonly Estimate[];
  readonly differences: readonly Contrast[];
  readonly estimates: ColumnTable;
  readonly contrasts: ColumnTable;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly warnings: readonly string[];
}

/** A comparison as plain data. */
export interface ComparisonJSON {
  readonly formula: string;
  readonly verdict: Verdict;
  readonly summary: string;
  readonly estimates: readonly Record<string, unknown>[];
  readonly contrasts: readonly Record<string, unknown>[];
  readonly warnings: readonly string[];
}

/**
 * The answer to `interest ~ parameters`. Tables, sentences and charts are views of it; it holds no state and
 * computes nothing.
 */
export class Comparison implements ComparisonParts {
  /** The formula as it was written. */
  readonly formula: string;
  /** The formula resolved against the runs: responses, factors, facets, pairing. */
  readonly design: Design;
  /** One number per run: the points of a chart. */
  readonly observations: readonly Observation[];
  /** One entry per cell, the rows of `estimates`. */
  readonly cells: readonly Estimate[];
  /** One entry per level against its control, the rows of `contrasts`. */
  readonly differences: readonly Contrast[];
  /** Columns: response, the facets, the factors, n, failed, estimate, lower, upper, sd. */
  readonly estimates: ColumnTable;
  /**
   * Columns: response, the facets, the factors after the first, level, control, n, difference, lower, upper, t,
   * df, p, p_adjusted, p_exact, p_smallest, hedges_g, cliffs_delta, paired.
   */
  readonly contrasts: ColumnTable;
  readonly verdict: Verdict;
  /** Sentences fit for a paper. */
  readonly summary: string;
  readonly warnings: readonly string[];

  constructor(parts: ComparisonParts) {
    this.formula = parts.formula;
    this.design = parts.design;
    this.observations = parts.observations;
    this.cells = parts.cells;
    this.differences = parts.differences;
    this.estimates = parts.estimates;
    this.contrasts = parts.contrasts;
    this.verdict = parts.verdict;
    this.summary = parts.summary;
    this.warnings = parts.warnings;
  }

  /** What `ceteris compare --json` prints: the tables as rows; what is not defined is null. */
  toJSON(): ComparisonJSON {
    const { formula, verdict, summary, warnings } = this;
    return {
      formula,
      verdict,
      summary,
      estimates: toRows(this.estimates),
      contrasts: toRows(this.contrasts),
      warnings,
    };
  }

  /** The summary, and both tables in Markdown. */
  toMarkdown(): string {
    const tables = [this.contrasts, this.estimates]
      .filter((table) => table.numRows() > 0)
      .map(toMarkdown);
    return [`\`${this.formula}\`: ${this.verdict}.\n`, `${this.summary}\n`, ...tables].join("\n");
  }
}

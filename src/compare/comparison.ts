import type { ColumnTable } from "arquero";
import { toRows } from "../frame/to-text-formats.js";
import { comparisonLatex, type ComparisonLatexOptions } from "./comparison-latex.js";
import { comparisonMarkdown } from "./comparison-markdown.js";
import { checkSeedsNeeded } from "./options.js";
import { importanceOf, type ImportanceAnswer } from "./importance.js";
import { seedsNeededTable } from "./seeds-needed.js";
import { importanceTable } from "./tables.js";
import type {
  Contrast,
  Design,
  Estimate,
  Failure,
  Importance,
  MeanRanks,
  Observation,
  OmnibusTest,
  PooledContrast,
  Verdict,
} from "./types.js";

/** What a comparison is made of; `compare` computes it. */
export interface ComparisonParts {
  readonly formula: string;
  readonly design: Design;
  readonly observations: readonly Observation[];
  readonly failures: readonly Failure[];
  readonly cells: readonly Estimate[];
  readonly differences: readonly Contrast[];
  readonly averages: readonly PooledContrast[];
  readonly omnibus: readonly OmnibusTest[];
  readonly ranks: readonly MeanRanks[];
  readonly estimates: ColumnTable;
  readonly contrasts: ColumnTable;
  readonly pooled: ColumnTable;
  readonly tests: ColumnTable;
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
  readonly tests: readonly Record<string, unknown>[];
  /** Averages over the facets; empty where there are none. */
  readonly pooled: readonly Record<string, unknown>[];
  /** For `~ .` only. */
  readonly importance?: readonly Record<string, unknown>[];
}

/**
 * The answer to `interest ~ parameters`. Tables, sentences and charts are views of it. What takes long, such as the
 * importance of the factors, is computed when it is first read.
 */
export class Comparison implements ComparisonParts {
  /** The formula as it was written. */
  readonly formula: string;
  /** The formula resolved against the runs: responses, factors, facets, pairing. */
  readonly design: Design;
  /** One number per run: the points of a chart. */
  readonly observations: readonly Observation[];
  /** The runs that failed or have no finite value, once for each response that they lack. */
  readonly failures: readonly Failure[];
  /** One entry per cell, the rows of `estimates`. */
  readonly cells: readonly Estimate[];
  /** One entry per level against its control, the rows of `contrasts`. */
  readonly differences: readonly Contrast[];
  /** One entry per contrast that every facet has, the rows of `pooled`. */
  readonly averages: readonly PooledContrast[];
  /** One entry per term with more than two levels, the rows of `tests`. */
  readonly omnibus: readonly OmnibusTest[];
  /** Mean ranks over the blocks `(1|block)`, where three or more levels are compared within them. */
  readonly ranks: readonly MeanRanks[];
  /** Columns: response, the facets, the factors, n, failed, estimate, lower, upper, sd. */
  readonly estimates: ColumnTable;
  /**
   * Columns: response, the facets, the factors after the first, level, control, n, difference, lower, upper, t,
   * df, p, p_adjusted, p_exact, p_smallest, hedges_g, cliffs_delta, paired. Where more than the first factor is compared
   * (`a*b`, `a/b`, `.`), `term` follows the facets, and of the factors only those that a term is within.
   */
  readonly contrasts: ColumnTable;
  /**
   * Contrasts averaged over the facets with equal weights; empty without facets, with one, and by ranks. The verdict does
   * not rest on them, and their p is adjusted among themselves. Columns: as `contrasts` without the facets; `facets`, how many
   * there are, follows `control`; at the end lowest and highest, the contrasts of the facets it lies between, and f_facets,
   * df_facets, df_residual_facets, p_facets, the test that it is the same in all of them.
   */
  readonly pooled: ColumnTable;
  /**
   * Tests that no levels of a term differ. Columns: response, the facets, the factors that a term is within, term, test,
   * statistic, df, df_residual, p.
   */
  readonly tests: ColumnTable;
  readonly verdict: Verdict;
  /** Sentences fit for a paper. */
  readonly summary: string;
  readonly warnings: readonly string[];
  #importance: ImportanceAnswer | undefined;

  constructor(parts: ComparisonParts) {
    this.formula = parts.formula;
    this.design = parts.design;
    this.observations = parts.observations;
    this.failures = parts.failures;
    this.cells = parts.cells;
    this.differences = parts.differences;
    this.averages = parts.averages;
    this.omnibus = parts.omnibus;
    this.ranks = parts.ranks;
    this.estimates = parts.estimates;
    this.contrasts = parts.contrasts;
    this.pooled = parts.pooled;
    this.tests = parts.tests;
    this.verdict = parts.verdict;
    this.summary = parts.summary;
    this.warnings = parts.warnings;
  }

  /**
   * Which factors the response depends on, alone and in pairs: shares of its variance. Where the runs are a full
   * balanced grid, omega squared by ANOVA, with noise as a share of its own; else by fANOVA, the functional ANOVA of a random
   * forest, with intervals. Computed when first read. Columns: response, the facets, term, share, lower, upper, method.
   */
  get importance(): ColumnTable {
    return importanceTable(this.importances, this.design);
  }

  /** One entry per factor and pair of factors, the rows of `importance`. Computed when first read. */
  get importances(): readonly Importance[] {
    return this.#answer().shares;
  }

  /** Why there is no importance, or none to trust: a forest that explains too little, shares that may be noise. */
  get importanceWarnings(): readonly string[] {
    return this.#answer().warnings;
  }

  #answer(): ImportanceAnswer {
    this.#importance ??= importanceOf(this);
    return this.#importance;
  }

  /**
   * How many seeds, or runs of each level, each contrast needs: for two one-sided tests to find it within the margin, with
   * 80% chance where there is no difference; without a margin for an interval no wider than the difference seen to each side,
   * with 80% assurance, which plans a width and not a significant result. Columns: as `contrasts` up to `control`, then
   * margin, n (so many there are) and seeds (null where the spread is not known).
   *
   * @param options - The margin, above 0; by default the one of the comparison, else the size of each difference seen.
   */
  seedsNeeded(options: { readonly margin?: number } = {}): ColumnTable {
    checkSeedsNeeded(options);
    return seedsNeededTable(this, options.margin ?? this.design.margin);
  }

  /** What `ceteris compare --json` prints: the tables as rows; what is not defined is null. */
  toJSON(): ComparisonJSON {
    const { formula, verdict, summary, design } = this;
    const unknown = design.additive ? this.importanceWarnings : [];
    return {
      formula,
      verdict,
      summary,
      estimates: toRows(this.estimates),
      contrasts: toRows(this.contrasts),
      warnings: [...this.warnings, ...unknown],
      tests: toRows(this.tests),
      pooled: toRows(this.pooled),
      ...(design.additive ? { importance: toRows(this.importance) } : {}),
    };
  }

  /** Formula and verdict, the summary, warnings, and the tables in Markdown, with the decimals that intervals justify. */
  toMarkdown(): string {
    return comparisonMarkdown(this);
  }

  /**
   * The tables in LaTeX with the rules of `booktabs`, each in a `table` environment with a caption that says what it
   * holds: intervals, adjustment, pairing.
   *
   * @throws CeterisError `FORMAT` for a label that LaTeX cannot refer to, `USAGE` for an option that does not exist.
   *
   * @example
   * const tex = comparison.toLatex({ label: "tab:optimizers" });
   */
  toLatex(options: ComparisonLatexOptions = {}): string {
    return comparisonLatex(this, options);
  }
}

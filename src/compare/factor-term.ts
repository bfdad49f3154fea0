import { FormulaError } from "./formula-error.js";
import { nearestRemedy } from "./nearest-remedy.js";
import type { TokenReader } from "./token-reader.js";
import { isQuoted, type Token } from "./tokenize.js";

/** Functions of one param that make a factor. */
const FUNCTIONS = ["C", "bin", "log", "log2", "log10"] as const;
const MOST_BINS = 100;

/** One column as a factor: the column itself, its categories, its logarithm, or bins of it. */
export interface ColumnTerm {
  readonly kind: "name" | "category" | "log" | "log2" | "log10" | "bin";
  /** Names the factor in every table: the column, or the expression: `log10(lr)`, `bin(lr, 4)`. */
  readonly name: string;
  readonly column: string;
  /** The count of equal-width bins; 0 for any other kind. */
  readonly bins: number;
  readonly start: number;
}

/** Several columns as one factor, whose levels are their combinations: `optimizer:lr` without its main effects. */
export interface CompositeTerm {
  readonly kind: "composite";
  /** The names of its parts with `:` between. */
  readonly name: string;
  readonly parts: readonly ColumnTerm[];
  readonly start: number;
}

/** A factor, facet or block as it was written. */
export type FactorTerm = ColumnTerm | CompositeTerm;

/** The columns that a factor is made of. */
export function columnsOf(term: FactorTerm): string[] {
  return term.kind === "composite" ? term.parts.map(({ column }) => column) : [term.column];
}

/** A column as a factor, at its place in the formula. */
export function columnTerm(column: string, start: number): ColumnTerm {
  return { kind: "name", name: column, column, bins: 0, start };
}

/** Parses a factor: a name, or a function of one. */
export function parseFactor(reader: TokenReader): ColumnTerm {
  const name = reader.expectName("the name of a param");
  const { text, start } = name;
  if (isQuoted(name) || !reader.accept("(")) return columnTerm(text, start);
  const callee = FUNCTIONS.find((one) => one === text);
  if (!callee) throw unknownFunction(reader, name);
  const { text: column } = reader.expectName("the name of a param");
  const bins = callee === "bin" ? parseBins(reader) : 0;
  reader.expect(")", `to close ${callee}(`);
  return {
    kind: callee === "C" ? "category" : callee,
    name: bins > 0 ? `bin(${column}, ${bins})` : `${callee}(${column})`,
    column,
    bins,
    start,
  };
}

function unknownFunction(reader: TokenReader, { text, start }: Token): FormulaError {
  const sentence = `There is no function ${text} of a param; ${nearestRemedy(text, FUNCTIONS)}`;
  return new FormulaError(sentence, reader.source, start);
}

function parseBins(reader: TokenReader): number {
  reader.expect(",", "and the count of bins, as in bin(lr, 4)");
  const { kind, text, start } = reader.take();
  const bins = Number(text);
  if (kind === "number" && Number.isInteger(bins) && bins >= 2 && bins <= MOST_BINS) return bins;
  const sentence = `The count of bins is a whole number from 2 to ${MOST_BINS}, as in bin(lr, 4).`;
  throw new FormulaError(sentence, reader.source, start);
}

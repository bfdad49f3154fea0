import { checkValue, type ValueKind } from "../util/check-options.js";
import type { Crossing } from "./arrange-terms.js";
import { columnsOf, parseFactor, type ColumnTerm, type FactorTerm } from "./factor-term.js";
import { FormulaError } from "./formula-error.js";
import { parseResponse, type ResponseTerm } from "./response-term.js";
import { parseRightSide } from "./right-side.js";
import { TokenReader } from "./token-reader.js";

/** A formula such as `val_accuracy ~ optimizer * depth | lr`, before it meets any data. */
export interface Formula {
  readonly text: string;
  readonly responses: readonly ResponseTerm[];
  /**
   * In order of appearance; empty for `~ 1` and `~ .`. The name `step` stands for the step of a learning curve.
   * `a:b` without the main effects of a and b is one factor.
   */
  readonly factors: readonly FactorTerm[];
  /** What `a*b` and `a/b` say beside their factors; pairs before triples. */
  readonly crossings: readonly Crossing[];
  /** Place of `.`, every param that varies; undefined where there is none. */
  readonly dot: number | undefined;
  /** What `.` leaves out: `. - note`. What is taken from written terms is gone from `factors` and `crossings`. */
  readonly removed: readonly ColumnTerm[];
  readonly facets: readonly ColumnTerm[];
  /** Blocks: `(1|patient)`. */
  readonly blocks: readonly ColumnTerm[];
}

const FORMULA: ValueKind = {
  accepts: (value) => typeof value === "string",
  remedy: 'give a text, such as "val_accuracy ~ optimizer"',
};

/** Columns, then rows. */
export const MOST_FACETS = 2;

/**
 * Parses `response (+ response) ~ term (+ term) (| facet (+ facet))`.
 *
 * A response is a statistic (its last value), a reducer of one, a transform (`log`, `log2`, `log10`, `logit`) of
 * either, or `{ arithmetic }`. A term is a factor, factors with `:`, `*` or `/` between, `.`, or a block `(1|name)`;
 * `-` takes a term away, and `1` stands for none. A factor is a param, `C(x)`, `log(x)`, `log2(x)`, `log10(x)` or
 * `bin(x, k)`. Names with other characters than letters, digits, `_` and `.` stand in backquotes.
 *
 * @throws FormulaError with a caret under the place; CeterisError `USAGE` for what is no text.
 */
export function parseFormula(text: string): Formula {
  checkValue("The formula", text, FORMULA);
  const reader = new TokenReader(text);
  const responses = parseList(reader, parseResponse);
  refuseHyphen(reader, ", and arithmetic in { braces }");
  if (reader.sees("/"))
    throw reader.unexpected(
      '"+" or "~"',
      "a name with a slash stands in `backquotes`, and arithmetic in { braces }",
    );
  reader.expect("~", "between the response and the factors, as in val_accuracy ~ optimizer");
  const right = parseRightSide(reader);
  const facets = reader.accept("|") ? parseList(reader, parseFactor) : [];
  refuseHyphen(reader);
  if (reader.peek().kind !== "end")
    throw reader.unexpected('an operator, "|" or the end of the formula');
  if (facets.length > MOST_FACETS) {
    const sentence = "There are at most two facets, columns and rows; add the others as factors.";
    throw new FormulaError(sentence, text, facets[MOST_FACETS]!.start);
  }
  refuseRepeats(
    text,
    responses.map((response) => ({ name: response.text, start: response.start })),
  );
  refuseRepeats(text, placesOf([...right.factors, ...facets, ...right.blocks]));
  return { text, responses, ...right, facets };
}

function refuseHyphen(reader: TokenReader, more = ""): void {
  if (reader.sees("-"))
    throw reader.unexpected(
      '"+", "~", "|" or the end',
      `a name with a hyphen stands in \`backquotes\`${more}`,
    );
}

function parseList<Term>(reader: TokenReader, parse: (reader: TokenReader) => Term): Term[] {
  const terms = [parse(reader)];
  while (reader.accept("+")) terms.push(parse(reader));
  return terms;
}

interface Place {
  readonly name: string;
  readonly start: number;
}

/** Columns with their places; composite factors may share one, as in `a:b + a:c`. */
function placesOf(terms: readonly FactorTerm[]): Place[] {
  const columns = (term: FactorTerm): Place[] =>
    columnsOf(term).map((name) => ({ name, start: term.start }));
  const composites = terms.filter(({ kind }) => kind === "composite").flatMap(columns);
  const shared = new Map(composites.map((place) => [place.name, place]));
  const others = terms.filter(({ kind }) => kind !== "composite").flatMap(columns);
  return [...shared.values(), ...others];
}

function refuseRepeats(text: string, terms: readonly Place[]): void {
  const seen = new Set<string>();
  for (const { name, start } of terms) {
    if (seen.has(name))
      throw new FormulaError(`${name} stands in the formula twice; name it once.`, text, start);
    seen.add(name);
  }
}

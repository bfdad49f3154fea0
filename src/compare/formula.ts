import { REDUCERS, type Reducer } from "../frame/reduce.js";
import { nearestName } from "../util/nearest-name.js";
import { FormulaError } from "./formula-error.js";
import { TokenReader } from "./token-reader.js";
import type { Token } from "./tokenize.js";

/** A response as it was written: `val_accuracy`, `min(val_loss)`, `mean(loss, tail=0.1)`. */
export interface ResponseTerm {
  readonly text: string;
  readonly statistic: string;
  /** Undefined where none was written: then the run's last value. */
  readonly reducer: Reducer | undefined;
  /** For `mean`: the share of the last samples that is averaged. */
  readonly tail: number | undefined;
  /** Place of the statistic's name in the formula. */
  readonly start: number;
}

/** A factor or a facet as it was written. */
export interface FactorTerm {
  readonly name: string;
  readonly start: number;
}

/** A formula such as `val_accuracy ~ optimizer + depth | lr`, before it meets any data. */
export interface Formula {
  readonly text: string;
  readonly responses: readonly ResponseTerm[];
  /** Empty for `~ 1`. The name `step` stands for the step of a learning curve. */
  readonly factors: readonly FactorTerm[];
  readonly facets: readonly FactorTerm[];
}

/** Columns, then rows. */
export const MOST_FACETS = 2;

/**
 * Parses `response (+ response) ~ factor (+ factor) (| facet (+ facet))`, where a response is a statistic or a
 * reducer of one. Names with other characters than letters, digits, `_` and `.` stand in backquotes.
 *
 * @throws FormulaError with a caret under the place.
 */
export function parseFormula(text: string): Formula {
  const reader = new TokenReader(text);
  const responses = parseList(reader, parseResponse);
  refuseHyphen(reader);
  reader.expect("~", "between the response and the factors, as in val_accuracy ~ optimizer");
  const factors = parseFactors(reader);
  const facets = reader.accept("|") ? parseList(reader, parseFactor) : [];
  refuseHyphen(reader);
  if (reader.peek().kind !== "end") throw reader.unexpected('"+", "|" or the end of the formula');
  if (facets.length > MOST_FACETS) {
    throw new FormulaError(
      "There are at most two facets: columns, then rows.",
      text,
      facets[MOST_FACETS]!.start,
    );
  }
  refuseRepeats(
    text,
    responses.map((response) => ({ name: response.text, start: response.start })),
  );
  refuseRepeats(text, [...factors, ...facets]);
  return { text, responses, factors, facets };
}

function refuseHyphen(reader: TokenReader): void {
  if (reader.sees("-"))
    throw reader.unexpected(
      '"+", "~", "|" or the end',
      "a name with a hyphen stands in `backquotes`",
    );
}

function parseList<Term>(reader: TokenReader, parse: (reader: TokenReader) => Term): Term[] {
  const terms = [parse(reader)];
  while (reader.accept("+")) terms.push(parse(reader));
  return terms;
}

function parseFactors(reader: TokenReader): FactorTerm[] {
  const first = reader.peek();
  if (first.kind !== "number" || first.text !== "1") return parseList(reader, parseFactor);
  reader.take();
  return [];
}

function parseFactor(reader: TokenReader): FactorTerm {
  const { text: name, start } = reader.expectName("the name of a param");
  return { name, start };
}

function parseResponse(reader: TokenReader): ResponseTerm {
  const { start } = reader.peek();
  const first = reader.expectName("the name of a statistic, or a reducer such as min(val_loss)");
  if (!reader.accept("(")) {
    return { text: first.text, statistic: first.text, reducer: undefined, tail: undefined, start };
  }
  const reducer = toReducer(reader, first);
  const { text: statistic, start: place } = reader.expectName(
    "the name of the statistic to reduce",
  );
  const tail = reader.accept(",") ? parseTail(reader, reducer) : undefined;
  const close = reader.peek();
  reader.expect(")", `to close ${reducer}(`);
  return { text: reader.source.slice(start, close.end), statistic, reducer, tail, start: place };
}

function toReducer(reader: TokenReader, { text, start }: Token): Reducer {
  const reducer = REDUCERS.find((name) => name === text);
  if (reducer) return reducer;
  const nearest = nearestName(text, REDUCERS);
  const remedy = nearest ? `did you mean ${nearest}?` : `there are: ${REDUCERS.join(", ")}.`;
  throw new FormulaError(`There is no reducer ${text}; ${remedy}`, reader.source, start);
}

function parseTail(reader: TokenReader, reducer: Reducer): number {
  const name = reader.expectName("the option tail, as in mean(loss, tail=0.1)");
  if (name.text !== "tail" || reducer !== "mean") {
    throw new FormulaError(
      `${reducer} has no option ${name.text}; mean has tail.`,
      reader.source,
      name.start,
    );
  }
  reader.expect("=", "after tail");
  const { kind, text, start } = reader.take();
  const tail = Number(text);
  if (kind === "number" && tail > 0 && tail <= 1) return tail;
  throw new FormulaError(
    "tail is the share of the last samples, more than 0 and at most 1.",
    reader.source,
    start,
  );
}

function refuseRepeats(text: string, terms: readonly FactorTerm[]): void {
  const seen = new Set<string>();
  for (const { name, start } of terms) {
    if (seen.has(name))
      throw new FormulaError(`${name} stands in the formula twice; name it once.`, text, start);
    seen.add(name);
  }
}

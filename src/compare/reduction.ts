import { REDUCERS, type Reducer } from "../frame/reduce.js";
import { directionOf } from "./direction.js";
import { FormulaError } from "./formula-error.js";
import { nearestRemedy } from "./nearest-remedy.js";
import type { TokenReader } from "./token-reader.js";
import type { Token } from "./tokenize.js";
import type { Direction } from "./types.js";

/** Reducers of a formula: those that need no more than a series, `at` a step, and `stepsTo` a value. */
export const FORMULA_REDUCERS: readonly string[] = [...REDUCERS, "at", "stepsTo"];

/** Orders that `stepsTo` waits for. */
const ORDERS = [">=", ">", "<=", "<"] as const;
export type Order = (typeof ORDERS)[number];

/** The statistic whose best step `at` looks up. */
export interface BestOf {
  readonly statistic: string;
  /** Undefined where the name does not tell. */
  readonly direction: Direction | undefined;
  readonly start: number;
}

/** How a reduction makes one number of a run. */
export type Method =
  | { readonly reducer: Exclude<Reducer, "mean"> }
  /** `tail` is the share of the last samples that is averaged; all where it is undefined. */
  | { readonly reducer: "mean"; readonly tail: number | undefined }
  | { readonly reducer: "at"; readonly step: number }
  | { readonly reducer: "at"; readonly best: BestOf }
  | { readonly reducer: "stepsTo"; readonly order: Order; readonly threshold: number };

/** A reducer of a statistic: `min(val_loss)`, `mean(loss, tail=0.1)`, `at(test_acc, best=val_acc)`. */
export interface Reduction {
  readonly kind: "reduction";
  /** As it was written. */
  readonly text: string;
  readonly statistic: string;
  readonly method: Method;
  /** Place of the statistic's name. */
  readonly start: number;
}

/** Parses what follows the name of a reducer and its opening bracket, up to the closing one. */
export function parseReduction(reader: TokenReader, token: Token): Reduction {
  const { text: reducer, start: place } = token;
  if (!FORMULA_REDUCERS.includes(reducer)) throw unknownReducer(reader, reducer, place);
  const { text: statistic, start } = reader.expectName("the name of the statistic to reduce");
  const method = parseMethod(reader, reducer as Method["reducer"]);
  reader.expect(")", `to close ${reducer}(`);
  return { kind: "reduction", text: reader.since(token), statistic, method, start };
}

function unknownReducer(reader: TokenReader, name: string, start: number): FormulaError {
  const sentence = `There is no reducer ${name}; ${nearestRemedy(name, FORMULA_REDUCERS)}`;
  return new FormulaError(sentence, reader.source, start);
}

function parseMethod(reader: TokenReader, reducer: Method["reducer"]): Method {
  if (reducer === "stepsTo") return parseThreshold(reader);
  if (reducer === "at") return parsePlace(reader);
  if (!reader.accept(",")) return reducer === "mean" ? { reducer, tail: undefined } : { reducer };
  const { text, start } = reader.expectName("the option tail, as in mean(loss, tail=0.1)");
  if (text === "tail" && reducer === "mean") return { reducer, tail: parseTail(reader) };
  const sentence = reader.sees("=")
    ? `${reducer} has no option ${text}; mean has tail.`
    : `${reducer} reduces one statistic over its steps, and takes no second one; two are combined by arithmetic, as in { a - b }.`;
  throw new FormulaError(sentence, reader.source, start);
}

function parseTail(reader: TokenReader): number {
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

const PLACE = "step or best, as in at(acc, step=10) or at(test_acc, best=val_acc)";

function parsePlace(reader: TokenReader): Method {
  reader.expect(",", `and the option ${PLACE}`);
  const { text, start } = reader.expectName(`the option ${PLACE}`);
  if (text !== "step" && text !== "best")
    throw new FormulaError(`at has no option ${text}; it has ${PLACE}.`, reader.source, start);
  reader.expect("=", `after ${text}`);
  return text === "step"
    ? { reducer: "at", step: parseNumber(reader, "the step, as in at(acc, step=10)") }
    : { reducer: "at", best: parseBest(reader) };
}

/** `best=val_acc`, or `best=max(speed)` where the name does not tell which direction is better. */
function parseBest(reader: TokenReader): BestOf {
  const { text, start } = reader.expectName("the name of a statistic, as in best=val_acc");
  if (!reader.accept("(")) return { statistic: text, direction: directionOf(text), start };
  if (text !== "min" && text !== "max") {
    const sentence = "best is a statistic, or its min or max, as in best=min(val_loss).";
    throw new FormulaError(sentence, reader.source, start);
  }
  const inner = reader.expectName("the name of a statistic");
  reader.expect(")", `to close ${text}(`);
  return {
    statistic: inner.text,
    direction: text === "max" ? "up" : "down",
    start: inner.start,
  };
}

function parseThreshold(reader: TokenReader): Method {
  const order = ORDERS.find((symbol) => reader.accept(symbol));
  if (order === undefined)
    throw reader.unexpected('">=", ">", "<=" or "<" and a number, as in stepsTo(acc >= 0.9)');
  return { reducer: "stepsTo", order, threshold: parseNumber(reader, "a number to reach") };
}

function parseNumber(reader: TokenReader, what: string): number {
  const sign = reader.accept("-") ? -1 : 1;
  if (reader.peek().kind !== "number") throw reader.unexpected(what);
  return sign * Number(reader.take().text);
}

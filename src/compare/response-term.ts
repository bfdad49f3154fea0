import { directionOf } from "./direction.js";
import { nodesOf, type Expression } from "./expression.js";
import { FormulaError } from "./formula-error.js";
import { FUNCTIONS, TRANSFORMS, type Transform } from "./functions.js";
import { nearestRemedy } from "./nearest-remedy.js";
import { parseExpression } from "./parse-expression.js";
import { FORMULA_REDUCERS, parseReduction } from "./reduction.js";
import type { TokenReader } from "./token-reader.js";
import { isQuoted, type Token } from "./tokenize.js";
import type { Direction } from "./types.js";

/** A response as it was written: `val_accuracy`, `min(val_loss)`, `log(val_loss)`, `{ train_loss - val_loss }`. */
export interface ResponseTerm {
  /** Names the response in every table: the statistic without backquotes, else the term as it was written. */
  readonly text: string;
  /** The scale on which the response is computed; undefined for its own. */
  readonly transform: Transform | undefined;
  /** A name, a reduction, or the arithmetic in braces. A name stands for the run's last value. */
  readonly expression: Expression;
  /** What is transformed, as it was written; the same as `text` where nothing is. */
  readonly inner: string;
  /** Place of what an error is about: the statistic's name, or the term. */
  readonly start: number;
}

/** Parses a response; stops behind it. */
export function parseResponse(reader: TokenReader): ResponseTerm {
  const token = reader.peek();
  const transform = TRANSFORMS.find((name) => name === token.text);
  if (!transform || isQuoted(token) || !reader.opensCall())
    return { ...parseMeasure(reader), transform: undefined };
  reader.take();
  reader.take();
  const inner = parseMeasure(reader);
  if (!reader.accept(")"))
    throw reader.unexpected(`")" to close ${transform}(`, "arithmetic stands in { braces }");
  return { ...inner, text: reader.since(token), transform };
}

type Measure = Omit<ResponseTerm, "transform">;

function parseMeasure(reader: TokenReader): Measure {
  const first = reader.peek();
  if (reader.accept("{")) return parseBraces(reader, first);
  const name = reader.expectName("the name of a statistic, or a reducer such as min(val_loss)");
  const { text, start } = name;
  if (isQuoted(name) || !reader.accept("("))
    return { text, inner: text, expression: { kind: "name", name: text, start }, start };
  if (!FORMULA_REDUCERS.includes(text)) throw unknownCall(reader, name);
  const expression = parseReduction(reader, name);
  return { text: expression.text, inner: expression.text, expression, start: expression.start };
}

function unknownCall(reader: TokenReader, { text, start }: Token): FormulaError {
  const names = [...FORMULA_REDUCERS, ...TRANSFORMS];
  const isFunction = FUNCTIONS.some((name) => name === text);
  const sentence = isFunction
    ? `${text} is arithmetic, which stands in braces, as in { ${text}(val_loss) }.`
    : `There is no reducer ${text}; ${nearestRemedy(text, names)}`;
  return new FormulaError(sentence, reader.source, start);
}

function parseBraces(reader: TokenReader, open: Token): Measure {
  const expression = parseExpression(reader);
  reader.expect("}", "to close the arithmetic");
  const nodes = nodesOf(expression);
  for (const node of nodes) checkArithmetic(node, reader.source);
  if (!nodes.some(({ kind }) => kind === "name" || kind === "reduction"))
    throw new FormulaError(
      "This arithmetic names no statistic; write one, as in { 1 - val_accuracy }.",
      reader.source,
      open.start,
    );
  const text = reader.since(open);
  return { text, inner: text, expression, start: open.start };
}

const ARITHMETIC = ["+", "-", "*", "/", "%"];

function checkArithmetic(node: Expression, source: string): void {
  const fail = (sentence: string): never => {
    throw new FormulaError(sentence, source, node.start);
  };
  const isOperation = node.kind === "unary" || node.kind === "binary";
  if (isOperation && !ARITHMETIC.includes(node.operator))
    fail(`Braces hold arithmetic, where ${node.operator} has no place; a condition is for where.`);
  const isNumber = node.kind === "literal" && ["number", "bigint"].includes(typeof node.value);
  if (node.kind === "list" || (node.kind === "literal" && !isNumber))
    fail("Braces hold arithmetic, of numbers, statistics and reducers only.");
  if (node.kind === "reduction" && node.method.reducer === "stepsTo")
    fail("stepsTo stands alone, as runs may never get there; name it as a response of its own.");
}

/** The statistics that a response is made of, in order. */
export function statisticsOf({ expression }: Pick<ResponseTerm, "expression">): string[] {
  return nodesOf(expression).flatMap((node) => {
    if (node.kind === "name") return node.name;
    if (node.kind !== "reduction") return [];
    const { method, statistic } = node;
    return "best" in method ? [statistic, method.best.statistic] : statistic;
  });
}

/** Whether more of a response is better, where its term tells: fewer steps are, and arithmetic does not tell. */
export function directionOfTerm({ expression }: ResponseTerm): Direction | undefined {
  if (expression.kind === "name") return directionOf(expression.name);
  if (expression.kind !== "reduction") return undefined;
  return expression.method.reducer === "stepsTo" ? "down" : directionOf(expression.statistic);
}

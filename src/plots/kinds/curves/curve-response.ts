import { directionOf } from "../../../compare/direction.js";
import { evaluate } from "../../../compare/evaluate.js";
import { nodesOf, type Expression } from "../../../compare/expression.js";
import type { Formula } from "../../../compare/formula.js";
import { FormulaError } from "../../../compare/formula-error.js";
import type { ResponseTerm } from "../../../compare/response-term.js";
import type { Direction } from "../../../compare/types.js";
import { nearestName } from "../../../util/nearest-name.js";
import type { Samples } from "./curve-samples.js";
import type { SampleSource } from "./sample-source.js";

/** One response of learning curves: a statistic, or arithmetic of several, at every step. */
export interface CurveResponse {
  /** As it was written, without the logarithm. */
  readonly name: string;
  readonly direction: Direction | undefined;
  /** True where the formula asks for a logarithmic axis: `log(val_loss)`. */
  readonly isLog: boolean;
  /** Steps and values of the run in a row; undefined where it has none. */
  readonly of: SampleSource["of"];
}

/**
 * Finds the samples of a response: of a statistic, of arithmetic at the steps that all of its statistics have, or of either
 * under a logarithm, which is the scale of the axis.
 *
 * @throws FormulaError for a statistic without steps, a reducer, which leaves none, and `logit`.
 */
export function curveResponse(
  { expression, inner, transform, start }: ResponseTerm,
  { text }: Formula,
  rows: number,
  sourceOf: (statistic: string) => SampleSource,
): CurveResponse {
  const nodes = nodesOf(expression);
  const fail = (sentence: string, at: number): never => {
    throw new FormulaError(sentence, text, at);
  };
  if (transform === "logit")
    fail(`Learning curves have no logit axis; write ${inner} without it.`, start);
  const sources = new Map<string, SampleSource>();
  for (const node of nodes) {
    if (node.kind === "reduction")
      fail(
        `${node.text} is one number per run and has no steps; write ${node.statistic} in its place.`,
        node.start,
      );
    if (node.kind !== "name") continue;
    const source = sourceOf(node.name);
    sources.set(node.name, source);
    if (Array.from({ length: rows }, (_, row) => source.of(row)).every((own) => own === undefined))
      throw unknownStatistic(text, node.name, node.start, source.names);
  }
  const isStatistic = expression.kind === "name";
  return {
    name: inner,
    direction: isStatistic ? directionOf(inner) : undefined,
    isLog: transform !== undefined,
    of: isStatistic ? sources.get(inner)!.of : (row) => calculate(expression, sources, row),
  };
}

/** The value of arithmetic at the steps that all of its statistics have. */
function calculate(
  expression: Expression,
  sources: ReadonlyMap<string, SampleSource>,
  row: number,
): Samples | undefined {
  const values = new Map<string, ReadonlyMap<number, number>>();
  for (const [name, source] of sources) {
    const samples = source.of(row);
    if (samples === undefined) return undefined;
    values.set(name, new Map(samples.step.map((at, i) => [at, samples.value[i]!])));
  }
  const [first, ...others] = [...values.values()];
  const step = [...first!.keys()].filter((at) => others.every((other) => other.has(at)));
  const valueAt = (at: number): number =>
    Number(evaluate(expression, (name) => values.get(name)!.get(at)) ?? NaN);
  return { step, value: step.map(valueAt) };
}

function unknownStatistic(
  text: string,
  statistic: string,
  start: number,
  names: Iterable<string>,
): FormulaError {
  const nearest = nearestName(statistic, names);
  const known = nearest
    ? `did you mean ${nearest}?`
    : `there are: ${[...names].join(", ") || "none"}.`;
  return new FormulaError(`No run here has ${statistic} by step; ${known}`, text, start);
}

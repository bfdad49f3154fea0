import { numberText } from "../frame/cell-text.js";
import { countText } from "../util/count-text.js";
import { evaluate } from "./evaluate.js";
import { nodesOf, type Expression } from "./expression.js";
import type { Formula } from "./formula.js";
import { FormulaError } from "./formula-error.js";
import { applyTransform, type Transform } from "./functions.js";
import type { CompareOptions } from "./options.js";
import { reduceRuns, type Reduced } from "./reduce-runs.js";
import { directionOfTerm, type ResponseTerm } from "./response-term.js";
import type { RunsView } from "./runs-view.js";
import { columnOf } from "./statistic-column.js";
import type { Response } from "./types.js";

/** A response with one value per run, on the scale of its transform. */
export interface ResolvedResponse extends Response, Reduced {}

/**
 * Finds the statistics that a response names, reduces every run to one number, and puts it on the scale of the
 * response.
 *
 * @throws FormulaError for an unknown name, one that is a param, or the logarithm of a value that has none.
 */
export function resolveResponse(
  view: RunsView,
  term: ResponseTerm,
  formula: Formula,
  options: CompareOptions,
): ResolvedResponse {
  const direction = options.direction ?? directionOfTerm(term);
  const measured = measure(view, term, formula);
  const { transform, text } = term;
  const response = { name: text, ...describe(term), direction };
  if (transform === undefined) return { ...response, ...measured };
  return {
    ...response,
    transform,
    ...transformed(view, measured, { ...term, transform }, formula),
  };
}

/** A response without the value of each run. */
export function toResponse({
  name,
  statistic,
  reducer,
  direction,
  transform,
}: ResolvedResponse): Response {
  const response = { name, statistic, reducer, direction };
  return transform === undefined ? response : { ...response, transform };
}

function describe({ expression, inner }: ResponseTerm): Pick<Response, "statistic" | "reducer"> {
  if (expression.kind === "name") return { statistic: expression.name, reducer: "last" };
  if (expression.kind === "reduction")
    return { statistic: expression.statistic, reducer: expression.method.reducer };
  return { statistic: inner, reducer: "arithmetic" };
}

function measure(view: RunsView, { expression }: ResponseTerm, formula: Formula): Reduced {
  if (expression.kind === "name") return { values: columnOf(view, expression, formula) };
  if (expression.kind === "reduction") return reduceRuns(view, expression, formula);
  return { values: calculate(view, expression, formula) };
}

/** The arithmetic of every run; null where a part of it is. */
function calculate(view: RunsView, expression: Expression, formula: Formula): (number | null)[] {
  const parts = new Map<unknown, readonly (number | null)[]>();
  for (const node of nodesOf(expression)) {
    if (node.kind === "name") parts.set(node.name, columnOf(view, node, formula));
    if (node.kind === "reduction") parts.set(node, reduceRuns(view, node, formula).values);
  }
  return view.ids.map((_, row) => {
    const at = (key: unknown): unknown => parts.get(key)![row];
    const value = evaluate(expression, at, at);
    return value === null ? null : Number(value);
  });
}

type Transformed = ResponseTerm & { readonly transform: Transform };

/** Failed runs are not asked for a value, so they may have one that has no logarithm. */
function transformed(
  view: RunsView,
  { values, censoredAt }: Reduced,
  term: Transformed,
  formula: Formula,
): Reduced {
  const outside = [...values.keys()].filter((row) => {
    const value = values[row]!;
    const isValue = !view.failed[row] && value !== null && !Number.isNaN(value);
    return isValue && !Number.isFinite(applyTransform(term.transform, value)) && value !== Infinity;
  });
  if (outside.length > 0) throw outsideError(view, values, outside, term, formula);
  const apply = (value: number | null): number | null =>
    value === null ? null : applyTransform(term.transform, value);
  const result = { values: values.map(apply) };
  return censoredAt ? { ...result, censoredAt: censoredAt.map(apply) } : result;
}

function outsideError(
  view: RunsView,
  values: readonly (number | null)[],
  [row, ...more]: readonly number[],
  { transform, inner, start }: Transformed,
  { text }: Formula,
): FormulaError {
  const needs = transform === "logit" ? "above 0 and below 1" : "above 0";
  const rest = more.length > 0 ? `, with ${countText(more.length, "more run")} out of range` : "";
  return new FormulaError(
    `${transform} needs values ${needs}, and ${inner} is ${numberText(values[row!]!)} in run ${view.ids[row!]}${rest}; filter such runs away, or compare ${inner} itself.`,
    text,
    start,
  );
}

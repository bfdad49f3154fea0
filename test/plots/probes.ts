import { compare } from "../../src/compare/compare.js";
import { Comparison } from "../../src/compare/comparison.js";
import type { Chart } from "../../src/plots/chart/chart.js";
import { noise, runsOf } from "./made-up.js";

type Row = Readonly<Record<string, unknown>>;

const draw = noise(21);

/** Three rates, three widths, four seeds; 64 at rate 1 was never run, and 16 at rate 1 failed. */
export const GRID = [0.01, 0.1, 1].flatMap((lr, i) =>
  [16, 32, 64].flatMap((width, j) =>
    [0, 1, 2, 3]
      .filter(() => !(lr === 1 && width === 64))
      .map((seed) => ({
        lr,
        width,
        seed,
        status: lr === 1 && width === 16 ? "failed" : "completed",
        accuracy: draw(0.5 + 0.1 * i + 0.02 * j, 0.01),
      })),
  ),
);

export function grid(): Comparison {
  return compare(runsOf(GRID), "accuracy ~ lr + width");
}

export function methods(
  values: Readonly<Record<string, readonly number[]>>,
  name = "accuracy",
): Row[] {
  return Object.entries(values).flatMap(([method, own]) =>
    own.map((value, seed) => ({ method, seed, [name]: value })),
  );
}

export function of(
  values: Readonly<Record<string, readonly number[]>>,
  name = "accuracy",
): Comparison {
  return compare(runsOf(methods(values, name)), `${name} ~ method`);
}

/** The same, of a response whose name does not tell what is better. */
export function undirected(comparison: Comparison): Comparison {
  const [response] = comparison.design.responses;
  const responses = [{ ...response!, direction: undefined }];
  const design = { ...comparison.design, responses };
  return new Comparison(Object.assign({}, comparison, { design }));
}

export function subtitle({ spec }: Chart): string {
  return ((spec["title"] as { subtitle?: string[] }).subtitle ?? []).join(" ");
}

/** All texts of a picture. */
export function texts(chart: Chart): string[] {
  return [...chart.toSVG().matchAll(/<text[^>]*>([^<]*)<\/text>/g)].map(([, text]) => text!);
}

/** Every row of data in a specification that has these fields. */
export function rowsWith(chart: Chart, ...fields: readonly string[]): Record<string, number>[] {
  const found: Record<string, number>[] = [];
  JSON.stringify(chart.spec, (_key, value: unknown) => {
    if (typeof value === "object" && value !== null && fields.every((field) => field in value))
      if (!Array.isArray(value) && !("encoding" in value)) found.push(value as never);
    return value;
  });
  return found;
}

/** The colour of each tile of a matrix, by a field of its tooltip. */
export function tileFills(chart: Chart, field: string): Map<string, unknown> {
  const place = ({ x, x2, y, y2 }: Record<string, number>): string =>
    [x! + x2!, y! + y2!].map((sum) => (sum / 2).toFixed(3)).join();
  const told = new Map(rowsWith(chart, field, "x2").map((row) => [place(row), String(row[field])]));
  return new Map(
    rowsWith(chart, "fill", "y2").flatMap((row) => {
      const name = told.get(place(row));
      return name === undefined ? [] : [[name, row["fill"]] as const];
    }),
  );
}

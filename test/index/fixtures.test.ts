import type { ColumnTable } from "arquero";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { Index } from "../../src/index/run-index.js";
import type { Series } from "../../src/util/series.js";
import { fixtureCases, fixtureRoot, problemPairs, readExpected } from "./fixture.js";

/** The cells of a row that are named in `wanted`. */
function cellsOf(table: ColumnTable, row: number, wanted: object): Record<string, unknown> {
  return Object.fromEntries(Object.keys(wanted).map((name) => [name, table.get(name, row)]));
}

/** Objects without a prototype and those with one are the same data. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (
    typeof value !== "object" ||
    value === null ||
    value instanceof Date ||
    value instanceof Uint8Array
  )
    return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item)]));
}

function pairsOf({ step, value }: Series): unknown[] {
  return [...step].map((at, position) => [Number.isNaN(at) ? null : at, value[position]]);
}

/** Runs that are running on another computer gave their last sign of life two minutes before. */
beforeAll(() => void vi.useFakeTimers({ toFake: ["Date"], now: new Date("2999-01-01T00:12:00Z") }));
afterAll(() => void vi.useRealTimers());

describe.each(fixtureCases())("the root of %s", (name) => {
  const { about, marks, loads } = readExpected(name);
  const index = new Index(fixtureRoot(name));

  it.each(loads.map((load, position) => ({ load, position })))(
    `loads: ${about} ($position)`,
    async ({ load }) => {
      const {
        ids,
        columns,
        cells = {},
        params = {},
        series = {},
        problems,
        mark,
        ...options
      } = load;
      const table = await index.info(mark, options);
      expect(table.array("id")).toEqual(ids);
      expect(problemPairs(index.root, index.problems)).toEqual(problems);
      expect(columns && table.columnNames()).toEqual(columns);
      for (const [id, wanted] of Object.entries(cells)) {
        expect(plain(cellsOf(table, ids.indexOf(Number(id)), wanted)), `run ${id}`).toEqual(wanted);
      }
      for (const [id, wanted] of Object.entries(params)) {
        const run = await index.run(Number(id));
        expect(plain(run.params), `run ${id}`).toEqual(wanted);
        expect(Object.keys(run.params).toSorted()).toEqual(
          Object.keys(wanted)
            .filter((key) => !["id", "time", "root", "name"].includes(key))
            .toSorted(),
        );
      }
      for (const [id, wanted] of Object.entries(series)) {
        const { statistics } = await index.run(Number(id));
        for (const [statistic, pairs] of Object.entries(wanted)) {
          expect(pairsOf(statistics[statistic]!), `${statistic} of run ${id}`).toEqual(pairs);
        }
      }
    },
  );

  it("has its marks", async () => {
    expect(await index.marks()).toEqual(marks);
  });
});

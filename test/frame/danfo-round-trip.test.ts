import { createRequire } from "node:module";
import { join } from "node:path";
import { table } from "arquero";
import { describe, expect, it } from "vitest";
import { fromDanfo, toDanfo, type DanfoFrame, type DanfoModule } from "../../src/frame/to-danfo.js";
import { DANFO } from "../tools/project.js";
import { columnsOf, ODD_COLUMNS, oddTable } from "./odd-table.js";

interface Frame extends DanfoFrame {
  readonly shape: number[];
}

const require = createRequire(join(DANFO, "package.json"));
const dfd = require("danfojs") as DanfoModule<Frame>;

/** What Danfo has no place for: null among numbers, members of a DataFrame as names, and types in mixed columns. */
const CHANGED: Readonly<Record<string, readonly unknown[]>> = {
  lr: [1e-5, NaN, 0.3],
  "val loss": [NaN, NaN, -0],
  far: [2 ** 40, 2 ** 53 - 1, NaN],
  hasOwnProperty_: [0.5, NaN, 1],
  "model.depth": [3, 4, NaN],
  betas: [[0.9, "NaN"], [1, 2], null],
  big: [[String(2n ** 60n), 1], [2], null],
  mixed: ["1", "one", '[1,"two",{"deep":[null]}]'],
};
const MEMBERS = new Set(["constructor", "toString", "hasOwnProperty"]);

describe("a table to Danfo and back", () => {
  const frame = toDanfo(oddTable(), dfd);
  const back = columnsOf(fromDanfo(frame));

  it("has every row and column, and a DataFrame that works", () => {
    expect(frame.shape).toEqual([3, ODD_COLUMNS.size]);
    expect(frame).toHaveProperty("mean", expect.any(Function));
  });

  it.each([...ODD_COLUMNS])("keeps %s", (name, values) => {
    const column = MEMBERS.has(name) ? `${name}_` : name;
    expect(back.get(column)).toEqual(Object.hasOwn(CHANGED, column) ? CHANGED[column] : values);
  });

  it("renames columns that would break a DataFrame", () => {
    const odd = toDanfo(
      table({ shape: [1, 2], columns: ["a", "b"], $data: [3, 4], shape_: [5, 6] }),
      dfd,
    );
    expect(odd.columns).toEqual(["shape_", "columns_", "_$data", "shape__"]);
    expect(odd.shape).toEqual([2, 4]);
  });
});

import { table } from "arquero";
import { constantFrom, array, assert, property, anything } from "fast-check";
import { describe, expect, it } from "vitest";
import { fromArrow, toArrow } from "../../src/frame/arrow.js";
import { fromParquet, toParquet } from "../../src/frame/parquet.js";
import { CeterisError } from "../../src/util/error.js";
import { columnsOf, ODD_COLUMNS, oddTable } from "./odd-table.js";

describe.each([
  ["Arrow", toArrow, async (bytes: Uint8Array) => fromArrow(bytes)],
  ["Parquet", toParquet, fromParquet],
] as const)("%s", (format, write, read) => {
  it("gives back every column with its values and types", async () => {
    const columns = columnsOf(await read(write(oddTable())));
    expect([...columns.keys()]).toEqual([...ODD_COLUMNS.keys()]);
    for (const [name, values] of ODD_COLUMNS)
      expect([name, columns.get(name)]).toEqual([name, values]);
  });

  it("gives back a filtered and sorted table as it is seen", async () => {
    const seen = oddTable(["id"])
      .filter((row: { id: number }) => row.id > 1)
      .orderby("id");
    expect(columnsOf(await read(write(seen))).get("id")).toEqual([2, 3]);
  });

  it("gives back a table without rows, and one of 100,003 rows", async () => {
    expect((await read(write(oddTable().slice(0, 0)))).columnNames()).toEqual([
      ...ODD_COLUMNS.keys(),
    ]);
    const value = Array.from({ length: 100_003 }, (_, row) => (row % 7 === 0 ? null : row / 8));
    const hidden = value.map((_, row) => (row % 3 === 0 ? null : [row, null]));
    expect(columnsOf(await read(write(table({ value, hidden }))))).toEqual(
      new Map<string, unknown[]>([
        ["value", value],
        ["hidden", hidden],
      ]),
    );
  });

  it("reads a Buffer that is a part of a larger one", async () => {
    const bytes = write(oddTable(["lr", "hidden"]));
    const whole = Buffer.alloc(bytes.length + 10, 1);
    whole.set(bytes, 3);
    const part = columnsOf(await read(whole.subarray(3, 3 + bytes.length)));
    expect(part.get("hidden")).toEqual([[64, 32], [], null]);
  });

  it("keeps integers beyond 64 bits as text in JSON", async () => {
    expect(columnsOf(await read(write(table({ n: [2n ** 70n, 1] })))).get("n")).toEqual([
      String(2n ** 70n),
      1,
    ]);
  });

  it("writes any column of values, and the same bytes each time", () => {
    const value = constantFrom<unknown>(
      1,
      -0,
      0.5,
      NaN,
      2n ** 62n,
      "",
      "a",
      true,
      null,
      [],
      [1],
      [null, "x"],
      [[1]],
      {},
    );
    assert(
      property(array(value, { minLength: 1, maxLength: 6 }), (values) => {
        expect(write(table({ x: values }))).toEqual(write(table({ x: values })));
      }),
      { numRuns: 500, seed: 20261121 },
    );
    assert(
      property(
        array(anything({ withDate: true, withBigInt: true }), { maxLength: 4 }),
        (values) => {
          expect(() => write(table({ x: values }))).not.toThrow();
        },
      ),
      { numRuns: 500, seed: 20261121 },
    );
  });

  it.each([
    ["nothing", new Uint8Array()],
    ["a CSV", new TextEncoder().encode("id,lr\n1,0.1\n")],
    ["a half of a file", write(oddTable()).subarray(0, 1500)],
  ])("says of %s that it cannot be read", async (_, bytes) => {
    const failed = (async () => read(bytes))();
    await expect(failed).rejects.toThrow(CeterisError);
    await expect(failed).rejects.toThrow(`no ${format} file that can be read`);
  });
});

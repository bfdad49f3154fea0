import { tableFromIPC } from "@uwdata/flechette";
import {
  type Arbitrary,
  array,
  assert,
  double,
  float64Array,
  int32Array,
  oneof,
  option,
  property,
  string,
  uniqueArray,
} from "fast-check";
import { describe, expect, it } from "vitest";
import { packColumns, unpackColumns, type PackedColumn } from "../../src/frame/pack-columns.js";

const TEXTS = ["", "adam", null, "naïve Δ 🎉", "\ud83d", "\udf89", "a\nb\u0000c", "\ufeff"];

describe("packColumns", () => {
  it("gives back columns of any lengths, numbers to the last bit and texts to the last unit", () => {
    const text = oneof(string(), string({ unit: "binary" }), string({ unit: unit() }));
    const column = oneof(
      float64Array(),
      int32Array(),
      array(option(text)),
      array(double().map(String)),
    );
    assert(
      property(uniqueArray(string()), array(column), (names, values: readonly PackedColumn[]) => {
        const columns = new Map(names.slice(0, values.length).map((name, i) => [name, values[i]!]));
        expect([...unpackColumns(packColumns(columns))]).toEqual([...columns]);
      }),
      { numRuns: 1000, seed: 20261121 },
    );
  });

  it("keeps -0, NaN and texts that UTF-8 cannot hold", () => {
    const columns = new Map<string, PackedColumn>([
      ["numbers", Float64Array.of(-0, NaN, Infinity, 5e-324)],
      ["texts", TEXTS],
      ["nothing", []],
    ]);
    const back = unpackColumns(packColumns(columns));
    expect(back).toEqual(columns);
    expect(Object.is((back.get("numbers") as Float64Array)[0], -0)).toBe(true);
  });

  it("views the bytes where they are aligned, and copies where not", () => {
    const bytes = packColumns(new Map([["loss", Float64Array.of(1, 2, 3)]]));
    expect((unpackColumns(bytes).get("loss") as Float64Array).buffer).toBe(bytes.buffer);
    const shifted = new Uint8Array(bytes.length + 3);
    shifted.set(bytes, 3);
    expect(unpackColumns(shifted.subarray(3)).get("loss")).toEqual(Float64Array.of(1, 2, 3));
  });

  it("is Arrow that any reader knows: a row of lists", () => {
    const arrow = tableFromIPC(
      packColumns(
        new Map<string, PackedColumn>([
          ["codes", Int32Array.of(1, -1)],
          ["names", ["a", null]],
        ]),
      ),
    );
    expect(arrow.toArray()).toEqual([{ codes: Int32Array.of(1, -1), names: ["a", null] }]);
  });

  it("packs no columns at all", () => {
    expect(unpackColumns(packColumns(new Map()))).toEqual(new Map());
  });
});

/** One UTF-16 unit, also half of a pair. */
function unit(): Arbitrary<string> {
  return int32Array({ minLength: 1, maxLength: 1, min: 0xd7f0, max: 0xe010 }).map(([code]) =>
    String.fromCharCode(code!),
  );
}

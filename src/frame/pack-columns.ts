import {
  Batch,
  Column,
  type DataType,
  field,
  float64,
  int32,
  list,
  tableFromColumns,
  tableFromIPC,
  tableToIPC,
  Type,
  uint16,
  utf8,
} from "@uwdata/flechette";
import { joinTexts, splitTexts } from "./packed-texts.js";

/** A column of numbers, or of texts and nulls. */
export type PackedColumn = Float64Array | Int32Array | readonly (string | null)[];

const NOTHING = new Uint8Array(0);
const WORD = 8;

/**
 * Columns of any lengths as one Arrow IPC stream: a single row, where each column is a list. Texts that are not all
 * ASCII are lists of UTF-16 units, so that any text comes back. The names of columns must be well-formed Unicode.
 */
export function packColumns(columns: ReadonlyMap<string, PackedColumn>): Uint8Array {
  const lists = [...columns].map(([name, column]): [string, Column<unknown>] => [
    name,
    new Column([listOf([0, column.length], itemsOf(column))]),
  ]);
  return tableToIPC(tableFromColumns(lists), { format: "stream" })!;
}

/**
 * The columns that `packColumns` made bytes of. Numbers are views of the bytes where these start at a whole word, so
 * the bytes must not change afterwards.
 *
 * @throws Error where the bytes are damaged, or are something else.
 */
export function unpackColumns(bytes: Uint8Array): Map<string, PackedColumn> {
  const aligned = bytes.byteOffset % WORD === 0 ? bytes : new Uint8Array(bytes);
  const { names, children } = tableFromIPC(aligned);
  return new Map(
    children.map((column, position) => [names[position] as string, columnOf(column.data[0]!)]),
  );
}

function itemsOf(column: PackedColumn): Batch<unknown> {
  if (column instanceof Float64Array) return numbers(float64(), column);
  if (column instanceof Int32Array) return numbers(int32(), column);
  const { units, offsets, validity, nullCount } = joinTexts(column);
  const shared = { length: column.length, nullCount, validity, offsets };
  return units instanceof Uint16Array
    ? new Batch({
        ...shared,
        type: list(field("item", uint16())),
        children: [numbers(uint16(), units)],
      })
    : new Batch({ ...shared, type: utf8(), values: units });
}

function numbers(type: DataType, values: Float64Array | Int32Array | Uint16Array): Batch<unknown> {
  return new Batch({ type, values, length: values.length, nullCount: 0, validity: NOTHING });
}

function listOf(offsets: readonly number[], items: Batch<unknown>): Batch<unknown> {
  return new Batch({
    type: list(field("item", items.type)),
    length: offsets.length - 1,
    nullCount: 0,
    validity: NOTHING,
    offsets: Int32Array.from(offsets),
    children: [items],
  });
}

function columnOf(row: Batch<unknown>): PackedColumn {
  const items = row.children[0]!;
  if (items.type.typeId === Type.Float || items.type.typeId === Type.Int)
    return items.values as Float64Array | Int32Array;
  const units = items.type.typeId === Type.Utf8 ? items.values : items.children[0]!.values;
  return splitTexts({
    units: units as Uint8Array | Uint16Array,
    offsets: items.offsets as Int32Array,
    validity: items.validity,
    nullCount: items.nullCount,
  });
}

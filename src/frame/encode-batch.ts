import { packColumns, type PackedColumn } from "./pack-columns.js";
import { PackedReader } from "./packed-reader.js";
import type { ParamsPool } from "./params-pool.js";
import type { RunBatch } from "./run-batch.js";
import type { SeriesPool } from "./series-pool.js";
import { parseValues, valuesText } from "./value-text.js";

/** A batch as bytes: an Arrow stream of the runs with their params, and one of their series. */
export function encodeBatch(batch: RunBatch): Uint8Array[] {
  return [packColumns(runColumns(batch)), packColumns(new Map(Object.entries(batch.statistics)))];
}

/**
 * The batch that bytes of `encodeBatch` hold. Numbers are views of the bytes, which must not change; values of params
 * are read when they are asked for.
 *
 * @throws Error where the bytes are something else.
 */
export function decodeBatch(parts: readonly Uint8Array[]): RunBatch {
  const [runs, series] = parts;
  if (!runs || !series) throw new Error(`a batch has two parts, not ${parts.length}`);
  const reader = new PackedReader(runs);
  const id = reader.floats("id");
  return {
    length: id.length,
    id,
    time: reader.floats("time"),
    directory: reader.texts("directory"),
    name: reader.textsOrNull("name"),
    params: decodeParams(reader),
    statistics: decodeSeries(new PackedReader(series)),
  };
}

function runColumns({ id, time, directory, name, params }: RunBatch): Map<string, PackedColumn> {
  const { names, shapes } = params;
  return new Map<string, PackedColumn>([
    ["id", id],
    ["time", time],
    ["directory", directory],
    ["name", name],
    ["params", names],
    ["values", names.map((_, param) => valuesText(params.valuesOf(param)))],
    ["shapes", shapes.map((shape) => shape.join())],
    ["shape", params.shape],
    ["first", params.first],
    ["codes", params.codes],
  ]);
}

function decodeParams(reader: PackedReader): ParamsPool {
  const values = reader.texts("values");
  const known: unknown[][] = [];
  return {
    names: reader.texts("params"),
    shapes: reader.texts("shapes").map(parseShape),
    shape: reader.integers("shape"),
    first: reader.integers("first"),
    codes: reader.integers("codes"),
    valuesOf: (param) => (known[param] ??= parseValues(values[param]!)),
  };
}

function parseShape(text: string): Int32Array {
  return Int32Array.from(text === "" ? [] : text.split(","), Number);
}

function decodeSeries(reader: PackedReader): SeriesPool {
  return {
    names: reader.texts("names"),
    first: reader.integers("first"),
    name: reader.integers("name"),
    length: reader.integers("length"),
    valueStart: reader.integers("valueStart"),
    stepStart: reader.integers("stepStart"),
    timeStart: reader.integers("timeStart"),
    values: reader.floats("values"),
    steps: reader.floats("steps"),
    times: reader.floats("times"),
  };
}

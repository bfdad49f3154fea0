import { type PackedColumn, unpackColumns } from "./pack-columns.js";

/** Reads packed columns by their names and types; an Error says which one is absent or of another type. */
export class PackedReader {
  readonly #columns: ReadonlyMap<string, PackedColumn>;

  constructor(bytes: Uint8Array) {
    this.#columns = unpackColumns(bytes);
  }

  floats(name: string): Float64Array {
    const column = this.#columns.get(name);
    return column instanceof Float64Array ? column : refuse(name);
  }

  integers(name: string): Int32Array {
    const column = this.#columns.get(name);
    return column instanceof Int32Array ? column : refuse(name);
  }

  textsOrNull(name: string): readonly (string | null)[] {
    const column = this.#columns.get(name);
    return Array.isArray(column) ? column : refuse(name);
  }

  /** Texts where none is null. */
  texts(name: string): readonly string[] {
    return this.textsOrNull(name) as readonly string[];
  }
}

function refuse(name: string): never {
  throw new Error(`these bytes have no such column ${name}`);
}

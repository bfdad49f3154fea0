import { DistinctValues } from "./distinct-values.js";
import { flatten, isNested } from "./flatten.js";

/**
 * The params of many runs. A run has a shape, the list of its params in order, and for each of these the number of its
 * value among the param's distinct values, from `codes[first[row]]` on.
 */
export interface ParamsPool {
  /** Distinct names, nested ones with dots, in order of appearance. */
  readonly names: readonly string[];
  /** Distinct lists of params, each as positions in `names`. */
  readonly shapes: readonly Int32Array[];
  readonly shape: Int32Array;
  readonly first: Int32Array;
  readonly codes: Int32Array;
  /** The distinct values of the param at a position in `names`; not to be changed. */
  readonly valuesOf: (param: number) => readonly unknown[];
}

/** The params of a run in its order. Lists and objects are not to be changed. */
export function paramsOf(pool: ParamsPool, row: number): Map<string, unknown> {
  const first = pool.first[row]!;
  const params = new Map<string, unknown>();
  for (const [position, param] of pool.shapes[pool.shape[row]!]!.entries())
    params.set(pool.names[param]!, pool.valuesOf(param)[pool.codes[first + position]!]);
  return params;
}

/** Gathers the params of runs. */
export class ParamsPoolBuilder {
  readonly #columns = new Map<string, ParamColumn>();
  readonly #shapes: Int32Array[] = [];
  readonly #shapeNumbers = new Map<string, number>();
  readonly #shape: number[] = [];
  readonly #first: number[] = [];
  readonly #codes: number[] = [];
  /** The params of the run before, which the next one most likely has too. */
  #expected: readonly ParamColumn[] | null = null;

  /** Adds the params of the next run; one that is undefined counts as absent. */
  add(params: ReadonlyMap<string, unknown>): void {
    this.#first.push(this.#codes.length);
    if (this.#addExpected(params)) return;
    const flat = flatten(params);
    if (!this.#addExpected(flat)) this.#addAny(flat);
  }

  /** False, with nothing added, where the params are others than in the run before, or nested. */
  #addExpected(params: ReadonlyMap<string, unknown>): boolean {
    if (params.size !== this.#expected?.length) return false;
    const first = this.#codes.length;
    for (const [name, value] of params) {
      const column = this.#expected[this.#codes.length - first]!;
      if (column.name !== name || value === undefined || isNested(value)) {
        this.#codes.length = first;
        return false;
      }
      this.#codes.push(column.values.numberOf(value));
    }
    this.#shape.push(this.#shape.at(-1)!);
    return true;
  }

  #addAny(flat: ReadonlyMap<string, unknown>): void {
    const present = [...flat].filter(([, value]) => value !== undefined);
    const columns = present.map(([name]) => this.#column(name));
    for (const [index, [, value]] of present.entries())
      this.#codes.push(columns[index]!.values.numberOf(value));
    this.#expected = columns;
    this.#shape.push(this.#shapeOf(columns));
  }

  finish(): ParamsPool {
    const columns = [...this.#columns.values()];
    return {
      names: columns.map(({ name }) => name),
      shapes: this.#shapes,
      shape: new Int32Array(this.#shape),
      first: new Int32Array(this.#first),
      codes: new Int32Array(this.#codes),
      valuesOf: (param) => columns[param]!.values.values,
    };
  }

  #column(name: string): ParamColumn {
    let column = this.#columns.get(name);
    if (!column)
      this.#columns.set(
        name,
        (column = { name, position: this.#columns.size, values: new DistinctValues() }),
      );
    return column;
  }

  #shapeOf(columns: readonly ParamColumn[]): number {
    const positions = Int32Array.from(columns, ({ position }) => position);
    const key = positions.join();
    const known = this.#shapeNumbers.get(key);
    if (known !== undefined) return known;
    this.#shapeNumbers.set(key, this.#shapes.length);
    return this.#shapes.push(positions) - 1;
  }
}

interface ParamColumn {
  readonly name: string;
  readonly position: number;
  readonly values: DistinctValues;
}

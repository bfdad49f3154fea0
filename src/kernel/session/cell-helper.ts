import { currentCell } from "./running-cell.js";

/** What rewritten code calls by the name of `HELPER`. */
export interface CellHelper {
  until(value: unknown): unknown;
  each(values: unknown): AsyncIterable<unknown>;
  load(specifier: string): Promise<unknown>;
  define(exports: object, name: string, property: PropertyDescriptor): void;
}

/** The helper of code that imports with the given function. */
export function cellHelper(load: (specifier: string) => Promise<unknown>): CellHelper {
  return { until, each, load, define };
}

function until(value: unknown): unknown {
  const cell = currentCell();
  return cell === undefined ? value : cell.until(value);
}

/** Exports a value where TypeScript would define a getter, so that later cells may declare the name again. */
function define(exports: object, name: string, property: PropertyDescriptor): void {
  if (name !== "__esModule") Reflect.set(exports, name, property.get?.() ?? property.value);
  else Object.defineProperty(exports, name, { ...property, configurable: true });
}

type Source = Partial<AsyncIterable<unknown> & Iterable<unknown>>;

/** The values of an async iterable, or of an iterable of promises, each of which an interrupt can reject. */
function each(values: unknown): AsyncIterable<unknown> {
  return { [Symbol.asyncIterator]: () => interruptibleIterator(values as Source) };
}

function interruptibleIterator(values: Source): AsyncIterator<unknown> {
  const source = values[Symbol.asyncIterator]?.() ?? values[Symbol.iterator]!();
  const iterator: AsyncIterator<unknown> = {
    async next() {
      const result = (await until(source.next())) as IteratorResult<unknown>;
      return { done: result.done ?? false, value: await until(result.value) };
    },
  };
  if (source.return)
    iterator.return = async (value) =>
      (await until(source.return!(value))) as IteratorResult<unknown>;
  return iterator;
}

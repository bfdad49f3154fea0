import { Interrupted } from "./errors/interrupted.js";
import { currentCell } from "./running-cell.js";

/** What rewritten code calls by the name of `HELPER`. */
export interface CellHelper {
  until(value: unknown): unknown;
  each(values: unknown): AsyncIterable<unknown>;
  load(specifier: string): Promise<unknown>;
  share(exports: object, variables: object): void;
  define(exports: object, name: string, property: PropertyDescriptor): void;
  /** What `import.meta` is. */
  readonly meta: object;
}

/** The helper of a file's code, which imports with the given function. */
export function cellHelper(
  load: (specifier: string) => Promise<unknown>,
  meta: object,
): CellHelper {
  return { until, each, load, share, define, meta };
}

function until(value: unknown): unknown {
  const cell = currentCell();
  return cell === undefined ? value : cell.until(value);
}

/** Binds what a cell declares; what an earlier cell had bound to the same name is left as it is. */
function share(exports: object, variables: object): void {
  Object.defineProperties(exports, Object.getOwnPropertyDescriptors(variables));
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

/** A loop closes what it iterates, but not where the iterator itself has failed: here it has not. */
async function close(source: AsyncIterator<unknown> | Iterator<unknown>): Promise<void> {
  try {
    await source.return?.();
  } catch {
    // The cell has ended.
  }
}

function interruptibleIterator(values: Source): AsyncIterator<unknown> {
  const source = values[Symbol.asyncIterator]?.() ?? values[Symbol.iterator]!();
  const iterator: AsyncIterator<unknown> = {
    async next() {
      try {
        const result = (await until(source.next())) as IteratorResult<unknown>;
        return { done: result.done ?? false, value: await until(result.value) };
      } catch (reason) {
        if (reason instanceof Interrupted) void close(source);
        throw reason;
      }
    },
  };
  if (source.return)
    iterator.return = async (value) =>
      (await until(source.return!(value))) as IteratorResult<unknown>;
  return iterator;
}

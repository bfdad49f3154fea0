import { parseFastParams } from "./fast-params.js";
import type { ParamsMemo } from "./params-memo.js";
import { loadPythonYaml, type LoadedYaml } from "./yaml-schema.js";

/** More values than this, written out, are an alias bomb and not params. */
const MAX_VALUES = 1_000_000;

/** A run's params in the order of the file, and the Python tags that were read as plain data. */
export interface ParsedParams {
  readonly values: Map<string, unknown>;
  readonly pythonTags: readonly string[];
}

/**
 * Reads the text of a `params.yaml` with the values that PyYAML would give: integers beyond 2^53 as `bigint`,
 * tuples and sets as arrays, nested mappings as plain objects without a prototype. A key written twice has its
 * last value, as in PyYAML. Nothing is executed.
 *
 * @param memo - Keeps what many runs share from one text to the next.
 * @throws YAMLException where the text is not YAML, TypeError where it is not a mapping, RangeError where aliases
 * make it endless, or larger than a million values.
 */
export function parseParams(text: string, memo?: ParamsMemo): ParsedParams {
  const values = parseFastParams(text, memo);
  return values ? { values, pythonTags: [] } : parseAnyParams(text);
}

/**
 * Does the work of `parseParams` by the full parser alone: the measure of the fast path, and what reads the rest.
 *
 * @param loadYaml - What the values of the text are taken for; as PyYAML does by itself.
 */
export function parseAnyParams(
  text: string,
  loadYaml: (text: string) => LoadedYaml = loadPythonYaml,
): ParsedParams {
  const { document, pythonTags } = loadYaml(text);
  if (!(document instanceof Map))
    throw new TypeError("the file holds no mapping of params to values");
  refuseBomb(document);
  const values = new Map([...document].map(([key, value]) => [keyText(key), plain(value)]));
  return { values, pythonTags };
}

/** Why `parseParams` refused a text, as a part of a sentence. */
export function reasonOf(error: Error): string {
  const isStack = error instanceof RangeError && error.message.startsWith("Maximum call stack");
  return isStack ? "it is nested too deeply" : error.message.split("\n")[0]!;
}

function refuseBomb(document: unknown): void {
  const sizes = new Map<unknown, number>();
  const size = (value: unknown): number => {
    if (typeof value !== "object" || value === null || value instanceof Date) return 1;
    const known = sizes.get(value);
    if (known !== undefined) return known;
    sizes.set(value, NaN); // until it is counted: what contains itself has no end
    const total = childrenOf(value).reduce<number>((sum, child) => sum + size(child), 1);
    sizes.set(value, total);
    return total;
  };
  const total = size(document);
  if (Number.isNaN(total)) throw new RangeError("an alias in it stands for what contains it");
  if (total > MAX_VALUES) throw new RangeError("its aliases repeat more than a million values");
}

function childrenOf(value: object): unknown[] {
  if (value instanceof Map) return [...value.keys(), ...value.values()];
  return Array.isArray(value) || value instanceof Set ? [...value] : [];
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Set) return [...value].map(plain);
  if (!(value instanceof Map)) return value;
  const object = Object.create(null) as Record<string, unknown>;
  for (const [key, item] of value) object[keyText(key)] = plain(item);
  return object;
}

function keyText(key: unknown): string {
  if (typeof key === "string") return key;
  return typeof key === "object" ? JSON.stringify(plain(key)) : String(key);
}

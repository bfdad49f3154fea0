/** One param that is not nested, and how many mappings it stands in. */
interface Leaf {
  readonly name: string;
  readonly value: unknown;
  readonly depth: number;
}

const SUFFIX = "_nested";

/**
 * Replaces nested mappings by dotted names: `{ model: { depth: 3 } }` becomes `model.depth`. Lists stay whole. Where
 * that makes one name of several params, the least nested one keeps it, the first of these, and each other gets the
 * suffix `_nested`: `{ a: { b: 1 }, "a.b": 2 }` becomes `a.b_nested` and `a.b`.
 */
export function flatten(params: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const leaves: Leaf[] = [];
  for (const [name, value] of params) addLeaves(leaves, name, value, 0);
  const flat = new Map(leaves.map(({ name, value }) => [name, value]));
  return flat.size === leaves.length ? flat : apart(leaves);
}

function addLeaves(leaves: Leaf[], name: string, value: unknown, depth: number): void {
  if (!isNested(value)) leaves.push({ name, value, depth });
  else
    for (const key of Object.keys(value))
      addLeaves(leaves, `${name}.${key}`, value[key], depth + 1);
}

/** Names of their own for leaves of which several have one. */
function apart(leaves: readonly Leaf[]): Map<string, unknown> {
  const names = new Map<string, Leaf>();
  for (const leaf of leaves.toSorted((a, b) => a.depth - b.depth))
    names.set(freeName(names, leaf.name), leaf);
  const nameOf = new Map([...names].map(([name, leaf]) => [leaf, name]));
  return new Map(leaves.map((leaf) => [nameOf.get(leaf)!, leaf.value]));
}

function freeName(taken: ReadonlyMap<string, unknown>, name: string): string {
  return taken.has(name) ? freeName(taken, name + SUFFIX) : name;
}

/** True for a mapping that holds something, which `flatten` takes apart. */
export function isNested(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.keys(value).length > 0;
}

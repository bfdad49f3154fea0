/** Replaces nested mappings by dotted names: `{ model: { depth: 3 } }` becomes `model.depth`. Lists stay whole. */
export function flatten(params: ReadonlyMap<string, unknown>): Map<string, unknown> {
  const flat = new Map<string, unknown>();
  for (const [name, value] of params) addLeaves(flat, name, value);
  return flat;
}

function addLeaves(flat: Map<string, unknown>, name: string, value: unknown): void {
  if (!isNested(value)) flat.set(name, value);
  else for (const key of Object.keys(value)) addLeaves(flat, `${name}.${key}`, value[key]);
}

/** True for a mapping that holds something, which `flatten` takes apart. */
export function isNested(value: unknown): value is Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return (prototype === null || prototype === Object.prototype) && Object.keys(value).length > 0;
}

/** A value of a param that shares nothing with the original, so that changing the one leaves the other. */
export function copyValue(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return Array.from(value, copyValue);
  if (value instanceof Date) return new Date(value);
  if (value instanceof Uint8Array) return value.slice();
  const entries = Object.entries(value).map(([key, item]) => [key, copyValue(item)]);
  return Object.setPrototypeOf(Object.fromEntries(entries), Object.getPrototypeOf(value) as object);
}

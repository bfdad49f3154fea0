/** Spells a value of params so that two spellings are equal exactly where value, type and order are. */
export function showValue(value: unknown): string {
  if (typeof value === "string") return JSON.stringify(value);
  if (typeof value === "bigint") return `${value}n`;
  if (Object.is(value, -0)) return "-0";
  if (typeof value !== "object" || value === null) return String(value);
  if (value instanceof Date) return `Date ${value.toISOString()}`;
  if (Array.isArray(value)) return `[${value.map(showValue).join()}]`;
  const isPlain = value instanceof Map || Object.getPrototypeOf(value) === null;
  const pairs = value instanceof Map ? [...value] : Object.entries(value);
  const shown = pairs.map(([key, item]) => `${JSON.stringify(key)}:${showValue(item)}`);
  return `${isPlain ? "" : value.constructor.name}{${shown.join()}}`;
}

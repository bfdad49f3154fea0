import { wellFormedJson } from "../../util/well-formed-json.js";

/**
 * JSON as Jupyter writes it: keys sorted, indented by one blank, no escapes but those that JSON needs. A field that is
 * undefined is left out.
 */
export function sortedJson(value: unknown, indent: string = "\n"): string {
  const inner = `${indent} `;
  if (Array.isArray(value))
    return bracketed(
      "[]",
      value.map((item) => sortedJson(item, inner)),
      indent,
    );
  if (typeof value !== "object" || value === null) return wellFormedJson(value ?? null);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  fields.sort(([a], [b]) => (a < b ? -1 : 1));
  const texts = fields.map(([key, field]) => `${wellFormedJson(key)}: ${sortedJson(field, inner)}`);
  return bracketed("{}", texts, indent);
}

function bracketed(brackets: string, items: readonly string[], indent: string): string {
  if (items.length === 0) return brackets;
  return `${brackets[0]}${indent} ${items.join(`,${indent} `)}${indent}${brackets[1]}`;
}

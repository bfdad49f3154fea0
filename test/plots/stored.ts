import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const FOLDER = fileURLToPath(new URL("__pictures__/", import.meta.url));

/** Set to look at a changed chart and accept it: `UPDATE_PICTURES=1 npx vitest run test/plots`. */
const isUpdate = process.env["UPDATE_PICTURES"] === "1";

/** The stored file of this name; with UPDATE_PICTURES=1 it is written first. */
export function stored(name: string, content: string | Uint8Array): Buffer {
  const path = FOLDER + name;
  if (isUpdate) {
    mkdirSync(FOLDER, { recursive: true });
    writeFileSync(path, content);
  }
  if (!existsSync(path)) {
    throw new Error(
      `${path} is not there; look at the new chart and store it with UPDATE_PICTURES=1.`,
    );
  }
  return readFileSync(path);
}

/** A specification as readable JSON: numbers rounded to six digits, a line per row of data. */
export function roundedJson(value: unknown): string {
  const round = (_key: string, item: unknown): unknown =>
    typeof item === "number" ? Number(item.toPrecision(6)) : item;
  const rounded = JSON.parse(JSON.stringify(value, round)) as unknown;
  return `${format(rounded, "")}\n`;
}

function format(value: unknown, indent: string): string {
  const flat = JSON.stringify(value);
  if (flat.length < 100 - indent.length || typeof value !== "object" || value === null) return flat;
  const deeper = `${indent} `;
  if (isRow(value) || isPlainList(value)) return flat;
  if (Array.isArray(value)) {
    return `[\n${value.map((item) => deeper + format(item, deeper)).join(",\n")}\n${indent}]`;
  }
  const entries = Object.entries(value).map(
    ([key, item]) => `${deeper}${JSON.stringify(key)}: ${format(item, deeper)}`,
  );
  return `{\n${entries.join(",\n")}\n${indent}}`;
}

function isRow(value: object): boolean {
  return (
    !Array.isArray(value) &&
    Object.values(value).every((item) => isPlain(item) || isPlainList(item))
  );
}

/** The points of a line. */
function isPlainList(value: unknown): boolean {
  return Array.isArray(value) && value.every(isPlain);
}

function isPlain(value: unknown): boolean {
  return typeof value !== "object" || value === null;
}

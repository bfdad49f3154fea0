import { cellText } from "../frame/cell-text.js";

const DIGITS = 12;
const DIGEST = /^(?:[0-9a-f]{40}|[0-9a-f]{64})$/;
const GIBIBYTE = 2 ** 30;

/** A recorded fact as one line: the first digits of a digest, memory in GiB, a command as a shell takes it. */
export function factText(name: string, value: unknown): string {
  if (typeof value === "string" && DIGEST.test(value)) return value.slice(0, DIGITS);
  if (typeof value === "number" && /\bmemory$/.test(name))
    return `${(value / GIBIBYTE).toFixed(1)} GiB`;
  if (name === "command" && Array.isArray(value)) return value.map(shellWord).join(" ");
  return cellText(value);
}

function shellWord(word: unknown): string {
  const text = cellText(word);
  return /^[\w@%+=:,./~[\]-]+$/.test(text) ? text : `'${text.replaceAll("'", `'"'"'`)}'`;
}

import { redactText } from "./redact-text.js";
import { REDACTED } from "./secret-name.js";

/** In characters: a shorter text is taken out as a word of its own only. */
const LEAST_LENGTH = 8;

/**
 * A file of settings without secrets, as its lines tell them, and without the texts that its values have under names of secrets,
 * wherever they stand in it.
 */
export function redactDocument(text: string, secrets: readonly string[]): string {
  const forms = secrets.flatMap(writtenForms).filter((form) => form.trim().length > 2);
  const longestFirst = [...new Set(forms)].toSorted((a, b) => b.length - a.length);
  return redactText(longestFirst.reduce(without, text));
}

/** As it is, by its lines, and as quotes have it. */
function writtenForms(secret: string): string[] {
  const lines = secret.split("\n").map((line) => line.trim());
  return [secret, ...lines, JSON.stringify(secret).slice(1, -1), secret.replaceAll("'", "''")];
}

function without(text: string, form: string): string {
  if (form.length >= LEAST_LENGTH) return text.replaceAll(form, REDACTED);
  const pattern = new RegExp(`(?<!\\w)${form.replaceAll(/[^\w]/g, "\\$&")}(?!\\w)`, "gu");
  return text.replace(pattern, REDACTED);
}

import { existsSync } from "node:fs";
import { isSecretName, REDACTED } from "./secret-name.js";

/** A shorter value could be any word. */
const LEAST_LENGTH = 8;

/**
 * Values of the environment variables whose names are those of secrets, and each line of theirs, as texts are read by the line;
 * the longest first. A path of this disk is none; a key may begin as one does.
 */
export function secretValues(env: NodeJS.ProcessEnv): string[] {
  const values = Object.entries(env)
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value ?? "")
    .filter((value) => value.length >= LEAST_LENGTH && !isPath(value))
    .flatMap((value) => [value, ...value.split("\n").map((line) => line.trim())])
    .filter((value) => value.length >= LEAST_LENGTH);
  return [...new Set(values)].toSorted((a, b) => b.length - a.length);
}

function isPath(value: string): boolean {
  return value.startsWith("/") && existsSync(value);
}

/** A text without the values, wherever they stand. */
export function redactValues(text: string, values: readonly string[]): string {
  return values.reduce((rest, value) => rest.replaceAll(value, REDACTED), text);
}

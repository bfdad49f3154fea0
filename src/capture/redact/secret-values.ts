import { isSecretName, REDACTED } from "./secret-name.js";

/** A shorter value could be any word. */
const LEAST_LENGTH = 8;

/** Values of the environment variables whose names are those of secrets; a path is none. */
export function secretValues(env: NodeJS.ProcessEnv): string[] {
  return Object.entries(env)
    .filter(([name]) => isSecretName(name))
    .map(([, value]) => value ?? "")
    .filter((value) => value.length >= LEAST_LENGTH && !value.startsWith("/"));
}

/** A text without the values, wherever they stand. */
export function redactValues(text: string, values: readonly string[]): string {
  return values.reduce((rest, value) => rest.replaceAll(value, REDACTED), text);
}

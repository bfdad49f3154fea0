import { existsSync, readFileSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { globSync } from "glob";
import { REDACTED } from "../../capture/redact/secret-name.js";
import { PARAMS_FILE } from "../../store/layout.js";
import { parseParams, reasonOf } from "../../store/parse-params.js";
import { CeterisError } from "../../util/error.js";

/**
 * Reads a config file: a YAML mapping, such as a run's params.yaml; of a directory, its params.yaml. Keys without a
 * value, and those whose value was redacted, are left out.
 *
 * @throws CeterisError `USAGE` where the file cannot be read.
 */
export function readConfig(path: string): Map<string, unknown> {
  const { values } = parseConfig(path, readText(path));
  return new Map([...values].filter(([, value]) => value !== null && value !== REDACTED));
}

function readText(path: string): string {
  try {
    const file = statSync(path).isDirectory() ? join(path, PARAMS_FILE) : path;
    return readFileSync(file, "utf8");
  } catch (error) {
    throw refuse(path, error, "cannot be opened");
  }
}

function parseConfig(path: string, text: string): ReturnType<typeof parseParams> {
  try {
    return parseParams(text);
  } catch (error) {
    throw refuse(path, error, "is no YAML mapping of arguments to values");
  }
}

function refuse(path: string, cause: unknown, what: string): CeterisError {
  const reason = cause instanceof Error ? reasonOf(cause) : String(cause);
  const message = `The config file ${path} ${what}: ${reason}.`;
  return new CeterisError("USAGE", message, { cause });
}

/** The files that a list of paths and patterns stands for; `~` is the home folder, what is not there is left out. */
export function findConfigs(patterns: readonly string[]): string[] {
  return patterns.map(expandHome).flatMap((pattern) => {
    if (!/[*?[]/.test(pattern)) return existsSync(pattern) ? [pattern] : [];
    return globSync(pattern).toSorted();
  });
}

/** A path with the home folder in place of `~`. */
export function expandHome(path: string): string {
  return /^~(?=$|[/\\])/.test(path) ? homedir() + path.slice(1) : path;
}

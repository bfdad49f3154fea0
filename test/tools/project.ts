import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Things that the set-up provided, and that the tests leave for people to look at. */
export const CACHE = join(PROJECT, ".cache");

const WINDOWS = process.platform === "win32";

/** The Python that has Jupyter and exman. */
export const PYTHON = provided(join(CACHE, "venv", WINDOWS ? "Scripts/python.exe" : "bin/python"));

/** The folder from which danfojs can be required. */
export const DANFO = join(CACHE, "danfo");

/** The browser's program. */
export function chromium(): string {
  return readFileSync(provided(join(CACHE, "chromium-path")), "utf8");
}

function provided(path: string): string {
  if (existsSync(path)) return path;
  throw new Error(`${path} is missing: run \`node scripts/setup-tests.mjs\`.`);
}

import { createHash } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import type { RootLayout } from "./layout.js";
import { textIn } from "./read-text.js";
import type { Environment } from "./recorded-facts.js";

/** In bytes; ten thousand packages take one megabyte. */
const LIMIT = 16 * 1024 * 1024;

/**
 * Writes an environment to `environments/<sha>.json`, unless the same one is there.
 *
 * @returns the SHA-256 of the file, which a run's run.json names.
 */
export function saveEnvironment(layout: RootLayout, environment: Environment): string {
  const text = `${JSON.stringify(environment, null, 2)}\n`;
  const sha = createHash("sha256").update(text).digest("hex");
  const path = environmentPath(layout, sha);
  if (existsSync(path)) return sha;
  mkdirSync(layout.environments, { recursive: true });
  writeFileAtomic(path, text);
  return sha;
}

/** Reads what `saveEnvironment` wrote; null where it is absent or damaged. */
export function readEnvironment(layout: RootLayout, sha: string): Environment | null {
  if (!/^[0-9a-f]{64}$/.test(sha)) return null;
  try {
    const document: unknown = JSON.parse(textIn(layout.environments, `${sha}.json`, LIMIT));
    return typeof document === "object" && !Array.isArray(document) ? document : null;
  } catch {
    return null;
  }
}

function environmentPath(layout: RootLayout, sha: string): string {
  return join(layout.environments, `${sha}.json`);
}

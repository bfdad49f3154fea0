import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { CACHE, PROJECT } from "./project.js";

/** A path in the built library, as it is published; throws where a source is newer than what was built of it. */
export function built(...parts: readonly string[]): string {
  return output("src", join(PROJECT, "dist"), "npm run build", parts);
}

/** A path in the built examples. */
export function builtExample(...parts: readonly string[]): string {
  return output("examples", join(CACHE, "examples"), "npm run build:examples", parts);
}

function output(source: string, folder: string, command: string, parts: readonly string[]): string {
  const sources = join(PROJECT, source);
  const stale = readdirSync(sources, { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .find((file) => changed(join(sources, file)) > changed(join(folder, asScript(file))));
  if (stale === undefined) return join(folder, ...parts);
  throw new Error(
    `${join(folder, asScript(stale))} is missing or older than ${join(source, stale)}: run \`${command}\`.`,
  );
}

function asScript(file: string): string {
  return file.replace(/\.ts$/, ".js");
}

/** 0 for a file that is missing. */
function changed(file: string): number {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

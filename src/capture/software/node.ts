import { createHash } from "node:crypto";
import { realpathSync } from "node:fs";
import type { FileDigest, NodeEnvironment } from "../../store/recorded-facts.js";
import { readSmallFile } from "../../util/read-small-file.js";
import { findUpwards } from "../find-upwards.js";
import { runProgram, successOf } from "../run-program.js";
import type { Surroundings } from "../surroundings.js";
import type { Interpreter } from "./interpreter.js";
import { placedPath } from "./placed-path.js";

const LOCKFILES = [
  "package-lock.json",
  "npm-shrinkwrap.json",
  "pnpm-lock.yaml",
  "yarn.lock",
  "bun.lock",
  "bun.lockb",
  "deno.lock",
];
/** Of a lockfile. */
const MOST_BYTES = 64 * 2 ** 20;

/**
 * A Node and the lockfile of the project; in place of Node's version, Deno and Bun have theirs behind their names.
 *
 * @throws Error (as a rejection) with the reason.
 */
export async function readNode(
  { kind, path }: Interpreter,
  surroundings: Surroundings,
): Promise<NodeEnvironment> {
  const version = await versionOf(path, surroundings);
  const lockfile = readLockfile(surroundings.cwd);
  return {
    version: kind === "node" ? version : `${kind} ${version}`,
    ...(lockfile ? { lockfile } : {}),
  };
}

async function versionOf(path: string, { cwd, env, deadline }: Surroundings): Promise<string> {
  if (realpathSync(path) === realpathSync(process.execPath)) return process.versions.node;
  const output = await runProgram(path, ["--version"], { cwd, env, deadline });
  const said = successOf(path, output).toString();
  return /\d+\.\d+\.\d+\S*/.exec(said)?.[0] ?? said.trim();
}

function readLockfile(cwd: string): FileDigest | undefined {
  const path = findUpwards(cwd, LOCKFILES);
  if (path === undefined) return undefined;
  const sha256 = createHash("sha256").update(readSmallFile(path, MOST_BYTES)).digest("hex");
  return { path: placedPath(path, cwd), sha256 };
}

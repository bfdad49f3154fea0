import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The project's folder. */
export const PROJECT = fileURLToPath(new URL("../..", import.meta.url));

/** Everything the set-up provides lies here; safe to delete. */
export const CACHE = join(PROJECT, ".cache");

/** One line on what is being done, apart from the results on stdout. */
export function say(sentence) {
  process.stderr.write(`set-up: ${sentence}\n`);
}

/** Runs a program to its end, silently; throws a sentence with the end of its output where it fails. */
export function run(command, args, options = {}) {
  const result = spawnSync(command, args, {
    cwd: PROJECT,
    encoding: "utf8",
    maxBuffer: 2 ** 28,
    ...options,
  });
  if (result.status === 0) return result.stdout;
  const output = ends(`${result.stdout ?? ""}\n${result.stderr ?? ""}`);
  const reason = result.error?.message ?? `exit code ${result.status ?? result.signal}`;
  throw new Error(`\`${[command, ...args].join(" ")}\` failed (${reason}).\n${output}`);
}

/** The first and the last lines: npm tells the cause first, pip last. */
function ends(output) {
  const lines = output.split("\n").filter((line) => line.trim() !== "");
  return (lines.length <= 16 ? lines : [...lines.slice(0, 8), "…", ...lines.slice(-8)]).join("\n");
}

/** True where the program runs and answers with exit code 0. */
export function succeeds(command, args) {
  return spawnSync(command, args, { stdio: "ignore" }).status === 0;
}

/** Runs npm, the same one that runs this script where there is one. */
export function npm(args, options = {}) {
  const quiet = [...args, "--no-audit", "--no-fund", "--prefer-offline", "--loglevel=error"];
  const own = process.env.npm_execpath;
  if (own?.endsWith("npm-cli.js")) return run(process.execPath, [own, ...quiet], options);
  return run("npm", quiet, { shell: process.platform === "win32", ...options });
}

/**
 * Does `action` unless `product` exists and was made from the same ingredients. The stamp is written last, so
 * that an interrupted set-up is done again.
 */
export function provide(product, ingredients, sentence, action) {
  const stamp = `${product}.stamp`;
  const hash = createHash("sha256").update(JSON.stringify(ingredients)).digest("hex");
  if (existsSync(product) && existsSync(stamp) && readFileSync(stamp, "utf8") === hash) return;
  say(sentence);
  rmSync(stamp, { force: true });
  mkdirSync(dirname(product), { recursive: true });
  action();
  writeFileSync(stamp, hash);
}

/** Runs the steps of a set-up; a failure is one message and exit code 1. */
export function main(...steps) {
  try {
    for (const step of steps) step();
  } catch (error) {
    say(error.message);
    process.exitCode = 1;
  }
}

import { realpathSync } from "node:fs";
import { dirname, join } from "node:path";
import { readSmallFile } from "../../util/read-small-file.js";
import { findProgram } from "../find-program.js";
import { runProgram } from "../run-program.js";
import type { Surroundings } from "../surroundings.js";

/**
 * Version of the CUDA toolkit: from its own `version.json`, else what `nvcc` says, else `CUDA_VERSION`, which NVIDIA's
 * containers set. Undefined where there is none.
 */
export async function readCuda(surroundings: Surroundings): Promise<string | undefined> {
  const { env } = surroundings;
  const nvcc = findProgram("nvcc", surroundings);
  const folders = [env["CUDA_HOME"], env["CUDA_PATH"], nvcc && toolkitOf(nvcc), "/usr/local/cuda"];
  const written = folders.flatMap((folder) => (folder ? (versionIn(folder) ?? []) : []))[0];
  return written ?? (nvcc && (await said(nvcc, surroundings))) ?? env["CUDA_VERSION"];
}

function toolkitOf(nvcc: string): string {
  return dirname(dirname(realpathSync(nvcc)));
}

function versionIn(folder: string): string | undefined {
  try {
    const text = readSmallFile(join(folder, "version.json")).toString();
    const { cuda } = JSON.parse(text) as { cuda?: { version?: unknown } };
    return typeof cuda?.version === "string" ? cuda.version : undefined;
  } catch {
    return undefined;
  }
}

async function said(
  nvcc: string,
  { cwd, env, deadline }: Surroundings,
): Promise<string | undefined> {
  const { stdout } = await runProgram(nvcc, ["--version"], { cwd, env, deadline });
  return /\bV(\d+\.\d+(?:\.\d+)?)/.exec(stdout.toString())?.[1];
}

import { readdir } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { CondaEnvironment } from "../../store/recorded-facts.js";

/** A record of an installed package: `numpy-1.26.4-py311h64a7726_0.json`. */
const RECORD = /^(?<name>.+)-(?<version>[^-]+)-(?<build>[^-]+)\.json$/;

/** The conda environment in a folder, read from the disk; undefined where the folder holds none. */
export async function readConda(prefix: string): Promise<CondaEnvironment | undefined> {
  const files = await readdir(join(prefix, "conda-meta")).catch((): string[] => []);
  const packages = files
    .toSorted()
    .map((file) => RECORD.exec(file)?.groups)
    .flatMap((record) =>
      record ? [[record["name"]!, `${record["version"]!}=${record["build"]!}`] as const] : [],
    );
  if (packages.length === 0) return undefined;
  return { name: nameOf(prefix), packages: Object.fromEntries(packages) };
}

/** As conda has it: the folder's name within `envs/`, else `base`. */
function nameOf(prefix: string): string {
  return basename(dirname(prefix)) === "envs" ? basename(prefix) : "base";
}

import { resolve } from "node:path";
import type { KernelPlace } from "../../kernel/install/kernel-directory.js";
import { type Call, type Flags, textFlag } from "../command.js";
import { UsageError } from "../usage-error.js";

/** One of the commands for kernels: the flags it takes beside those of the place, and what it does. */
export interface KernelVerb {
  readonly flags: readonly string[];
  run(call: Call): Promise<void>;
}

const PLACES = ["user", "prefix", "sys-prefix", "system"];

/** The flags that say which kernel is meant, and where. */
export const PLACE_FLAGS: readonly string[] = [...PLACES, "name"];

/** Which kernel the flags mean, and where. */
export function placeOf(flags: Flags): KernelPlace {
  const given = PLACES.filter((flag) => flags[flag] !== undefined);
  if (given.length > 1)
    throw new UsageError(`--${given.join(" and --")} are two places; choose one.`);
  const prefix = prefixOf(flags);
  const name = textFlag(flags, "name");
  return {
    ...(prefix === undefined ? {} : { prefix }),
    ...(name === undefined ? {} : { name }),
    ...(flags["stock"] === true ? { stock: true } : {}),
  };
}

function prefixOf(flags: Flags): string | undefined {
  if (flags["sys-prefix"]) return "sys-prefix";
  if (flags["system"]) return "system";
  const folder = textFlag(flags, "prefix");
  return folder === undefined ? undefined : resolve(folder);
}

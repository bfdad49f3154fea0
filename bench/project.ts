import { fileURLToPath } from "node:url";
import { join } from "node:path";

/** The project's folder; the benchmarks are compiled into its `.cache/bench`. */
export const PROJECT: string = fileURLToPath(new URL("../..", import.meta.url));

/** Where the sources of the benchmarks lie, with what is not compiled. */
export const SOURCES: string = join(PROJECT, "bench");

import { EXPERIMENT_COLUMNS } from "./adapt-runs.js";

const DIGEST = /^[0-9a-f]{40,64}$/;

/** The values of a column that is there. */
type ValuesOf = (name: string) => ArrayLike<unknown>;

/**
 * Columns of a table of runs that tell where a run comes from, where they are no params: `commit`, `dirty`, `environment`,
 * and the version of an experiment. A param may have one of these names: an `environment` that is no digest is one.
 */
export function recordedColumns(names: readonly string[], valuesOf: ValuesOf): string[] {
  const { name, version } = EXPERIMENT_COLUMNS;
  return [
    ...codeColumns(names, valuesOf),
    ...(names.includes(name) && names.includes(version) ? [name, version] : []),
  ];
}

/** Those of them that tell the code and its packages: long digests, which say little to a reader. */
export function codeColumns(names: readonly string[], valuesOf: ValuesOf): string[] {
  const isDigest = (value: unknown): boolean =>
    value === null || value === undefined || (typeof value === "string" && DIGEST.test(value));
  const environments = names.includes("environment") ? Array.from(valuesOf("environment")) : [];
  return [
    ...["commit", "dirty"].filter((column) => names.includes(column)),
    ...(environments.length > 0 && environments.every(isDigest) ? ["environment"] : []),
  ];
}

import type { RunFile } from "./run-file.js";

/**
 * Adds what run.json tells of the code, the environment and the experiment to a run's params, under names that they do
 * not have. `commit` and `dirty` are exman's names.
 */
export function addFacts(params: Map<string, unknown>, file: RunFile): void {
  const { vcs, environment, experiment } = file;
  if (vcs === undefined && environment === undefined && experiment === undefined) return;
  addText(params, "commit", vcs?.HEAD_sha);
  if (typeof vcs?.is_dirty === "boolean" && !params.has("dirty")) params.set("dirty", vcs.is_dirty);
  addText(params, "environment", environment);
  if (hasNested(params.get("experiment"))) return;
  addText(params, "experiment.name", experiment?.name);
  const version: unknown = experiment?.version;
  if (Number.isSafeInteger(version) && !params.has("experiment.version"))
    params.set("experiment.version", version);
}

function addText(params: Map<string, unknown>, name: string, value: unknown): void {
  if (typeof value === "string" && value !== "" && !params.has(name)) params.set(name, value);
}

/** Of a param with params of its own, the columns have dotted names too. */
function hasNested(param: unknown): boolean {
  return typeof param === "object" && param !== null;
}

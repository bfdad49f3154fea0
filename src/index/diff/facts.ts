import { dirname } from "node:path";
import { readEnvironment } from "../../store/environment-file.js";
import { rootLayout } from "../../store/layout.js";
import { addFacts } from "../../store/run-facts.js";
import type { RunRecord } from "../read-run.js";

/** What a run recorded of one subject, by name; null where it recorded nothing of it. */
export type Facts = ReadonlyMap<string, unknown> | null;

/** The subjects on which two runs are compared. */
export interface RunFacts {
  readonly params: Facts;
  readonly command: Facts;
  readonly code: Facts;
  readonly environment: Facts;
  readonly machine: Facts;
}

/** Everything but statistics that tells a run from another. */
export function factsOf(run: RunRecord): RunFacts {
  return {
    params: paramsOf(run),
    command: commandOf(run),
    code: codeOf(run),
    environment: environmentOf(run),
    machine: machineOf(run),
  };
}

/** Without the columns that come from run.json, which are told with the code, the command and the environment. */
function paramsOf({ params, file }: RunRecord): Facts {
  const added = new Map<string, unknown>();
  if (file) addFacts(added, file);
  return new Map(Object.entries(params).filter(([name, value]) => added.get(name) !== value));
}

function commandOf({ file }: RunRecord): Facts {
  if (!file) return null;
  const { name, version } = partsOf(file.experiment);
  return known({
    command: file.command,
    cwd: file.cwd,
    experiment: name,
    "experiment version": version,
    "exit code": file.exitCode,
    signal: file.signal,
  });
}

function codeOf({ file }: RunRecord): Facts {
  const { HEAD_sha, active_branch, is_dirty, diff_sha, remote, root } = partsOf(file?.vcs);
  const branch = active_branch;
  return known({
    commit: HEAD_sha,
    branch,
    dirty: is_dirty,
    changes: diff_sha,
    remote,
    folder: root,
    ...earlierCode(file),
  });
}

/** Of a run that went on with other code: what its earlier attempts had. */
function earlierCode(file: RunRecord["file"]): Record<string, unknown> {
  const { HEAD_sha, diff_sha } = partsOf(file?.vcs);
  const earlier = (file?.attempts ?? []).slice(0, -1).flatMap(({ vcs }, at) => {
    const { HEAD_sha: commit, diff_sha: changes } = partsOf(vcs);
    const isSame = commit === HEAD_sha && changes === diff_sha;
    return isSame ? [] : [named(`attempt ${at + 1} `, { commit, changes })];
  });
  return Object.assign({}, ...earlier) as Record<string, unknown>;
}

function environmentOf({ root, file }: RunRecord): Facts {
  const layout = rootLayout(dirname(dirname(root)));
  const environment =
    file?.environment === undefined ? null : readEnvironment(layout, file.environment);
  const { python, node, cuda } = partsOf(environment);
  const { packages, conda, version, executable } = partsOf(python);
  const { name, packages: condaPackages } = partsOf(conda);
  const { version: nodeVersion, lockfile } = partsOf(node);
  return known({
    python: version,
    "python executable": executable,
    conda: name,
    node: nodeVersion,
    ...named("lockfile ", lockfile),
    cuda,
    ...named("", packages),
    ...named("conda ", condaPackages),
  });
}

function machineOf({ file }: RunRecord): Facts {
  const { hostname, ...machine } = partsOf(file?.machine);
  const gpus: readonly unknown[] = Array.isArray(file?.gpus) ? file.gpus : [];
  return known({
    host: hostname ?? file?.host,
    ...machine,
    ...Object.assign({}, ...gpus.map((gpu, position) => named(`gpu ${position + 1} `, gpu))),
    ...named("", file?.slurm),
    ...named("", file?.variables),
  });
}

/** Facts may be damaged: what is no object has no parts. */
function partsOf(value: unknown): Readonly<Record<string, unknown>> {
  const isObject = typeof value === "object" && value !== null && !Array.isArray(value);
  return isObject ? (value as Record<string, unknown>) : {};
}

function named(prefix: string, value: unknown): Record<string, unknown> {
  const parts = Object.entries(partsOf(value));
  return Object.fromEntries(parts.map(([name, part]) => [prefix + name, part]));
}

function known(facts: Readonly<Record<string, unknown>>): Facts {
  const entries = Object.entries(facts).filter(
    ([, value]) => value !== undefined && value !== null,
  );
  return entries.length > 0 ? new Map(entries) : null;
}

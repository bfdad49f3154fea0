import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { writeFileAtomic } from "../util/write-file-atomic.js";
import type { Adapter } from "./adapter.js";
import { FileReader } from "./file-reader.js";
import type { RootLayout } from "./layout.js";
import { READ_LIMITS } from "./limits.js";
import type { ReportProblem } from "./problem.js";
import { readText } from "./read-text.js";
import type { FileDigest } from "./recorded-facts.js";
import { entriesOf } from "./run-location.js";

/** What a run can disagree with its experiment in. Source: Athena, the last two from Oríon. */
export type ConflictKind =
  | "new hyperparameter"
  | "missing hyperparameter"
  | "code change"
  | "command line change"
  | "script config change"
  | "prior change"
  | "algorithm change";

/** Why a version began. */
export interface Conflict {
  readonly kind: ConflictKind;
  /** One line: what changed, from which version to which. */
  readonly message: string;
}

/** The code of a version, with Athena's names. */
export interface ExperimentCode {
  readonly is_dirty: boolean;
  readonly HEAD_sha: string;
  readonly active_branch: string | null;
  readonly diff_sha: string | null;
}

/** What tells codes apart beyond Athena's names. */
export interface CodeDetails {
  /** Uncommitted files, each with the beginning of the SHA-256 of what is changed in it. */
  readonly uncommitted: Readonly<Record<string, string>>;
  /** Where the script's config file is part of the code: its path in the repository, and the SHA-256 of all but it. */
  readonly without_config?: FileDigest;
}

/** What the trials of a version share. */
export interface Setup {
  /** Names of the hyperparameters. */
  readonly params: readonly string[];
  /** The other params of the version's first trial. */
  readonly config: Readonly<Record<string, unknown>>;
  /** The command line, without the values of hyperparameters. */
  readonly command: readonly string[];
  /** The script's own config file, as the command line names it. */
  readonly script_config?: FileDigest;
  readonly code?: CodeDetails;
  /** Priors of hyperparameters. */
  readonly priors?: Readonly<Record<string, string>>;
  /** What chooses the hyperparameters. */
  readonly algorithm?: string;
  readonly metadata: {
    readonly username: string;
    /** When the first trial was started, in local time. */
    readonly timestamp: string;
    /** Absent where the code is in no repository. */
    readonly VCS?: ExperimentCode;
  };
}

/** A version of an experiment. */
export interface ExperimentVersion extends Setup {
  /** From 1. */
  readonly version: number;
  /** With the version before; the first one has none. */
  readonly conflicts: readonly Conflict[];
}

/** `experiments/<name>.json`. */
export interface ExperimentFile {
  readonly schema: 1;
  /** From 0. */
  readonly id: number;
  readonly name: string;
  /** At least one, oldest first: the version n stands at n - 1. */
  readonly versions: readonly ExperimentVersion[];
  /** As they are written there: `adapterFault` says of each whether it can be used. */
  readonly adapters: readonly Adapter[];
}

/** The schema that this version writes. */
export const EXPERIMENT_SCHEMA = 1;

const SUFFIX = ".json";

/** As git names a commit; empty before the first. Anything else could be an option to git. */
const COMMIT = /^(?:[0-9a-f]{40}|[0-9a-f]{64})?$/;

/** Where an experiment is kept. Its name is to be safe for a path. */
export function experimentPath({ experiments }: RootLayout, name: string): string {
  return join(experiments, name + SUFFIX);
}

/** The experiment that a text is, or what is wrong with it, as the rest of a sentence. */
export function examineExperiment(text: string): ExperimentFile | string {
  const document = parseDocument(text);
  if (document === null) return "is damaged: it is no JSON object";
  const { schema, versions, adapters = [] } = document;
  if (schema !== EXPERIMENT_SCHEMA)
    return Number.isInteger(schema) && Number(schema) > EXPERIMENT_SCHEMA
      ? `was written by a newer ceteris (its schema is ${String(schema)}, this version reads up to ${EXPERIMENT_SCHEMA}): update ceteris`
      : "is damaged: its schema is none";
  if (typeof document["name"] !== "string") return "is damaged: its name is missing";
  if (!Number.isInteger(document["id"])) return "is damaged: its id is missing";
  if (!Array.isArray(versions) || versions.length === 0)
    return "is damaged: it has no list of versions";
  const wrong = versions.findIndex((version, at) => !isVersion(version, at + 1));
  if (wrong >= 0) return `is damaged: its version ${wrong + 1} is not what ceteris writes`;
  if (!Array.isArray(adapters)) return "is damaged: its adapters are no list";
  return { ...document, adapters } as unknown as ExperimentFile;
}

/**
 * An experiment of a root; null where there is none of that name.
 *
 * @returns what is wrong with its file, as the rest of a sentence, where it cannot be read.
 */
export function readExperiment(layout: RootLayout, name: string): ExperimentFile | string | null {
  let fault: string | null = null;
  const report: ReportProblem = (_path, _kind, message) => {
    fault = message;
  };
  const folder = { directory: layout.experiments, report, stamps: [] };
  const text = readText(new FileReader(), folder, name + SUFFIX, READ_LIMITS.runFile);
  return text === null ? fault : examineExperiment(text);
}

/** The experiments of a root in the order of their names; what cannot be read is reported. */
export function loadExperiments(layout: RootLayout, report: ReportProblem): ExperimentFile[] {
  const names = entriesOf(layout.experiments, report)
    .filter((entry) => entry.name.endsWith(SUFFIX))
    .map((entry) => entry.name.slice(0, -SUFFIX.length));
  return names.flatMap((name) => {
    const file = readExperiment(layout, name);
    if (typeof file !== "string") return file ?? [];
    report(experimentPath(layout, name), "invalid-experiment", file);
    return [];
  });
}

/** Writes an experiment, whole or not at all. */
export function saveExperiment(layout: RootLayout, file: ExperimentFile): void {
  mkdirSync(layout.experiments, { recursive: true });
  writeFileAtomic(experimentPath(layout, file.name), `${JSON.stringify(file, null, 2)}\n`);
}

function parseDocument(text: string): Record<string, unknown> | null {
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) ? document : null;
  } catch {
    return null;
  }
}

function isVersion(value: unknown, number: number): boolean {
  if (!isObject(value) || value["version"] !== number) return false;
  const { params, config, command, metadata, conflicts } = value;
  const { script_config, code, priors, algorithm } = value;
  return (
    isTexts(params) &&
    isObject(config) &&
    isTexts(command) &&
    isMetadata(metadata) &&
    (script_config === undefined || isDigest(script_config)) &&
    (code === undefined || isDetails(code)) &&
    (priors === undefined || (isObject(priors) && isTexts(Object.values(priors)))) &&
    (algorithm === undefined || typeof algorithm === "string") &&
    Array.isArray(conflicts) &&
    conflicts.every(isConflict)
  );
}

function isMetadata(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { username, timestamp, VCS } = value;
  return isTexts([username, timestamp]) && (VCS === undefined || isCode(VCS));
}

function isCode(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { is_dirty, HEAD_sha, active_branch, diff_sha } = value;
  const isCommit = typeof HEAD_sha === "string" && COMMIT.test(HEAD_sha);
  const isTextOrNull = [active_branch, diff_sha].every(
    (text) => text === null || typeof text === "string",
  );
  return typeof is_dirty === "boolean" && isCommit && isTextOrNull;
}

function isDetails(value: unknown): boolean {
  if (!isObject(value)) return false;
  const { uncommitted, without_config } = value;
  const isKnown = without_config === undefined || isDigest(without_config);
  return isKnown && isObject(uncommitted) && isTexts(Object.values(uncommitted));
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): boolean =>
  Array.isArray(value) && value.every((item) => typeof item === "string");
const isDigest = (value: unknown): boolean =>
  isObject(value) && isTexts([value["path"], value["sha256"]]);
const isConflict = (value: unknown): boolean =>
  isObject(value) && isTexts([value["kind"], value["message"]]);

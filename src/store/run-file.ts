import { readFileSync } from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import { errorCode } from "../util/error-code.js";
import { CeterisError } from "../util/error.js";
import { RUN_FILE } from "./layout.js";

/** What run.json says of a run. */
export type RecordedStatus = "running" | "completed" | "failed" | "interrupted";

/**
 * What is true of a run: one that is recorded as running, but whose process is gone, is `lost`; one whose run.json
 * cannot be read is `unknown`.
 */
export type RunStatus = RecordedStatus | "lost" | "unknown";

/** One start of a run; a run that was resumed has several. Times are ISO 8601 with a zone. */
export interface Attempt {
  readonly started: string;
  readonly status: RecordedStatus;
  readonly ended?: string;
}

/** run.json: facts about a run that are no params. Times are ISO 8601 with a zone. */
export interface RunFile {
  readonly schema: 1;
  readonly status: RecordedStatus;
  /** At least one, oldest first. */
  readonly attempts: readonly Attempt[];
  /** The program and its arguments. */
  readonly command?: readonly string[];
  readonly host?: string;
  readonly pid?: number;
  readonly started?: string;
  readonly ended?: string;
  /** When the process last said that it was alive. */
  readonly heartbeat?: string;
}

type Document = Record<string, unknown>;
type Migration = (document: Document) => Document;

/** The schema that this version writes. */
export const RUN_SCHEMA = 1;

/** From a schema to the next one: `[1, (document) => …]` makes a document of schema 2. */
const MIGRATIONS: ReadonlyMap<number, Migration> = new Map();

const STATUSES: readonly unknown[] = [
  "running",
  "completed",
  "failed",
  "interrupted",
] satisfies RecordedStatus[];
const HEARTBEAT_LIMIT_MS = 5 * 60 * 1000;

/**
 * Reads the text of a run.json.
 *
 * @param path - Named in the error.
 * @throws CeterisError `FORMAT` where the text is no run.json, or one of a newer schema.
 */
export function parseRunFile(text: string, path: string = RUN_FILE): RunFile {
  const document = migrate(parseDocument(text, path), path);
  assertRunFile(document, path);
  return document;
}

/** Reads the run.json of a run directory; null where there is none, as in runs that Python's exman wrote. */
export function readRunFile(directory: string): RunFile | null {
  const path = join(directory, RUN_FILE);
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  }
  return parseRunFile(text, path);
}

/** Writes the text of a run.json. */
export function formatRunFile(file: RunFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * The status of a run at the time `now`, seen from `host`. A running run is lost when its process is gone (same
 * host), or when its heartbeat is older than five minutes (another host).
 */
export function runStatus(
  file: RunFile,
  now: Date = new Date(),
  host: string = hostname(),
): RunStatus {
  if (file.status !== "running") return file.status;
  if (file.host === host && file.pid !== undefined) return isAlive(file.pid) ? "running" : "lost";
  const heartbeat = Date.parse(file.heartbeat ?? file.started ?? "");
  return now.getTime() - heartbeat <= HEARTBEAT_LIMIT_MS ? "running" : "lost";
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === "EPERM";
  }
}

function parseDocument(text: string, path: string): Document {
  let document: unknown;
  try {
    document = JSON.parse(text);
  } catch (error) {
    throw damaged(path, "it is no JSON", { cause: error });
  }
  if (!isDocument(document)) throw damaged(path, "it holds no object");
  return document;
}

function migrate(document: Document, path: string): Document {
  const { schema } = document;
  if (typeof schema !== "number" || !Number.isInteger(schema) || schema < 1) {
    throw damaged(path, `schema is ${JSON.stringify(schema) ?? "missing"}`);
  }
  if (schema > RUN_SCHEMA) {
    throw new CeterisError(
      "FORMAT",
      `${path} was written by a newer ceteris (its schema is ${schema}, this version reads up to ${RUN_SCHEMA}): update ceteris.`,
    );
  }
  let migrated = document;
  for (let version = schema; version < RUN_SCHEMA; version += 1)
    migrated = MIGRATIONS.get(version)!(migrated);
  return migrated;
}

function assertRunFile(document: Document, path: string): asserts document is Document & RunFile {
  for (const [key, isValid] of CHECKS) {
    if (!isValid(document[key]))
      throw damaged(path, `${key} is ${JSON.stringify(document[key]) ?? "missing"}`);
  }
}

function damaged(path: string, what: string, options?: ErrorOptions): CeterisError {
  return new CeterisError(
    "FORMAT",
    `${path} is damaged: ${what}; delete the file to load the run without it.`,
    options,
  );
}

const isDocument = (value: unknown): value is Document =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isStatus = (value: unknown): boolean => STATUSES.includes(value);
const isText = (value: unknown): boolean => typeof value === "string";
const isTime = (value: unknown): boolean =>
  typeof value === "string" && !Number.isNaN(Date.parse(value));
const isPid = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value > 0;
const isListOf =
  (isItem: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    Array.isArray(value) && value.every(isItem);
const isOptional =
  (isPresent: (value: unknown) => boolean) =>
  (value: unknown): boolean =>
    value === undefined || isPresent(value);
const isAttempt = (value: unknown): boolean =>
  isDocument(value) &&
  isTime(value["started"]) &&
  isStatus(value["status"]) &&
  isOptional(isTime)(value["ended"]);

const CHECKS: readonly (readonly [keyof RunFile, (value: unknown) => boolean])[] = [
  ["status", isStatus],
  ["attempts", isListOf(isAttempt)],
  ["command", isOptional(isListOf(isText))],
  ["host", isOptional(isText)],
  ["pid", isOptional(isPid)],
  ["started", isOptional(isTime)],
  ["ended", isOptional(isTime)],
  ["heartbeat", isOptional(isTime)],
];

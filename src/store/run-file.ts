import { lifeOf, type Life, type ProcessId } from "../util/process-id.js";
import type { RecordedFacts, TrialOf, WorldFacts } from "./recorded-facts.js";

/** What run.json says of a run. */
export type RecordedStatus = "running" | "completed" | "failed" | "interrupted";

/**
 * What is true of a run: one that is recorded as running, but whose process is gone, is `lost`; one whose run.json
 * cannot be read is `unknown`.
 */
export type RunStatus = RecordedStatus | "lost" | "unknown";

/**
 * One start of a run; a run that was resumed has several. Times are ISO 8601 with a zone. An attempt that another one
 * followed has its own facts of the world; those of the last one are the run's.
 */
export interface Attempt extends WorldFacts {
  readonly started: string;
  readonly status: RecordedStatus;
  readonly ended?: string;
  /** What the program exited with. */
  readonly exitCode?: number;
  /** What the program died of, such as `SIGSEGV`. */
  readonly signal?: string;
  /** Of an attempt that another one followed: what it was a trial of. */
  readonly experiment?: TrialOf;
}

/**
 * run.json: facts about a run that are no params. Times are ISO 8601 with a zone. Every fact of the world is
 * optional, and one that is damaged harms no load: who reads it checks it.
 */
export interface RunFile extends RecordedFacts {
  readonly schema: 1;
  readonly status: RecordedStatus;
  /** At least one, oldest first. */
  readonly attempts: readonly Attempt[];
  /** The program and its arguments. */
  readonly command?: readonly string[];
  /** Where the program was started. */
  readonly cwd?: string;
  readonly host?: string;
  readonly pid?: number;
  /** The process that records the run, told from every other one; its `host` and `pid` are those above. */
  readonly process?: ProcessId;
  /** The program that this process runs, which goes on where that is killed. */
  readonly program?: ProcessId;
  readonly user?: string;
  readonly started?: string;
  readonly ended?: string;
  /** When the process last said that it was alive. */
  readonly heartbeat?: string;
  /** Of the last attempt. */
  readonly exitCode?: number;
  /** Of the last attempt. */
  readonly signal?: string;
  /** Where the run is a trial of an experiment: the version of its last attempt. */
  readonly experiment?: TrialOf;
  /** The params that the command line marks with `~`. */
  readonly hyperparameters?: readonly string[];
  /** How `ceteris run` recorded the command, where that was not the usual way. */
  readonly recording?: { readonly scalars?: string; readonly capture?: boolean };
}

/** What tells whether the process of a running run is alive. */
export interface LifeSign {
  readonly process: ProcessId | null;
  /** The program that it runs. */
  readonly program: ProcessId | null;
  /** When it last said so, or started, in milliseconds since 1970; null where nothing tells. */
  readonly heartbeat: number | null;
}

/** The status of a run as it lies on the disk; it does not change while the files do not. */
export interface Recorded {
  readonly status: RunStatus;
  /** Of a running run; null for any other. */
  readonly lifeSign: LifeSign | null;
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
const MOST_SHOWN = 60;
/** How far a heartbeat may be from now, also ahead: clocks differ. */
const HEARTBEAT_LIMIT_MS = 5 * 60 * 1000;

/** The run.json that a text is, or what is wrong with it, as the rest of a sentence. */
export function examineRunFile(text: string): RunFile | string {
  const document = parseDocument(text);
  if (document === null) return damaged("it is no JSON object");
  const { schema } = document;
  if (typeof schema !== "number" || !Number.isInteger(schema) || schema < 1)
    return damaged(`schema is ${shown(schema)}`);
  if (schema > RUN_SCHEMA)
    return `was written by a newer ceteris (its schema is ${schema}, this version reads up to ${RUN_SCHEMA}): update ceteris`;
  const migrated = migrate(document, schema);
  const wrong = CHECKS.find(([key, isValid]) => !isValid(migrated[key]));
  if (wrong) return damaged(`${wrong[0]} is ${shown(migrated[wrong[0]])}`);
  return migrated as Document & RunFile;
}

/** A run.json with further facts; what those say to be unread replaces what was, and is left out where it is empty. */
export function withFacts(file: RunFile, facts: Partial<RunFile>): RunFile {
  const { unread, ...known } = { ...file, ...facts };
  return unread === undefined || Object.keys(unread).length === 0 ? known : { ...known, unread };
}

/** The run.json of a run that starts now. */
export function newRunFile(time: Date, facts: Partial<RunFile>): RunFile {
  const started = time.toISOString();
  const attempts = [{ started, status: "running" }] as const;
  return withFacts({ schema: RUN_SCHEMA, status: "running", attempts, started }, facts);
}

/** Writes the text of a run.json. */
export function formatRunFile(file: RunFile): string {
  return `${JSON.stringify(file, null, 2)}\n`;
}

/** What a run.json says of the run's status. */
export function recordedStatus(file: RunFile): Recorded {
  if (file.status !== "running") return { status: file.status, lifeSign: null };
  const heartbeat = Date.parse(file.heartbeat ?? file.started ?? "");
  return {
    status: "running",
    lifeSign: {
      process: recorderOf(file),
      program: file.program ?? null,
      heartbeat: Number.isNaN(heartbeat) ? null : heartbeat,
    },
  };
}

/**
 * The status of a run at the time `now`. A running run is lost when its process and its program are gone, or, where
 * these are not to be seen from here, when its heartbeat is more than five minutes away.
 */
export function presentStatus({ status, lifeSign }: Recorded, now: Date = new Date()): RunStatus {
  if (lifeSign === null) return status;
  const lives = livesOf(lifeSign);
  const isRunning =
    lives.includes("alive") || (!lives.includes("gone") && isFresh(lifeSign.heartbeat, now));
  return isRunning ? "running" : "lost";
}

/** The number of a running run's process: its program's, where the one that recorded it is gone. */
export function runningPid(file: RunFile): number | undefined {
  const [life, programLife] = [recorderOf(file), file.program].map((id) => id && lifeOf(id));
  return life === "gone" && programLife === "alive" ? file.program?.pid : file.pid;
}

function livesOf({ process, program }: LifeSign): Life[] {
  return [process, program].flatMap((id) => (id === null ? [] : lifeOf(id)));
}

function isFresh(heartbeat: number | null, now: Date): boolean {
  return heartbeat !== null && Math.abs(now.getTime() - heartbeat) <= HEARTBEAT_LIMIT_MS;
}

/** Of an older run.json, less is known. */
function recorderOf({ process, host, pid }: RunFile): ProcessId | null {
  if (process) return process;
  if (host === undefined || pid === undefined) return null;
  return { host, boot: null, namespace: null, pid, start: null };
}

function parseDocument(text: string): Document | null {
  try {
    const document: unknown = JSON.parse(text);
    return isDocument(document) ? document : null;
  } catch {
    return null;
  }
}

function migrate(document: Document, schema: number): Document {
  let migrated = document;
  for (let version = schema; version < RUN_SCHEMA; version += 1)
    migrated = MIGRATIONS.get(version)!(migrated);
  return migrated;
}

function damaged(what: string): string {
  return `is damaged: ${what}; delete the file to load the run without it`;
}

/** A value in a message, short; what is nested too deeply for JSON has no text. */
function shown(value: unknown): string {
  try {
    const text = JSON.stringify(value) ?? "missing";
    return text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text;
  } catch {
    return "nested too deeply";
  }
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
const isTextOrNull = (value: unknown): boolean => value === null || isText(value);
const isProcessId = (value: unknown): boolean =>
  isDocument(value) &&
  isText(value["host"]) &&
  isPid(value["pid"]) &&
  [value["boot"], value["namespace"], value["start"]].every(isTextOrNull);
const isAttempt = (value: unknown): boolean =>
  isDocument(value) &&
  isTime(value["started"]) &&
  isStatus(value["status"]) &&
  isOptional(isTime)(value["ended"]);

const CHECKS: readonly (readonly [keyof RunFile, (value: unknown) => boolean])[] = [
  ["status", isStatus],
  ["attempts", isListOf(isAttempt)],
  ["host", isOptional(isText)],
  ["pid", isOptional(isPid)],
  ["process", isOptional(isProcessId)],
  ["program", isOptional(isProcessId)],
  ["started", isOptional(isTime)],
  ["ended", isOptional(isTime)],
  ["heartbeat", isOptional(isTime)],
];

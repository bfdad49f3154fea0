/** The code that a run was started from. The names are Athena's. */
export interface Vcs {
  readonly type: "git";
  /** Commit; empty where the repository has none yet. */
  readonly HEAD_sha: string;
  /** Null for a detached HEAD. */
  readonly active_branch: string | null;
  /** True where tracked files are changed, or untracked programs are there. */
  readonly is_dirty: boolean;
  /** SHA-256 of the uncommitted changes, which `changes.diff` holds; null where there are none. */
  readonly diff_sha: string | null;
  /** Address of the remote repository, without credentials. */
  readonly remote?: string;
  /** Absolute path of the working tree. */
  readonly root: string;
}

/** The computer that a run was started on. */
export interface Machine {
  readonly os: string;
  readonly arch: string;
  readonly cpu: string;
  readonly cores: number;
  /** In bytes. */
  readonly memory: number;
  readonly hostname: string;
  readonly user: string;
}

/** A graphics card that a run could see. */
export interface Gpu {
  readonly name: string;
  /** In bytes. */
  readonly memory?: number;
  readonly driver?: string;
  /** Version of CUDA that the driver supports. */
  readonly cuda?: string;
}

/** A conda environment: its packages as `name` → `version=build`. */
export interface CondaEnvironment {
  readonly name: string;
  readonly packages: Readonly<Record<string, string>>;
}

/** The Python that a run used; packages are sorted by name. */
export interface PythonEnvironment {
  readonly version: string;
  readonly executable: string;
  readonly packages: Readonly<Record<string, string>>;
  readonly conda?: CondaEnvironment;
}

/** The Node that a run used. */
export interface NodeEnvironment {
  readonly version: string;
  readonly lockfile?: FileDigest;
}

/** A file and the SHA-256 of its content. */
export interface FileDigest {
  readonly path: string;
  readonly sha256: string;
}

/** The programs and packages that a run used: what `environments/<sha>.json` holds, once for all runs that share it. */
export interface Environment {
  readonly python?: PythonEnvironment;
  readonly node?: NodeEnvironment;
  /** Version of the CUDA toolkit. */
  readonly cuda?: string;
}

/** The trial of an experiment that a run is. */
export interface TrialOf {
  readonly name: string;
  readonly id: number;
  readonly version: number;
}

/** True for the trial that a run.json names, whose facts nobody has checked. */
export function isTrial(value: unknown): value is TrialOf {
  if (typeof value !== "object" || value === null) return false;
  const { name, version } = value as Partial<Record<string, unknown>>;
  return typeof name === "string" && Number.isSafeInteger(version);
}

/** What is recorded of an attempt about the world, each fact only where it could be read. */
export interface WorldFacts {
  readonly vcs?: Vcs;
  /** SHA-256 that names the file in `environments/`. */
  readonly environment?: string;
  readonly machine?: Machine;
  readonly gpus?: readonly Gpu[];
  readonly slurm?: Readonly<Record<string, string>>;
  /** Environment variables of an allow list. */
  readonly variables?: Readonly<Record<string, string>>;
  /** Why a fact is absent, by its name. */
  readonly unread?: Readonly<Record<string, string>>;
}

/** The names of these facts. */
export const WORLD_FACTS: readonly (keyof WorldFacts)[] = [
  "vcs",
  "environment",
  "machine",
  "gpus",
  "slurm",
  "variables",
  "unread",
];

/** What is recorded of a run besides its params. The facts of the world are those of its last attempt. */
export interface RecordedFacts extends WorldFacts {
  /** The params that seed random numbers. */
  readonly seeds?: Readonly<Record<string, number>>;
}

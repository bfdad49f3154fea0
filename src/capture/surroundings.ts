import type { Deadline } from "./deadline.js";

/** Where a command runs, and how long may be read about it. */
export interface Surroundings {
  /** Absolute. */
  readonly cwd: string;
  readonly command: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly deadline: Deadline;
}

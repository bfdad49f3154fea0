/** Every kind of damage that a load reports and survives. */
export type ProblemKind =
  | "missing-params"
  | "invalid-yaml"
  | "invalid-run-file"
  | "invalid-experiment"
  | "invalid-statistics"
  | "torn-line"
  | "not-utf8"
  | "empty-file"
  | "too-large"
  | "unreadable"
  | "python-object"
  | "dangling-link"
  | "link-loop"
  | "link-outside-root"
  | "not-a-run"
  | "duplicate-id";

/** Something in a root that could not be read as it should; the rest was. */
export interface Problem {
  /** Absolute path of the file, folder or link. */
  readonly path: string;
  readonly kind: ProblemKind;
  /** What is wrong there, in a sentence. */
  readonly message: string;
}

/** Takes a problem as it is met; a load goes on after it. */
export type ReportProblem = (path: string, kind: ProblemKind, message: string) => void;

/** What went wrong, for programs; the message says it for people. */
export type ErrorCode =
  | "ROOT"
  | "MARK"
  | "RUN"
  | "FORMAT"
  | "FORMULA"
  | "COMPARE"
  | "CHART"
  | "RECORD"
  | "EXPERIMENT"
  | "KERNEL"
  | "USAGE";

/**
 * The one base class of every error that ceteris throws on purpose. Its message is a sentence: what was
 * wrong, the value, where, and the remedy.
 */
export class CeterisError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "CeterisError";
    this.code = code;
  }
}

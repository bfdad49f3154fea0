import { CeterisError } from "../../util/error.js";

/** A command that could not be started. */
export class NotStartedError extends CeterisError {
  /** By the custom of shells: 127 where it is not there, else 126. */
  readonly exitCode: number;

  constructor(message: string, exitCode: number) {
    super("RECORD", message);
    this.name = "NotStartedError";
    this.exitCode = exitCode;
  }
}

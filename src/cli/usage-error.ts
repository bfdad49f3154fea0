import { CeterisError } from "../util/error.js";

/** A command line that cannot be understood; the program exits with 2. */
export class UsageError extends CeterisError {
  constructor(message: string) {
    super("USAGE", message);
    this.name = "UsageError";
  }
}

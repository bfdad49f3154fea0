/**
 * Thrown in a `safe_experiment`, ends it as Ctrl-C does: the run stays where it is, as interrupted, and the program
 * goes on behind it. For programs that handle Ctrl-C themselves.
 */
export class KeyboardInterrupt extends Error {
  constructor(message = "", options?: ErrorOptions) {
    super(message, options);
    this.name = "KeyboardInterrupt";
  }
}

import { CeterisError } from "../../util/error.js";
import type { KernelEnd } from "./kernel-process.js";

/** A kernel's process ended while it was needed. */
export class KernelEndedError extends CeterisError {
  readonly end: KernelEnd;

  constructor(name: string, end: KernelEnd) {
    const remedy = end.lastWords ? "mend what it said last:" : "it said nothing; start it again.";
    super("KERNEL", `The kernel ${name} ended (${end.how}): ${remedy}${end.lastWords}`);
    this.name = "KernelEndedError";
    this.end = end;
  }
}

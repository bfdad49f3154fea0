import type * as Zeromq from "zeromq";
import { CeterisError } from "../../util/error.js";

/**
 * ZeroMQ's binding, an optional dependency with native code.
 *
 * @throws CeterisError with code `KERNEL` where it is missing or was built for another machine.
 */
export async function loadZeromq(): Promise<typeof Zeromq> {
  try {
    return await import("zeromq");
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message.split("\n", 1)[0] : String(cause);
    throw new CeterisError(
      "KERNEL",
      `ZeroMQ cannot be loaded from ${import.meta.dirname} (${reason}): run \`npm install zeromq@6\` where ceteris is installed.`,
      { cause },
    );
  }
}

import { ignoresHangup } from "./hangup.js";

/** Whether all of our streams are terminals, and are to end the program where they go. */
export function isOnTerminal(): boolean {
  const { stdin, stdout, stderr } = process;
  return stdin.isTTY && stdout.isTTY && stderr.isTTY && !ignoresHangup();
}

import { spawnSync } from "node:child_process";
import { closeSync } from "node:fs";
import { isInForeground } from "./foreground.js";

/** In milliseconds: a shell that brings a running job to the foreground does not tell it. */
const LOOK_AGAIN = 300;

/**
 * The terminal of this process. Its keys come to us as they are while we are in its foreground; in the background the
 * system would stop us where we read it or changed its mode.
 */
export class OwnTerminal {
  readonly #onKeys: (bytes: Buffer) => void;
  readonly #timer: NodeJS.Timeout;
  #isTaken = false;

  constructor(onKeys: (bytes: Buffer) => void) {
    this.#onKeys = onKeys;
    this.#timer = setInterval(() => this.#isTaken || this.take(), LOOK_AGAIN).unref();
    process.on("SIGCONT", this.take); // the shell may have changed its mode
    process.once("exit", leaveInBackground);
  }

  /** Takes its keys, or leaves them to others where we are in the background. */
  readonly take = (): void => {
    process.stdin.off("data", this.#onKeys).pause();
    this.#isTaken = isInForeground();
    if (!this.#isTaken) return;
    process.stdin.setRawMode(false);
    setRaw();
    process.stdin.on("data", this.#onKeys).resume();
  };

  /** Leaves it as it was. */
  leave(): void {
    process.stdin.off("data", this.#onKeys).pause();
    if (this.#isTaken && isInForeground()) process.stdin.setRawMode(false);
    this.#isTaken = false;
  }

  end(): void {
    clearInterval(this.#timer);
    process.off("SIGCONT", this.take);
    this.leave();
    process.stdin.unref();
  }
}

/** As Node ends, it sets the mode of the terminals that are still open; from the background that disturbs the shell. */
function leaveInBackground(): void {
  if (isInForeground()) return;
  process.stdin.destroy();
  for (const descriptor of [0, 1, 2]) closeSync(descriptor);
}

/** Node leaves the terminal to make `\r\n` of `\n`, which the program's own terminal has done. */
function setRaw(): void {
  process.stdin.setRawMode(true);
  spawnSync("stty", ["-opost"], { stdio: ["inherit", "ignore", "ignore"] });
}

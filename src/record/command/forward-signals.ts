import type { Child } from "./child.js";
import { isInForeground } from "./foreground.js";
import { ignoresHangup } from "./hangup.js";
import { SIGNALS } from "./signals.js";

/** Those that a program with a terminal of its own gets from that; none of them ends a process. */
const OF_TERMINAL = ["SIGWINCH", "SIGCONT"] as const;
/** Those that a terminal sends to every process in its foreground: the program has them already. */
const FROM_KEYS: ReadonlySet<NodeJS.Signals> = new Set([
  "SIGINT",
  "SIGQUIT",
  "SIGTSTP",
  "SIGWINCH",
]);

/** Passes the signals that this process gets to the program that it runs, and stays alive until that ends. */
export class SignalForwarder {
  readonly #child: Child;
  readonly #sharesTerminal: boolean;
  #isOver = false;
  #resolve: () => void = () => {};
  /** Settles where this process is asked to end after the program has. */
  readonly stopped: Promise<void> = new Promise((resolve) => (this.#resolve = resolve));

  /** @param sharesTerminal - False for a program that has a terminal of its own. */
  constructor(child: Child, sharesTerminal: boolean) {
    this.#child = child;
    this.#sharesTerminal = sharesTerminal;
    for (const signal of SIGNALS)
      if (signal !== "SIGHUP" || !ignoresHangup()) process.on(signal, this.#take);
    if (!sharesTerminal) return;
    for (const signal of OF_TERMINAL) process.on(signal, this.#pass);
    process.on("SIGTSTP", this.#suspend);
  }

  /** The program has ended: from now on signals are for this process. */
  childEnded(): void {
    this.#isOver = true;
  }

  /** From now on signals have their usual effect. */
  end(): void {
    for (const signal of SIGNALS) process.off(signal, this.#take);
    for (const signal of OF_TERMINAL) process.off(signal, this.#pass);
    process.off("SIGTSTP", this.#suspend);
  }

  readonly #take = (signal: NodeJS.Signals): void => {
    if (this.#isOver) this.#resolve();
    else void this.#passOnce(signal);
  };

  /** What was sent to the program too, as to every process of a group, is not sent to it again. */
  async #passOnce(signal: NodeJS.Signals): Promise<void> {
    const hasGot = await this.#child.hasGot(signal);
    if (hasGot === null) this.#pass(signal);
    else if (!hasGot && !this.#isOver) this.#child.kill(signal);
  }

  readonly #pass = (signal: NodeJS.Signals): void => {
    if (this.#isOver) return;
    if (!(this.#sharesTerminal && FROM_KEYS.has(signal) && isInForeground()))
      this.#child.kill(signal);
  };

  /** Stops both. Without our listener the system stops us where it would have stopped the program. */
  readonly #suspend = (): void => {
    this.#pass("SIGTSTP");
    process.off("SIGTSTP", this.#suspend);
    process.kill(process.pid, "SIGTSTP");
    process.on("SIGTSTP", this.#suspend); // we go on
  };
}

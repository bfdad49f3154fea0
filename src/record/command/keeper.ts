import { spawn, type ChildProcess, type StdioOptions } from "node:child_process";
import { closeSync } from "node:fs";
import type { Socket } from "node:net";
import { createInterface } from "node:readline";
import { setTimeout as sleep } from "node:timers/promises";
import type { SystemPipe } from "./make-pipes.js";
import { SIGNALS } from "./signals.js";

/** In milliseconds: a program that ends sooner needs no keeper, and does not wait for the start of one. */
const DELAY = 100;
/** In milliseconds: who sends a signal to several processes has done so within. */
const SENT_WITHIN = 20;
/** In milliseconds: we may see our own signal that much later than the keeper tells of its own. */
const SEEN_WITHIN = 100;
/** In milliseconds: a keeper that is not stopped answers within. */
const ANSWERS_WITHIN = 1000;

/** The keeper's descriptor of the program's stdout; that of its stderr is the next. */
const PIPE = 4;

/**
 * Tells on the lifeline (3) which signals it gets, answers an empty line by one, and closes the pipe of a line that is a
 * number. At the end of the lifeline it reads the pipes of the program (4 and 5) into the log (6) and to where its output
 * went; after "log", and where descriptors have no paths for `tee`, into the log alone. `read` fails at a signal too: at
 * the end it does so time and again. Our ends of pipes may be non-blocking, and lose what their reader has no room for:
 * they are opened anew, with a reader for that moment, as the system would wait for one. Bash warns of a signal that comes
 * just as it is to be ignored.
 */
export const SCRIPT: string = `trap '' PIPE TSTP TTIN TTOU
signals='${SIGNALS.map((signal) => signal.slice("SIG".length)).join(" ")}'
for signal in $signals; do trap "fails=0; echo $signal 2>/dev/null >&3" $signal; done
fails=0 line=
while [ $fails -lt 3 ] && [ "$line" != log ]; do
  fails=$((fails + 1))
  read -r line <&3 || continue
  fails=0
  case $line in
    '') echo 2>/dev/null >&3 ;;
    ${PIPE}) exec ${PIPE}</dev/null ;;
    ${PIPE + 1}) exec ${PIPE + 1}</dev/null ;;
  esac
done
{ trap '' $signals; } 2>/dev/null
exec 3>&-
log=/dev/fd/6
[ "$line" != log ] && [ -e $log ] || { log=/dev/null; exec >&6 2>&6; }
out=/proc/self/fd/1 err=/proc/self/fd/2
[ -p $out ] && [ -r $out ] && [ -w $out ] && exec 7<>$out >$out 7>&-
[ -p $err ] && [ -r $err ] && [ -w $err ] && exec 7<>$err 2>$err 7>&-
{ tee -a $log; cat >/dev/null; } <&5 >&2 2>/dev/null &
{ tee -a $log; cat >/dev/null; } <&4 2>/dev/null
wait`;

/** What a keeper is started with. */
export interface KeeperOptions {
  /** Gives the descriptor of a file that is open to append; null where there is none. */
  readonly log: () => number | null;
  /** Called once it is there. */
  readonly onStarted: () => void;
}

/**
 * A process beside a program, which soon is there: where this process is killed, it reads the program's output on, so
 * that the program goes on, and its log too. It is in our process group, and knows what signals were sent to that.
 * Where there is no shell, there is none.
 */
export class Keeper {
  readonly #options: KeeperOptions;
  readonly #toldAt = new Map<string, number>();
  readonly #asked: ((isAnswered: boolean) => void)[] = [];
  /** Descriptors that it is to have; null for a pipe that nobody reads. */
  #kept: (number | null)[];
  #lifeline: Socket | null = null;
  #end: () => void;

  constructor(pipes: readonly SystemPipe[], options: KeeperOptions) {
    this.#options = options;
    this.#kept = pipes.map((pipe) => pipe.kept);
    const timer = setTimeout(() => this.#start(), DELAY).unref();
    this.#end = () => {
      clearTimeout(timer);
      this.#closeKept();
    };
  }

  /**
   * Whether a signal that we got just now was sent to our process group, so that the program has it too; null where
   * nobody knows.
   */
  async wasToGroup(signal: NodeJS.Signals): Promise<boolean | null> {
    if (!this.#lifeline) return null;
    const since = performance.now() - SEEN_WITHIN;
    await sleep(SENT_WITHIN);
    const isAnswered = await Promise.race([this.#answer(), sleep(ANSWERS_WITHIN, false)]);
    return isAnswered ? (this.#toldAt.get(signal) ?? -Infinity) >= since : null;
  }

  /** Closes one of the pipes, the first or the second: nobody reads what the program prints there. */
  close(index: number): void {
    this.#closeKept(index);
    this.#lifeline?.write(`${PIPE + index}\n`);
  }

  /** Leaves it to read on what comes, into the log alone. False where it is not there. */
  leave(): boolean {
    const lifeline = this.#lifeline;
    if (!lifeline) return false;
    this.#lifeline = null;
    this.#end = () => {};
    lifeline.end("log\n");
    return true;
  }

  /** Ends it, and closes the ends that are kept for it. */
  readonly end = (): void => {
    this.#end();
    this.#end = () => {};
    this.#lifeline = null;
  };

  #start(): void {
    const keeper = spawnKeeper(this.#kept, this.#options.log());
    this.#closeKept();
    this.#end = () => void keeper?.kill("SIGKILL");
    if (keeper?.pid === undefined) return;
    this.#listen(keeper, keeper.stdio[3] as Socket);
    this.#options.onStarted();
  }

  /** Closes one end that this process has kept, or both. */
  #closeKept(only?: number): void {
    this.#kept = this.#kept.map((kept, index) => {
      if (kept === null || (only ?? index) !== index) return kept;
      closeSync(kept);
      return null;
    });
  }

  #listen(keeper: ChildProcess, lifeline: Socket): void {
    this.#lifeline = lifeline;
    keeper.once("exit", () => {
      this.#lifeline = null;
      for (const resolve of this.#asked.splice(0)) resolve(false);
    });
    createInterface({ input: lifeline }).on("line", (line) => {
      if (line === "") this.#asked.shift()?.(true);
      else this.#toldAt.set(`SIG${line}`, performance.now());
    });
    lifeline.unref();
  }

  /** Once all is told that it has to tell. */
  #answer(): Promise<boolean> {
    const lifeline = this.#lifeline;
    if (!lifeline) return Promise.resolve(false);
    return new Promise((resolve) => {
      this.#asked.push(resolve);
      lifeline.write("\n");
    });
  }
}

/** Null where the system has no room for another process. */
function spawnKeeper(kept: readonly (number | null)[], log: number | null): ChildProcess | null {
  const files = [...kept, log].map((file) => file ?? "ignore");
  const stdio: StdioOptions = ["ignore", "inherit", "inherit", "pipe", ...files];
  try {
    const keeper = spawn("/bin/sh", ["-c", SCRIPT], { cwd: "/", stdio });
    keeper.on("error", () => {}).unref();
    keeper.stdio[3]?.on("error", () => {});
    return keeper;
  } catch {
    return null;
  }
}

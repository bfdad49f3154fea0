import { type Debugger, Session as Inspector } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";

/** The name of the main thread's function that forgets whose asynchronous work is going on. */
const CLEAR: unique symbol = Symbol.for("ceteris.clearAsyncStack");

const COMPILER = /[\\/]typescript-for-tslab[\\/]/;

/** Milliseconds between two looks at a main thread that is compiling, and how often to look. */
const COMPILES = 50;
const LOOKS = 200;

/**
 * Called in the main thread before it runs a cell. Where `AsyncLocalStorage` is in use, Node notes on a stack whose
 * work is going on, and aborts where a terminated function leaves its entry there. The binding that clears the stack
 * has no public name; newer versions of Node keep no such stack for promises.
 */
export function allowTermination(): void {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    const binding = Reflect.get(process, "binding") as ((name: string) => object) | undefined;
    const clear: unknown = Reflect.get(Object(binding?.("async_wrap")), "clearAsyncIdStack");
    Reflect.set(globalThis, CLEAR, clear);
  } finally {
    Object.assign(process, { noDeprecation: before });
  }
}

/** How the main thread is terminated. */
export interface TerminateOptions {
  /** Lets an idle main thread run something, as it is paused in what it runs next. */
  readonly wake: () => void;
  /** Whether the main thread has come free meanwhile. */
  readonly isFree: () => boolean;
  /** Gives a compiler time to come to its end, so that it stays whole. */
  readonly spareCompiler: boolean;
}

/**
 * Called in another thread: unwinds every frame of the main thread, without `catch` and `finally`. An endless loop is
 * paused, the stack above is cleared, and the loop is terminated before it can go on. Resolves to false where the main
 * thread came free, so that nothing was terminated.
 */
export async function terminateMain(options: TerminateOptions): Promise<boolean> {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  const compilers = new Set<string>();
  inspector.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
    if (options.spareCompiler && COMPILER.test(url)) compilers.add(scriptId);
  });
  await post(inspector, "Debugger.enable");
  const stuck = await pauseOutsideOf(compilers, inspector, options);
  if (stuck) await terminatePaused(inspector, options.wake);
  await post(inspector, "Debugger.disable");
  // A process that a debugger is connected to waits for it when it ends.
  inspector.disconnect();
  return stuck;
}

/** Resolves to false where the main thread came free instead. */
async function pauseOutsideOf(
  scripts: ReadonlySet<string>,
  inspector: Inspector,
  { wake, isFree }: TerminateOptions,
): Promise<boolean> {
  for (let look = 0; !isFree(); look += 1) {
    const frames = await pause(inspector, wake);
    if (look >= LOOKS || !frames.some(({ location }) => scripts.has(location.scriptId)))
      return true;
    await post(inspector, "Debugger.resume");
    await sleep(COMPILES);
  }
  return false;
}

async function pause(inspector: Inspector, wake: () => void): Promise<Debugger.CallFrame[]> {
  const paused = new Promise<Debugger.CallFrame[]>((resolve) =>
    inspector.once("Debugger.paused", ({ params }) => resolve(params.callFrames)),
  );
  void post(inspector, "Debugger.pause");
  wake();
  return paused;
}

async function terminatePaused(inspector: Inspector, wake: () => void): Promise<void> {
  await post(inspector, "Runtime.evaluate", {
    expression: `globalThis[Symbol.for("${CLEAR.description}")]?.()`,
  });
  const terminated = post(inspector, "Runtime.terminateExecution");
  void post(inspector, "Debugger.resume");
  wake();
  await terminated;
}

/** Resolves when the main thread has done it, or has refused. */
function post(inspector: Inspector, method: string, params: object = {}): Promise<void> {
  return new Promise((resolve) => inspector.post(method, params, () => resolve()));
}

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

/**
 * Called in another thread: unwinds every frame of the main thread, without `catch` and `finally`. An endless loop is
 * paused, the stack above is cleared, and the loop is terminated before it can go on. A compiler is given time to come
 * to its end, as it must stay whole. `wake` lets an idle main thread run something, as it is paused in what it runs
 * next. Resolves to false where `isFree` came true, so that nothing was terminated.
 */
export async function terminateMain(wake: () => void, isFree: () => boolean): Promise<boolean> {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  const compilers = new Set<string>();
  inspector.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
    if (COMPILER.test(url)) compilers.add(scriptId);
  });
  await post(inspector, "Debugger.enable");
  const compiles = (frames: readonly Debugger.CallFrame[]): boolean =>
    frames.some(({ location }) => compilers.has(location.scriptId));
  const stuck = await pauseOutsideOf(compiles, inspector, wake, isFree);
  if (stuck) await terminatePaused(inspector, wake);
  await post(inspector, "Debugger.disable");
  // A process that a debugger is connected to waits for it when it ends.
  inspector.disconnect();
  return stuck;
}

async function pauseOutsideOf(
  compiles: (frames: readonly Debugger.CallFrame[]) => boolean,
  inspector: Inspector,
  wake: () => void,
  isFree: () => boolean,
): Promise<boolean> {
  for (let look = 0; !isFree(); look += 1) {
    const frames = await pause(inspector, wake);
    if (look >= LOOKS || !compiles(frames)) return true;
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

import { type Debugger, Session as Inspector } from "node:inspector";
import { setTimeout as sleep } from "node:timers/promises";
import { nodeBinding } from "../session/node-binding.js";

/** The name of the main thread's function that forgets whose asynchronous work is going on. */
const CLEAR: unique symbol = Symbol.for("ceteris.clearAsyncStack");

/** Scripts of Node, of tslab with its compiler, and the folders of what runs the cells. */
const TOOLS = /^node:|[\\/]node_modules[\\/]@?tslab[\\/]/;
const OWN_FOLDERS = ["./", "../session/"].map((path) => new URL(path, import.meta.url).href);

type Frames = readonly Debugger.CallFrame[];

/** Milliseconds between two looks at a main thread that is at work for the kernel, and how often to look. */
const WORKS = 50;
const LOOKS = 200;

/** Milliseconds between two looks for an answer, and those that a main thread which is free has for it. */
const LOOK = 10;
const ANSWERS = 1000;

/**
 * Called in the main thread before it runs a cell. Where `AsyncLocalStorage` is in use, Node notes on a stack whose
 * work is going on, and aborts where a terminated function leaves its entry there. The binding that clears the stack
 * has no public name; newer versions of Node keep no such stack for promises.
 */
export function allowTermination(): void {
  const clear: unknown = Reflect.get(Object(nodeBinding("async_wrap")), "clearAsyncIdStack");
  Reflect.set(globalThis, CLEAR, clear);
}

/** How the main thread is terminated. */
export interface TerminateOptions {
  /** Lets an idle main thread run something, as it is paused in what it runs next. */
  readonly wake: () => void;
  /** Whether the main thread has come free meanwhile. */
  readonly isFree: () => boolean;
  /** Gives the kernel's own work time to come to its end, so that the compiler, and an answer, stay whole. */
  readonly sparesKernel: boolean;
}

/**
 * Called in another thread: unwinds every frame of the main thread, without `catch` and `finally`. An endless loop is
 * paused, the stack above is cleared, and the loop is terminated before it can go on; a call into native code, when it
 * returns. Resolves to false where the main thread came free, so that nothing was terminated.
 */
export async function terminateMain(options: TerminateOptions): Promise<boolean> {
  const inspector = new Inspector();
  inspector.connectToMainThread();
  const own = new Set<string>();
  inspector.on("Debugger.scriptParsed", ({ params: { scriptId, url } }) => {
    if (options.sparesKernel && isOwn(url)) own.add(scriptId);
  });
  // Not awaited: out of native code, the main thread is paused before it runs what comes next.
  void post(inspector, "Debugger.enable");
  const frames = await pauseInCell(own, inspector, options);
  if (frames) await terminatePaused(inspector, frames, options.wake);
  await post(inspector, "Debugger.disable");
  // A process that a debugger is connected to waits for it when it ends.
  inspector.disconnect();
  return frames !== undefined;
}

/** Of what is no part of a cell. */
function isOwn(url: string): boolean {
  return TOOLS.test(url) || OWN_FOLDERS.some((folder) => url.startsWith(folder));
}

/** Resolves to the frames of what is to be terminated, or to undefined where the main thread came free instead. */
async function pauseInCell(
  own: ReadonlySet<string>,
  inspector: Inspector,
  options: TerminateOptions,
): Promise<Frames | undefined> {
  for (let look = 0; !options.isFree(); look += 1) {
    const frames = await pause(inspector, options);
    if (frames === undefined) return undefined;
    const isCell = frames.some(({ location }) => !own.has(location.scriptId));
    if (!options.isFree() && (isCell || look >= LOOKS)) return frames;
    await post(inspector, "Debugger.resume");
    await sleep(WORKS);
  }
  return undefined;
}

/** Resolves to undefined where the main thread is free and has nothing to run. */
async function pause(
  inspector: Inspector,
  { wake, isFree }: TerminateOptions,
): Promise<Frames | undefined> {
  const paused: Frames[] = [];
  inspector.once("Debugger.paused", ({ params }) => paused.push(params.callFrames));
  void post(inspector, "Debugger.pause");
  wake();
  for (let free = 0; paused.length === 0 && free < ANSWERS; free += isFree() ? LOOK : 0)
    await sleep(LOOK);
  return paused[0];
}

async function terminatePaused(
  inspector: Inspector,
  frames: Frames,
  wake: () => void,
): Promise<void> {
  const immediates = frames.find(({ functionName }) => functionName === "processImmediate");
  if (immediates) await post(inspector, "Debugger.evaluateOnCallFrame", passOver(immediates));
  await post(inspector, "Runtime.evaluate", {
    expression: `globalThis[Symbol.for("${CLEAR.description}")]?.()`,
  });
  const terminated = post(inspector, "Runtime.terminateExecution");
  void post(inspector, "Debugger.resume");
  wake();
  await terminated;
}

/**
 * Node's queue of immediates goes on behind the one that runs in a `finally`, which a termination leaves out: Node
 * would try the same one for ever.
 */
function passOver({ callFrameId }: Debugger.CallFrame): object {
  const expression = "immediate._destroyed && (outstandingQueue.head = immediate._idleNext)";
  return { callFrameId, expression };
}

/** Resolves when the main thread has done it, has refused, or is at something that lets it do neither. */
async function post(inspector: Inspector, method: string, params: object = {}): Promise<void> {
  const done = new Promise<void>((resolve) => {
    inspector.post(method, params, () => resolve());
  });
  const over = new AbortController();
  const late = sleep(ANSWERS, undefined, { signal: over.signal }).catch(() => {});
  await Promise.race([done, late]);
  over.abort();
}

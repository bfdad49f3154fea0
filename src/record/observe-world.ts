import { captureCode } from "../capture/capture-code.js";
import { captureWorld, type World } from "../capture/capture-world.js";

/** What this process knows of the world it runs in. */
export interface WorldSoFar {
  /** Null until it is read. */
  readonly known: World | null;
  /** Never rejects. */
  readonly coming: Promise<World>;
}

/** In milliseconds; five seconds together. */
const CODE_LIMIT_MS = 2000;
const REST_LIMIT_MS = 3000;

const worlds = new Map<string, { known: World | null; coming: Promise<World> }>();

/**
 * Reads the code, the environment and the machine, once for a working directory: a process goes on with the code that
 * it has loaded. Null where there is no such directory any more.
 *
 * @param root - Absolute path of the root of runs, which is no part of the code.
 */
export function observeWorld(
  root: string,
  cwd: string | null = workingDirectory(),
): WorldSoFar | null {
  if (cwd === null) return null;
  const seen = worlds.get(cwd);
  if (seen) return seen;
  const coming = capture(cwd, root);
  const world = { known: null as World | null, coming };
  worlds.set(cwd, world);
  void coming.then((known) => (world.known = known));
  return world;
}

/** The code at once, since it may be changed while the program computes; the rest once the program lets it. */
async function capture(cwd: string, root: string): Promise<World> {
  const command = process.argv;
  const code = await captureCode(cwd, { limit: CODE_LIMIT_MS, exclude: [root], command });
  return captureWorld({ cwd, command, limit: REST_LIMIT_MS, code });
}

function workingDirectory(): string | null {
  try {
    return process.cwd();
  } catch {
    return null;
  }
}

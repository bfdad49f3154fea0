import { rmSync } from "node:fs";
import { join } from "node:path";
import { Index } from "ceteris";
import { addRuns, type MadeRoot, settle } from "./make-root.js";
import { type Job, timed } from "./measure.js";

/** `info()` without a cache. */
export function cold(made: MadeRoot): Job {
  return timed(() => info(new Index(made.root, { cache: false }), made));
}

/** `info()` of a root that has no cache yet, which is then written. */
export function coldWritingCache(made: MadeRoot): Job {
  return timed(
    () => info(new Index(made.root), made),
    () => dropCache(made),
  );
}

/** `info()` by a new `Index`, of a root that has a cache and did not change. */
export function warm(made: MadeRoot, prepare?: () => Promise<void>): Job {
  return timed(() => info(new Index(made.root), made), prepare);
}

/** `info()` by a new `Index`, after 10 runs were added since the cache was written. */
export function afterTenRuns(made: MadeRoot): Job {
  return warm(made, async () => {
    await writeCache(made);
    addRuns(made, 10);
  });
}

/** `info()` by an `Index` that has answered it before; `change` is done to the root in between. */
export function again(made: MadeRoot, change: () => void = () => {}): Job {
  let index: Index;
  return timed(
    () => info(index, made),
    async () => {
      await settle();
      index = new Index(made.root);
      await info(index, made);
      change();
    },
  );
}

/** A cache of the root as it is, with every run in it. */
export async function writeCache(made: MadeRoot): Promise<void> {
  await settle();
  dropCache(made);
  await info(new Index(made.root), made);
}

export function dropCache({ root }: MadeRoot): void {
  rmSync(join(root, ".ceteris"), { recursive: true, force: true });
}

/** A load that is not whole would be a fast one. */
async function info(index: Index, { paramsFiles, steps }: MadeRoot): Promise<void> {
  const table = await index.info();
  const last = paramsFiles.length - 1;
  const isWhole =
    table.get("id", last) === last + 1 && (steps === 0 || table.get("loss", last) > 0);
  if (table.numRows() !== paramsFiles.length || !isWhole || index.problems.length > 0)
    throw new Error(
      `info() gave ${table.numRows()} rows of ${paramsFiles.length} and ${index.problems.length} problems.`,
    );
}

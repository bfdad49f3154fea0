import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { Chunks } from "../../src/index/load/chunks.js";
import { LoadControl } from "../../src/index/load/control.js";
import { shareOut } from "../../src/index/load/share.js";
import type { Thread } from "../../src/index/load/threads.js";
import type { Reply, Request } from "../../src/index/load/worker.js";
import { addRuns, makeRoot, range, runName } from "../tools/many-runs.js";
import { newFolder, removeFolder } from "../tools/temporary-folder.js";
import { readOrder } from "./read-order.js";

type Helper = Pick<Thread, "ask">;

const NOTHING: Reply = { parts: null, loose: [], lost: [], astray: [] };
const RUNS = 64;

/** What a thread does between two steps of taking a chunk is up to the system: these do it at their worst. */
const HELPERS: Readonly<Record<string, () => readonly Helper[]>> = {
  "is held up for ever before it has taken its first chunk": () => [
    {
      ask: ({ shared }: Request) => {
        Atomics.add(shared, 0, 1);
        return new Promise<Reply>(() => undefined);
      },
    },
  ],
  "ends when it has taken some": () => [
    {
      ask: async ({ sharing, shared, owner }: Request) => {
        const chunks = new Chunks(sharing, shared);
        const jobs = chunks.take(owner)!;
        chunks.finish(owner, jobs.end - jobs.start);
        chunks.take(owner);
        throw new Error("ended");
      },
    },
  ],
  "comes when all are taken": () => [
    {
      ask: async ({ sharing, shared, owner }: Request) => {
        await new Promise((resolve) => setTimeout(resolve, 5));
        expect(new Chunks(sharing, shared).take(owner)).toBeNull();
        return NOTHING;
      },
    },
  ],
  "is held up while another one ends": () => [
    {
      ask: ({ shared }: Request) => {
        Atomics.add(shared, 0, 1);
        return new Promise<Reply>(() => undefined);
      },
    },
    {
      ask: async ({ sharing, shared, owner }: Request) => {
        new Chunks(sharing, shared).take(owner);
        throw new Error("ended");
      },
    },
  ],
};

describe("runs that are shared out are all read, each once, where a thread", () => {
  let root: string;
  beforeAll(() => {
    root = makeRoot(newFolder());
    addRuns(root, range(1, RUNS));
  });
  afterAll(() => removeFolder(root));

  it.each(Object.keys(HELPERS))("%s", async (name) => {
    const directories = range(1, RUNS).map((id) => join("runs", runName(id)));
    const order = readOrder(root, directories);
    const sharing = { count: RUNS, chunk: 8, perThread: 1 };
    const results = await shareOut(order, sharing, new LoadControl({}), HELPERS[name]!());
    const read = results.flatMap(({ segment }) => [...(segment?.batch.directory ?? [])]);
    expect(read.toSorted()).toEqual(directories);
  });
});

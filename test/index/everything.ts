import { Index } from "../../src/index/run-index.js";

/** All that an index tells of a root, as plain data. */
export async function everythingOf(index: Index): Promise<object> {
  const everywhere = { failed: true, tmp: true };
  const runs = await index.info(undefined, everywhere);
  const { problems } = index;
  const samples = await index.statistics(undefined, everywhere);
  return {
    columns: runs.columnNames(),
    runs: runs.objects(),
    samples: samples.objects(),
    problems,
  };
}

/** What an index without a memory and a cache tells of a root. */
export function uncached(root: string): Promise<object> {
  return everythingOf(new Index(root, { cache: false }));
}

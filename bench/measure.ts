/** Medians, in milliseconds, of jobs that are done by turns, so that what else the machine does hits all alike. */
export async function measure<Name extends string>(
  repeats: number,
  jobs: Readonly<Record<Name, () => unknown>>,
): Promise<Record<Name, number>> {
  const names = Object.keys(jobs) as Name[];
  const times = new Map<Name, number[]>(names.map((name) => [name, []]));
  for (const name of names) await jobs[name](); // the first time is compilation's
  for (let round = 0; round < repeats; round += 1) {
    for (const name of names) {
      const start = performance.now();
      await jobs[name]();
      times.get(name)!.push(performance.now() - start);
    }
  }
  return Object.fromEntries(names.map((name) => [name, median(times.get(name)!)])) as Record<
    Name,
    number
  >;
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

/** The shortest of several times, in milliseconds, after as many that only warm up: as Python's are taken. */
export function bestOf(rounds: number, work: () => unknown): number {
  for (let round = 0; round < rounds; round += 1) work();
  const times = Array.from({ length: rounds }, () => {
    const start = performance.now();
    work();
    return performance.now() - start;
  });
  return Math.min(...times);
}

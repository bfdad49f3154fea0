/** Scores of one method: an array a task, with one value a run. Tasks may have different numbers of runs. */
export type Scores = readonly ArrayLike<number>[];

function isScores(values: ArrayLike<number> | Scores): values is Scores {
  return typeof values[0] === "object";
}

/** Every run of every task, each counted once, in a new array. One array of numbers stands for one task. */
export function pooledRuns(values: ArrayLike<number> | Scores): Float64Array {
  if (!isScores(values)) return new Float64Array(values);
  const pooled = new Float64Array(values.reduce((sum, task) => sum + task.length, 0));
  let from = 0;
  for (const task of values) {
    pooled.set(task, from);
    from += task.length;
  }
  return pooled;
}

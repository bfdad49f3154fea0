/** A column counts as a combination of those before it where less than this share of its length is left. R: `lm`. */
const TOLERANCE = 1e-7;
/** Weights are a combination of the rows up to this share of the column's length. */
const ESTIMABLE = 1e-8;

/** A matrix as an orthogonal Q times an upper triangular R, columns that depend on others put last. */
export interface PivotedQr {
  readonly rank: number;
  /** `order[k]` is the column of the matrix at place `k` of R; the first `rank` are independent. */
  readonly order: Int32Array;
  /** Replaces `y`, one value a row, by `Q' y`. */
  readonly applyTransposed: (y: Float64Array) => void;
  /** The `b` with `R11 b = effects`, R11 the independent part of R. */
  readonly solve: (effects: Float64Array) => Float64Array;
  /**
   * The `v` with `R' v = weights`, for weights in the order of the matrix's columns: the linear function of the
   * coefficients with these weights is `v' Q' y`. Null where the weights are no combination of the rows.
   */
  readonly solveTransposed: (weights: ArrayLike<number>) => Float64Array | null;
}

/** The inner product of two stretches of numbers. Four sums at a time are faster, and round less. */
function dot(a: Float64Array, i: number, b: Float64Array, j: number, count: number): number {
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  let k = 0;
  for (; k + 3 < count; k += 4) {
    s0 += a[i + k]! * b[j + k]!;
    s1 += a[i + k + 1]! * b[j + k + 1]!;
    s2 += a[i + k + 2]! * b[j + k + 2]!;
    s3 += a[i + k + 3]! * b[j + k + 3]!;
  }
  for (; k < count; k += 1) s0 += a[i + k]! * b[j + k]!;
  return s0 + s1 + (s2 + s3);
}

function norm(a: Float64Array, from: number, count: number): number {
  return Math.sqrt(dot(a, from, a, from, count));
}

/** A Householder reflection, `I - v v' / pivot`, whose `v` is kept below the diagonal of its column. */
interface Reflection {
  readonly at: number;
  readonly row: number;
  readonly pivot: number;
}

/** Reflects the column of `target` that starts at `start`. */
function reflect(
  q: Float64Array,
  { at, row, pivot }: Reflection,
  count: number,
  target: Float64Array,
  start: number,
): void {
  const from = start + row;
  const share = dot(q, at, target, from, count) / pivot;
  for (let k = 0; k < count; k += 1) target[from + k]! -= share * q[at + k]!;
}

/** R in the places where the reflections left it: its column `k` stands at `order[k] * rows`, without the diagonal. */
interface Triangle {
  readonly q: Float64Array;
  readonly rows: number;
  readonly rank: number;
  readonly order: Int32Array;
  readonly diagonal: Float64Array;
  /** The length of each column of the matrix. */
  readonly norms: Float64Array;
}

function solve({ q, rows, rank, order, diagonal }: Triangle, effects: Float64Array): Float64Array {
  const b = effects.slice(0, rank);
  for (let k = rank - 1; k >= 0; k -= 1) {
    const value = b[k]! / diagonal[k]!;
    b[k] = value;
    const column = order[k]! * rows;
    for (let i = 0; i < k; i += 1) b[i]! -= value * q[column + i]!;
  }
  return b;
}

function solveTransposed(triangle: Triangle, weights: ArrayLike<number>): Float64Array | null {
  const { q, rows, rank, order, diagonal, norms } = triangle;
  const v = new Float64Array(rank);
  for (let k = 0; k < rank; k += 1) {
    const column = order[k]!;
    v[k] = ((weights[column] ?? NaN) - dot(q, column * rows, v, 0, k)) / diagonal[k]!;
  }
  const length = norm(v, 0, rank);
  for (const column of order.subarray(rank)) {
    const excess = dot(q, column * rows, v, 0, rank) - (weights[column] ?? NaN);
    if (!(Math.abs(excess) <= ESTIMABLE * norms[column]! * length)) return null;
  }
  return v;
}

/** Moves the column at place `k` to the end. */
function moveLast(order: Int32Array, k: number): void {
  const column = order[k]!;
  order.copyWithin(k, k + 1);
  order[order.length - 1] = column;
}

/**
 * Decomposes a matrix by Householder reflections. A column of which the columns before it leave less than 1e-7 of its
 * length is moved to the end, as R's `lm` does.
 *
 * @param columns - the matrix column by column, `rows` numbers each; it is overwritten.
 *
 * Source: Golub and Van Loan, Matrix Computations, algorithm 5.2.1.
 */
export function pivotedQr(columns: Float64Array, rows: number, count: number): PivotedQr {
  const q = columns;
  const order = Int32Array.from({ length: count }, (_, j) => j);
  const norms = Float64Array.from({ length: count }, (_, j) => norm(q, j * rows, rows));
  const diagonal = new Float64Array(Math.min(rows, count));
  const reflections: Reflection[] = [];
  let candidates = count;
  while (reflections.length < Math.min(candidates, rows)) {
    const row = reflections.length;
    const column = order[row]!;
    const at = column * rows + row;
    const left = rows - row;
    const length = norm(q, at, left);
    if (length <= TOLERANCE * norms[column]!) {
      moveLast(order, row);
      candidates -= 1;
      continue;
    }
    const first = q[at]!;
    diagonal[row] = first > 0 ? -length : length;
    q[at] = first - diagonal[row];
    const reflection = { at, row, pivot: length * (length + Math.abs(first)) };
    reflections.push(reflection);
    for (const other of order.subarray(row + 1)) reflect(q, reflection, left, q, other * rows);
  }
  const rank = reflections.length;
  const triangle = { q, rows, rank, order, diagonal, norms };
  return {
    rank,
    order,
    applyTransposed: (y) => {
      for (const reflection of reflections) reflect(q, reflection, rows - reflection.row, y, 0);
    },
    solve: (effects) => solve(triangle, effects),
    solveTransposed: (weights) => solveTransposed(triangle, weights),
  };
}

/** The runs of a node, and what is to be explained there. */
export interface SplitNode {
  /** Under each feature the runs of the tree, sorted by its code within every node. */
  readonly runs: readonly Int32Array[];
  /** The node's runs lie from `start` up to `end`, under each feature. */
  start: number;
  end: number;
  /** How often each run was drawn. */
  readonly counts: Float64Array;
  /** Of each run the deviation from the node's mean, times its count. */
  readonly residuals: Float64Array;
  /** The sum of the counts. */
  weight: number;
  /** Whether the responses of its runs differ. */
  varies: boolean;
}

import type { FoundKernel, KernelSpec } from "../spec/kernel-spec.js";

/** A kernel that was looked at, with what its `kernel.json` says. */
export interface ExaminedKernel extends FoundKernel {
  readonly spec: KernelSpec;
}

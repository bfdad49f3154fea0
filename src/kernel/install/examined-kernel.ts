import type { FoundKernel, KernelSpec } from "./kernel-spec.js";

/** A kernel that was looked at, with what its `kernel.json` says. */
export interface ExaminedKernel extends FoundKernel {
  readonly spec: KernelSpec;
}

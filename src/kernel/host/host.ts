import { findTslab } from "./tslab-host.js";
import { findDeno } from "./deno-host.js";
import type { DisplayData } from "../display/display-data.js";

/** Which output of a notebook is replaced. */
export interface DisplayId {
  /** The `display_id` of Jupyter's messages. */
  readonly id: string;
  /** False for the first time. */
  readonly isUpdate: boolean;
}

/** A kernel that shows what is displayed. */
export interface DisplayHost {
  /** Publishes a bundle as `display_data` of the cell that runs now, or in the place of one that was published before. */
  readonly send: (shown: DisplayData, place?: DisplayId) => void;
  /**
   * Is aborted when the cell that runs now is interrupted, with the error that the cell is to end with; read when the
   * work begins. Absent where a kernel tells of an interrupt by SIGINT alone.
   */
  readonly interrupted?: AbortSignal | undefined;
}

/** By a name that is the same in every copy of ceteris: the kernel's own may be another than the notebook's. */
const HOST: unique symbol = Symbol.for("ceteris.displayHost");

/** Makes a host the one that `display` and `live` use, in every copy of ceteris in this process; undefined takes it away. */
export function setDisplayHost(host: DisplayHost | undefined): void {
  Reflect.set(globalThis, HOST, host);
}

/** Whatever shows values in a notebook: our kernel, tslab, or Deno's; undefined outside of notebooks. */
export function displayHost(): DisplayHost | undefined {
  return ownHost() ?? findTslab() ?? findDeno();
}

function ownHost(): DisplayHost | undefined {
  return Reflect.get(globalThis, HOST) as DisplayHost | undefined;
}

import { displayData } from "./bundles.js";
import type { DisplayData } from "./display-data.js";
import { findTslab } from "../tslab/tslab-host.js";

interface Deno {
  readonly jupyter: { broadcast(type: string, content: object): Promise<void> };
}

/**
 * Shows a value now, wherever the cell stands: as its whole MIME bundle in a notebook under tslab or Deno, as text on
 * stdout elsewhere.
 *
 * @example
 * for (const table of [comparison.estimates, comparison.contrasts]) display(table);
 */
export function display(value: unknown): void {
  const shown = displayData(value);
  const send = findTslab()?.send ?? denoSender() ?? printText;
  send(shown);
}

function printText({ data }: DisplayData): void {
  process.stdout.write(`${data["text/plain"]}\n`);
}

/** Deno's own writer. */
function denoSender(): ((shown: DisplayData) => void) | undefined {
  const deno: unknown = Reflect.get(globalThis, "Deno");
  if (!isDenoKernel(deno)) return undefined;
  return (shown) => void deno.jupyter.broadcast("display_data", { ...shown, transient: {} });
}

/** Outside of Deno's kernel the property is absent, or throws when it is read. */
function isDenoKernel(deno: unknown): deno is Deno {
  try {
    return (
      typeof Reflect.get(Object(Reflect.get(Object(deno), "jupyter")), "broadcast") === "function"
    );
  } catch {
    return false;
  }
}

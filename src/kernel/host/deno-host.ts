import type { DisplayHost } from "./host.js";

interface Deno {
  readonly jupyter: { broadcast(type: string, content: object): Promise<void> };
}

/** Deno's own kernel, where this process is one. */
export function findDeno(): DisplayHost | undefined {
  const deno: unknown = Reflect.get(globalThis, "Deno");
  if (!isKernel(deno)) return undefined;
  return {
    send: (shown, place) => {
      const type = place?.isUpdate ? "update_display_data" : "display_data";
      const transient = place ? { display_id: place.id } : {};
      void deno.jupyter.broadcast(type, { ...shown, transient });
    },
  };
}

/** Outside of Deno's kernel the property is absent, or throws when it is read. */
function isKernel(deno: unknown): deno is Deno {
  try {
    return (
      typeof Reflect.get(Object(Reflect.get(Object(deno), "jupyter")), "broadcast") === "function"
    );
  } catch {
    return false;
  }
}

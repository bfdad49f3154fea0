import { uninstallKernel } from "../../kernel/install/uninstall-kernel.js";
import { type KernelVerb, placeOf } from "./kernel-place.js";

export const kernelUninstall: KernelVerb = {
  flags: ["stock"],
  run: async ({ flags, terminal }) => {
    const removed = uninstallKernel(placeOf(flags));
    const { displayName, directory, elsewhere } = removed;
    if (flags["json"]) return terminal.out(`${JSON.stringify(removed, null, 2)}\n`);
    terminal.note(`removed the kernel ${displayName} from ${directory}`);
    for (const other of elsewhere) terminal.note(`Jupyter still finds one in ${other}`);
  },
};

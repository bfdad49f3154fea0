import { installKernel } from "../../kernel/install/install-kernel.js";
import { textFlag } from "../command.js";
import { type KernelVerb, placeOf } from "./kernel-place.js";

export const kernelInstall: KernelVerb = {
  flags: ["stock", "display-name", "force"],
  run: async ({ flags, terminal }) => {
    const displayName = textFlag(flags, "display-name");
    const installed = installKernel({
      ...placeOf(flags),
      ...(displayName === undefined ? {} : { displayName }),
      force: flags["force"] === true,
    });
    for (const note of installed.notes) terminal.note(`note: ${note}`);
    if (flags["json"]) terminal.out(`${JSON.stringify(installed, null, 2)}\n`);
    else terminal.note(`installed the kernel ${installed.displayName} in ${installed.directory}`);
  },
};

import { installKernel } from "../../kernel/install/install-kernel.js";
import { type Call, type Command, textFlag } from "../command.js";
import { UsageError } from "../usage-error.js";

export const kernel: Command = {
  usage: "ceteris kernel install [--prefix DIR | --sys-prefix] [--name NAME]",
  help: `Makes TypeScript notebooks available in Jupyter, without Python.

  --prefix DIR   for the Python environment in DIR
  --sys-prefix   for the active environment ($VIRTUAL_ENV, $CONDA_PREFIX);
                 for the user by default
  --name NAME    the kernel's name in notebooks; ceteris by default`,
  options: {
    prefix: { type: "string" },
    "sys-prefix": { type: "boolean" },
    name: { type: "string" },
    json: { type: "boolean" },
  },
  arity: [1, 1],
  run: async (call: Call) => {
    const { args, flags, terminal } = call;
    if (args[0] !== "install")
      throw new UsageError(`There is no command kernel ${args[0]}; there is: kernel install.`);
    const prefix = flags["sys-prefix"] ? "sys-prefix" : textFlag(flags, "prefix");
    const name = textFlag(flags, "name");
    const installed = installKernel({
      ...(prefix === undefined ? {} : { prefix }),
      ...(name === undefined ? {} : { name }),
    });
    if (flags["json"]) terminal.out(`${JSON.stringify(installed, null, 2)}\n`);
    else terminal.note(`installed the kernel ${installed.displayName} in ${installed.directory}`);
  },
};

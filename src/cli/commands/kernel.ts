import { nearestName } from "../../util/nearest-name.js";
import type { Call, Command } from "../command.js";
import { UsageError } from "../usage-error.js";
import { kernelDoctor } from "./kernel-doctor.js";
import { kernelInstall } from "./kernel-install.js";
import { kernelUninstall } from "./kernel-uninstall.js";
import { type KernelVerb, PLACE_FLAGS } from "./kernel-place.js";

const VERBS: ReadonlyMap<string, KernelVerb> = new Map([
  ["install", kernelInstall],
  ["uninstall", kernelUninstall],
  ["doctor", kernelDoctor],
]);

export const kernel: Command = {
  usage: "ceteris kernel install|uninstall|doctor [--prefix DIR | --sys-prefix]",
  help: `Makes TypeScript notebooks available in Jupyter, without Python.

  install        writes the kernel where Jupyter looks for it
  uninstall      removes it from there
  doctor         says why a notebook does not run, and how to mend it: starts
                 each kernel, for the notebooks of this folder; exits with 1
                 where something is wrong

  --user         for this user, the default
  --sys-prefix   for the active environment ($VIRTUAL_ENV, $CONDA_PREFIX)
  --prefix DIR   for the Python environment in DIR
  --system       for all users of this machine
  --name NAME    the kernel's name in notebooks; ceteris by default
  --stock        stock tslab, by default under the name ceteris-tslab
  --display-name TEXT  what launchers show (install)
  --force        replaces a kernel that ceteris did not install, or takes its
                 name in another place (install)`,
  options: {
    user: { type: "boolean" },
    prefix: { type: "string" },
    "sys-prefix": { type: "boolean" },
    system: { type: "boolean" },
    name: { type: "string" },
    stock: { type: "boolean" },
    "display-name": { type: "string" },
    force: { type: "boolean" },
    json: { type: "boolean" },
  },
  arity: [1, 1],
  run: async (call: Call) => {
    const [name] = call.args as [string];
    const verb = VERBS.get(name);
    if (!verb) throw new UsageError(`There is no command kernel ${name}; ${remedyFor(name)}`);
    const known = new Set([...PLACE_FLAGS, ...verb.flags, "json"]);
    const extra = Object.keys(call.flags).find((flag) => !known.has(flag));
    if (extra !== undefined)
      throw new UsageError(`kernel ${name} takes no --${extra}; leave it out.`);
    await verb.run(call);
  },
};

function remedyFor(name: string): string {
  const nearest = nearestName(name, VERBS.keys());
  return nearest ? `did you mean ${nearest}?` : `there are: ${[...VERBS.keys()].join(", ")}.`;
}

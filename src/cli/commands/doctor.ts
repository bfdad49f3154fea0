import { examineRoot } from "../../index/doctor.js";
import { type Call, type Command, textFlag } from "../command.js";
import { doctorText } from "../doctor-text.js";
import { findRoot } from "../find-root.js";
import { ROOT_OPTIONS } from "../load.js";

const USUAL_WIDTH = 80;

export const doctor: Command = {
  usage: "ceteris doctor",
  help: `Checks a root and says how to mend what is wrong: files and links that cannot
be read, runs that are not listed, folders that are missing. Changes nothing.

Exits with 0 where nothing is wrong, with 1 where something is.`,
  options: ROOT_OPTIONS,
  arity: [0, 0],
  run: async ({ flags, terminal, exitWith }: Call) => {
    const root = findRoot(textFlag(flags, "root"));
    const examination = await examineRoot(root);
    terminal.out(
      flags["json"]
        ? `${JSON.stringify(examination.findings, null, 2)}\n`
        : doctorText(root, examination, terminal.width ?? USUAL_WIDTH),
    );
    if (examination.findings.length > 0) exitWith(1);
  },
};

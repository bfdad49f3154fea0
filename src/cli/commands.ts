import type { Command } from "./command.js";
import { compareCommand } from "./commands/compare.js";
import { doctor } from "./commands/doctor.js";
import { kernel } from "./commands/kernel.js";
import { ls } from "./commands/ls.js";
import { mark, unmark } from "./commands/mark.js";
import { marks } from "./commands/marks.js";
import { notebook } from "./commands/notebook.js";
import { plotCommand } from "./commands/plot.js";
import { show } from "./commands/show.js";

/** Every verb of the command line. */
export const COMMANDS: ReadonlyMap<string, Command> = new Map([
  ["ls", ls],
  ["show", show],
  ["marks", marks],
  ["mark", mark],
  ["unmark", unmark],
  ["compare", compareCommand],
  ["plot", plotCommand],
  ["kernel", kernel],
  ["notebook", notebook],
  ["doctor", doctor],
]);

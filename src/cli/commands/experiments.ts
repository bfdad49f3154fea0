import type { ColumnTable } from "arquero";
import { jsonValue } from "../../frame/exact-text.js";
import {
  loadExperiments,
  readExperiment,
  experimentPath,
  type ExperimentFile,
} from "../../store/experiment-file.js";
import { isEffect, EFFECTS } from "../../store/adapter.js";
import type { RootLayout } from "../../store/layout.js";
import { openRoot } from "../../store/open-root.js";
import {
  addAdapters,
  type Statement,
  unknownExperiment,
} from "../../record/experiments/add-adapters.js";
import { wordValue } from "../../record/command/word-value.js";
import { CeterisError } from "../../util/error.js";
import { nearestName } from "../../util/nearest-name.js";
import { type Call, type Command, type Flags, textFlag } from "../command.js";
import { adapterText, countTrials, experimentsText, experimentText } from "../experiments-text.js";
import { findRoot } from "../find-root.js";
import { openIndex, ROOT_OPTIONS } from "../load.js";
import { UsageError } from "../usage-error.js";

export const experiments: Command = {
  usage: "ceteris experiments [NAME] [--default P=V] [--no-effect WHAT]",
  help: `Lists the experiments; with a NAME, shows its versions, why each began, and its
adapters, which make trials of different versions comparable.

  --default P=VALUE  trials of the version without the param P had this value
  --rename OLD=NEW   a param that has another name in the newer version
  --no-effect WHAT   code, "command line", "script config", prior or algorithm:
                     the change makes no difference
  --from N --to N    the versions that this is about; by default the newest two
                     in a row between which there is such a change`,
  options: {
    ...ROOT_OPTIONS,
    default: { type: "string", multiple: true },
    rename: { type: "string", multiple: true },
    "no-effect": { type: "string", multiple: true },
    from: { type: "string" },
    to: { type: "string" },
  },
  arity: [0, 1],
  run: async (call: Call) => {
    const layout = openRoot(findRoot(textFlag(call.flags, "root")));
    const [name] = call.args;
    const statements = statementsOf(call.flags);
    if (name === undefined) {
      if (statements.length > 0)
        throw new UsageError("An adapter needs the experiment's name: ceteris experiments NAME …");
      return list(call, layout);
    }
    return statements.length > 0 ? state(call, layout, name, statements) : show(call, layout, name);
  },
};

async function list(call: Call, layout: RootLayout): Promise<void> {
  const { flags, terminal } = call;
  const files = loadExperiments(layout, (path, _kind, message) =>
    terminal.note(`warning: ${path} ${message}.`),
  );
  if (flags["json"]) terminal.out(`${JSON.stringify(files, null, 2)}\n`);
  else if (files.length === 0)
    terminal.note("there are no experiments; ceteris run -n NAME COMMAND starts one");
  else terminal.out(experimentsText(files, countTrials(await everyRun(call)), terminal.width));
}

async function show(call: Call, layout: RootLayout, name: string): Promise<void> {
  const { flags, terminal } = call;
  const file = existing(layout, name);
  if (flags["json"]) return terminal.out(`${JSON.stringify(file, null, 2)}\n`);
  const trials = countTrials(await everyRun(call));
  terminal.out(experimentText(file, experimentPath(layout, name), trials, terminal.width));
}

function everyRun(call: Call): Promise<ColumnTable> {
  return openIndex(call).info(undefined, { failed: true, tmp: true });
}

function existing(layout: RootLayout, name: string): ExperimentFile {
  const file = readExperiment(layout, name);
  if (file === null) throw unknownExperiment(layout, name);
  if (typeof file !== "string") return file;
  throw new CeterisError("EXPERIMENT", `${experimentPath(layout, name)} ${file}; mend the file.`);
}

function state(
  call: Call,
  layout: RootLayout,
  name: string,
  statements: readonly Statement[],
): void {
  const { flags, terminal } = call;
  const [from, to] = [versionFlag(flags, "from"), versionFlag(flags, "to")];
  const added = addAdapters(layout, name, statements, {
    ...(from !== undefined && { from }),
    ...(to !== undefined && { to }),
  });
  if (flags["json"]) return terminal.out(`${JSON.stringify(added, null, 2)}\n`);
  for (const adapter of added) terminal.note(`${name}: ${adapterText(adapter)}`);
}

function statementsOf(flags: Flags): Statement[] {
  return [
    ...pairsOf(flags, "default", "--default momentum=0.9").map(([name, value]): Statement => ({
      default: { [name]: jsonValue(wordValue(value)) },
    })),
    ...pairsOf(flags, "rename", "--rename learning_rate=lr").map(([name, renamed]): Statement => ({
      rename: { [name]: renamed },
    })),
    ...listFlag(flags, "no-effect").map(effectOf),
  ];
}

function effectOf(what: string): Statement {
  if (isEffect(what)) return { no_effect: what };
  const names = Object.keys(EFFECTS);
  const nearest = nearestName(what, names);
  throw new UsageError(
    `--no-effect ${JSON.stringify(what)} is nothing that can have none; ${nearest ? `did you mean ${nearest}?` : `there are: ${names.join(", ")}.`}`,
  );
}

function pairsOf(flags: Flags, flag: string, example: string): [string, string][] {
  return listFlag(flags, flag).map((text) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined && value !== "") return [name, value];
    throw new UsageError(`--${flag} ${text} has no name and value; write ${example}`);
  });
}

function listFlag(flags: Flags, name: string): readonly string[] {
  const given = flags[name];
  return Array.isArray(given) ? (given as readonly string[]) : [];
}

function versionFlag(flags: Flags, name: string): number | undefined {
  const text = textFlag(flags, name);
  if (text === undefined) return undefined;
  if (/^[1-9]\d*$/.test(text)) return Number(text);
  throw new UsageError(`--${name} ${text} is no version; give its number, such as --${name} 1`);
}

import { isSeedName } from "../util/seed-names.js";

/** A command line as far as the order of its words matters. */
export interface CommandOptions {
  /** The program and what stands before the options. */
  readonly head: readonly string[];
  /** What follows each option, and each `name=`, once for every time that it is given. */
  readonly options: ReadonlyMap<string, readonly string[]>;
}

/**
 * Takes a command line apart: options may stand in any order, `--epochs=100` is `--epochs 100`. Words of
 * hyperparameters (`--lr~`, `--lr=~`, `depth~`) and seeds are left out.
 *
 * @param hyperparameters - Their names.
 */
export function commandOptions(
  command: readonly string[],
  hyperparameters: readonly string[],
): CommandOptions {
  const head: string[] = [];
  const options = new Map<string, string[][]>();
  let values = head;
  for (const word of command) {
    if (isHyperparameter(word, hyperparameters) || isSeedSetting(word)) continue;
    const [, name, value] = OPTION.exec(word) ?? PAIR.exec(word) ?? [];
    if (name === undefined) {
      values.push(word);
      continue;
    }
    const given = value === undefined ? [] : [value];
    options.set(name, [...(options.get(name) ?? []), given]);
    values = name.startsWith("-") ? given : head;
  }
  return { head: [...head, ...takeSeeds(options)], options: textsOf(options) };
}

/** An option or a param as both are compared: `--batch-size` and `batch_size` are one, as are `--no-bias` and `bias`. */
export function paramName(option: string): string {
  return option
    .replace(/^-+(?:no-(?=.))?|=$/g, "")
    .replaceAll("-", "_")
    .replace(/_$/, "");
}

/** A negative number is a value. */
const OPTION = /^(-(?![\d.]).*?)(?:=(.*))?$/s;
/** `epochs=100`, as Hydra takes it; its name keeps the `=`. */
const PAIR = /^(\+{0,2}[A-Za-z_][\w.]*=)(.*)$/s;
const HYPERPARAMETER = /^(-{0,2}[^=~]+)=?~$/;

function isHyperparameter(word: string, names: readonly string[]): boolean {
  const [, name] = HYPERPARAMETER.exec(word) ?? [];
  return name !== undefined && names.map(paramName).includes(paramName(name));
}

/** `seed=1` and `+seed=1`, as Hydra takes it. */
function isSeedSetting(word: string): boolean {
  const [, name] = /^\+{0,2}(\w+)=/.exec(word) ?? [];
  return name !== undefined && isSeedName(name);
}

/** Takes seeds away, and gives what else stood behind them. */
function takeSeeds(options: Map<string, string[][]>): string[] {
  const seeds = [...options.keys()].filter((name) => isSeedName(paramName(name)));
  const others = seeds.flatMap((name) => options.get(name)!.flatMap((values) => values.slice(1)));
  for (const name of seeds) options.delete(name);
  return others;
}

function textsOf(options: ReadonlyMap<string, readonly string[][]>): Map<string, string[]> {
  return new Map(
    [...options].map(([name, times]) => [name, times.map((values) => values.join(" "))]),
  );
}

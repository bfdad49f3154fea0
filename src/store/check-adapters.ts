import { shownValue } from "../util/check-options.js";
import { nearestName } from "../util/nearest-name.js";
import { type Adapter, EFFECTS, isEffect } from "./adapter.js";
import type { ExperimentFile, Setup } from "./experiment-file.js";

/** The adapters of an experiment, told apart. */
export interface CheckedAdapters {
  /** Those that can be used, in the order in which they apply. */
  readonly usable: readonly Adapter[];
  /** What is wrong with the others, each as the rest of a sentence that begins with the file. */
  readonly faults: readonly string[];
}

const WHATS = ["default", "rename", "no_effect"] as const;
const EXAMPLES: Readonly<Record<string, string>> = {
  default: '{ "momentum": 0.9 }',
  rename: '{ "learning_rate": "lr" }',
};

/** Tells the adapters that can be used from those that cannot, and why. */
export function checkAdapters(file: ExperimentFile): CheckedAdapters {
  const usable: Adapter[] = [];
  const faults: string[] = [];
  for (const [at, adapter] of file.adapters.entries()) {
    const fault = adapterFault(file, adapter);
    if (fault === null) usable.push(adapter);
    else faults.push(`has an adapter that is left out, number ${at + 1}: ${fault}`);
  }
  return { usable: usable.sort(byPlace), faults };
}

/** Chains go forward from the oldest version, and backward from the newest. */
function byPlace(a: Adapter, b: Adapter): number {
  const isForward = ({ from, to }: Adapter): boolean => from < to;
  if (isForward(a) !== isForward(b)) return isForward(a) ? -1 : 1;
  return isForward(a) ? a.from - b.from || a.to - b.to : b.from - a.from || b.to - a.to;
}

/** Why an adapter cannot be used; null where it can. */
export function adapterFault(file: ExperimentFile, value: unknown): string | null {
  if (!isObject(value)) return `${shownValue(value)} is no object`;
  const keys = Object.keys(value).filter((key) => key !== "from" && key !== "to");
  const unknown = keys.find((key) => !(WHATS as readonly string[]).includes(key));
  if (unknown !== undefined) return unknownKey(unknown);
  if (keys.length !== 1) return `it has to have one of ${WHATS.join(", ")}`;
  const { from, to } = value;
  for (const [key, version] of [
    ["from", from],
    ["to", to],
  ] as const) {
    const fault = versionFault(file, key, version);
    if (fault !== null) return fault;
  }
  if (from === to) return `it goes from version ${String(from)} to itself`;
  const [before, after] = [file.versions[Number(from) - 1]!, file.versions[Number(to) - 1]!];
  if (keys[0] === "no_effect") return effectFault(value["no_effect"]);
  const stated = value[keys[0]!];
  if (!isObject(stated) || Object.keys(stated).length === 0)
    return `its ${keys[0]} is to be an object, such as ${EXAMPLES[keys[0]!]}`;
  return keys[0] === "default"
    ? defaultFault(stated, before, after, value)
    : renameFault(stated, before, after, value);
}

function unknownKey(key: string): string {
  const nearest = nearestName(key, ["from", "to", ...WHATS]);
  return `it has the key ${key}; ${nearest ? `did you mean ${nearest}?` : `there are: from, to, ${WHATS.join(", ")}`}`;
}

function versionFault({ versions }: ExperimentFile, key: string, version: unknown): string | null {
  if (Number.isInteger(version) && versions[Number(version) - 1]) return null;
  const known =
    versions.length === 1 ? "there is version 1 only" : `there are 1 to ${versions.length}`;
  return `its ${key}, ${shownValue(version)}, is no version; ${known}`;
}

type Members = Readonly<Record<string, unknown>>;

function defaultFault(
  value: Members,
  before: Setup,
  after: Setup,
  { from, to }: Members,
): string | null {
  for (const name of Object.keys(value)) {
    if (!hasParam(after, name)) return `version ${String(to)} has no param ${name}`;
    if (hasParam(before, name))
      return `version ${String(from)} has the param ${name} itself, so that it needs no default`;
  }
  return null;
}

function renameFault(
  value: Members,
  before: Setup,
  after: Setup,
  { from, to }: Members,
): string | null {
  for (const [name, renamed] of Object.entries(value)) {
    if (typeof renamed !== "string") return `the new name of ${name} is ${shownValue(renamed)}`;
    if (!hasParam(before, name)) return `version ${String(from)} has no param ${name}`;
    if (!hasParam(after, renamed)) return `version ${String(to)} has no param ${renamed}`;
    if (hasParam(before, renamed))
      return `${name} cannot be renamed to ${renamed}, which version ${String(from)} has too`;
    if (hasParam(after, name))
      return `${name} cannot be renamed to ${renamed}, as version ${String(to)} has ${name} too`;
  }
  const names = Object.values(value);
  return new Set(names).size === names.length ? null : "two params cannot have one new name";
}

function effectFault(value: unknown): string | null {
  if (isEffect(value)) return null;
  return `its no_effect is ${shownValue(value)}; it may be ${Object.keys(EFFECTS).join(", ")}`;
}

/** Whether the trials of a setup have a param, by its name in tables of runs: nested ones have dots. */
export function hasParam({ params, config }: Setup, name: string): boolean {
  return params.includes(name) || paramNames(config).includes(name);
}

/** Names of params; those of nested mappings with dots. */
export function paramNames(config: Readonly<Record<string, unknown>>): string[] {
  return Object.entries(config).flatMap(([name, value]) =>
    isObject(value) && Object.keys(value).length > 0
      ? paramNames(value).map((inner) => `${name}.${inner}`)
      : name,
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

import type { ConflictKind } from "./experiment-file.js";

/** What makes trials of one version trials of another. */
interface Between {
  readonly from: number;
  readonly to: number;
}

/** Values of params that `from` does not have and `to` has. */
export interface DefaultAdapter extends Between {
  readonly default: Readonly<Record<string, unknown>>;
}

/** Names in `from`, with those in `to`. */
export interface RenameAdapter extends Between {
  readonly rename: Readonly<Record<string, string>>;
}

/** A change that makes no difference to a trial. */
export interface EffectAdapter extends Between {
  readonly no_effect: Effect;
}

/** A statement in an experiment's file about two of its versions. */
export type Adapter = DefaultAdapter | RenameAdapter | EffectAdapter;

/** What may be said to have no effect, and the conflict that it is. */
export const EFFECTS: Readonly<Record<Effect, ConflictKind>> = {
  code: "code change",
  "command line": "command line change",
  "script config": "script config change",
  prior: "prior change",
  algorithm: "algorithm change",
};

export type Effect = "code" | "command line" | "script config" | "prior" | "algorithm";

/** True for what may be said to have no effect. */
export function isEffect(name: unknown): name is Effect {
  return typeof name === "string" && Object.hasOwn(EFFECTS, name);
}

/**
 * The params of a trial as adapters make them: renamed, and with the defaults of what they lack. An adapter from an
 * older version applies to the trials of all versions up to that one; one from a newer version, to those from it on.
 *
 * @param adapters - Such as `usableAdapters` gives.
 * @returns the same params where none applies.
 */
export function adaptParams(
  params: ReadonlyMap<string, unknown>,
  version: number,
  adapters: readonly Adapter[],
): ReadonlyMap<string, unknown> {
  return adapters
    .filter(({ from, to }) => (from < to ? version <= from : version >= from))
    .reduce(adaptBy, params);
}

function adaptBy(
  params: ReadonlyMap<string, unknown>,
  adapter: Adapter,
): ReadonlyMap<string, unknown> {
  if ("rename" in adapter) return renamed(params, adapter.rename);
  return "default" in adapter ? completed(params, adapter.default) : params;
}

/** A param of the new name stays as it is. */
function renamed(
  params: ReadonlyMap<string, unknown>,
  names: Readonly<Record<string, string>>,
): ReadonlyMap<string, unknown> {
  const isMeant = (name: string): boolean =>
    Object.hasOwn(names, name) && !params.has(names[name]!);
  if (![...params.keys()].some(isMeant)) return params;
  return new Map([...params].map(([name, value]) => [isMeant(name) ? names[name]! : name, value]));
}

function completed(
  params: ReadonlyMap<string, unknown>,
  defaults: Readonly<Record<string, unknown>>,
): ReadonlyMap<string, unknown> {
  const missing = Object.entries(defaults).filter(([name]) => (params.get(name) ?? null) === null);
  return missing.length > 0 ? new Map([...params, ...missing]) : params;
}

import type { Action } from "argparse";
import { reachableParsers, type Internals } from "./internals.js";

type Group = Internals["_mutually_exclusive_groups"][number];

/** Parses with other defaults for some arguments, which are then required no more, and puts all back. */
export function withDefaults<T>(
  parser: Internals,
  defaults: ReadonlyMap<Action, unknown>,
  parse: () => T,
): T {
  const groups = reachableParsers(parser)
    .flatMap((each) => each._mutually_exclusive_groups)
    .filter((group) => group._group_actions.some((action) => defaults.has(action)));
  const undo = [
    ...groups.map(relax),
    ...[...defaults].map(([action, value]) => setDefault(action, value)),
  ];
  try {
    return parse();
  } finally {
    for (const restore of undo) restore();
  }
}

function relax(group: Group): () => void {
  const { required } = group;
  group.required = false;
  return () => {
    group.required = required;
  };
}

function setDefault(action: Action, value: unknown): () => void {
  const { default: before, required } = action;
  action.default = value;
  action.required = false;
  return () => {
    Object.assign(action, { default: before, required });
  };
}

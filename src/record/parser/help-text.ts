import { type Action, SUPPRESS } from "argparse";
import { wrapText } from "../../util/wrap-text.js";

/** What the help says below the options about config files and environment variables; empty without either. */
export function sourcesHelp(
  configOptions: readonly string[],
  defaultFiles: readonly string[],
  hasVariables: boolean,
): string {
  const places = [
    ...defaultFiles,
    ...configOptions.map((option) => `the one that ${option} names`),
  ];
  const files =
    places.length === 0
      ? []
      : [
          `Arguments can also come from a config file (${places.join(", ")}): a YAML mapping of names to values,`,
          `such as the params.yaml of a run, which is so run again.`,
        ];
  if (files.length === 0 && !hasVariables) return "";
  const stronger = [
    "the command line",
    ...(hasVariables ? ["environment variables"] : []),
    ...(files.length > 0 ? ["config files"] : []),
    "defaults",
  ];
  const text = [...files, `Of several values the first of these counts: ${stronger.join(", ")}.`];
  return wrapText(text.join(" "), helpWidth()).join("\n");
}

/** As argparse has it. */
function helpWidth(): number {
  return Math.max(11, (Number(process.env["COLUMNS"]) || process.stdout.columns || 80) - 2);
}

/** Names the environment variable of an argument in its help, once. */
export function nameVariables(variables: ReadonlyMap<Action, string>): void {
  for (const [action, name] of variables) {
    const note = `[env var: ${name}]`;
    if (action.help !== SUPPRESS && !action.help?.includes(note))
      action.help = [action.help, note].filter(Boolean).join(" ");
  }
}

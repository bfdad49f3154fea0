import { basename, extname } from "node:path";
import { shownValue } from "../../util/check-options.js";
import { CeterisError } from "../../util/error.js";
import { listWords } from "../../util/list-words.js";

/** What a chart can be saved as: the endings of its file's name. */
export const CHART_FORMATS = [".svg", ".png", ".pdf", ".html", ".vl.json"] as const;

export type ChartFormat = (typeof CHART_FORMATS)[number];

/**
 * The format that a path ends in, to be asked before anything is computed.
 *
 * @throws CeterisError CHART where it ends in none of them
 */
export function chartFormat(path: string): ChartFormat {
  const known = listWords([...CHART_FORMATS], "or");
  if (typeof path !== "string") {
    throw new CeterisError(
      "CHART",
      `Cannot save a chart as ${shownValue(path)}; give the path of a file that ends in ${known}.`,
    );
  }
  if (/[/\\]$/.test(path)) {
    throw new CeterisError(
      "CHART",
      `Cannot save a chart as '${path}', which names a folder; name a file in it that ends in ${known}.`,
    );
  }
  const found = CHART_FORMATS.find((format) => path.toLowerCase().endsWith(format));
  if (found !== undefined && basename(path).length > found.length) return found;
  if (found !== undefined) {
    throw new CeterisError(
      "CHART",
      `Cannot save a chart as '${path}', which is a suffix without a name; write one before it, as in figure${found}.`,
    );
  }
  const given = extname(path) === "" ? "no suffix" : `the suffix '${extname(path)}'`;
  throw new CeterisError(
    "CHART",
    `Cannot save a chart as '${path}', which has ${given}; end the name in ${known}.`,
  );
}

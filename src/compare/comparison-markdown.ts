import { markdownOf } from "../frame/to-text-formats.js";
import { escapeTags } from "../util/markup.js";
import type { Comparison } from "./comparison.js";
import { headline, remarks } from "./comparison-text.js";
import { comparisonTables } from "./comparison-tables.js";

/** A comparison in Markdown: a paragraph of sentences, a list of warnings, and a table under each title. */
export function comparisonMarkdown(comparison: Comparison): string {
  const warnings = remarks(comparison).map((sentence) => `- ${escapeTags(sentence)}\n`);
  return [
    `${escapeTags(headline(comparison))}\n`,
    ...comparison.summary.split("\n").map((sentence) => `${escapeTags(sentence)}\n`),
    ...(warnings.length > 0 ? [warnings.join("")] : []),
    ...comparisonTables(comparison).map(
      ({ title, columns }) => `**${title}**\n\n${markdownOf(columns)}`,
    ),
  ].join("\n");
}

import type { KernelExamination } from "../kernel/doctor/examine-kernels.js";
import type { ExaminedKernel } from "../kernel/doctor/examined-kernel.js";
import type { KernelFinding } from "../kernel/doctor/kernel-finding.js";
import { countText } from "../util/count-text.js";
import { visibleText } from "../util/visible-text.js";
import { wrapWords } from "../util/wrap-words.js";

/** Findings for people: the kernels, what is wrong, where, and how to mend it; then a line that sums up. */
export function kernelDoctorText(examination: KernelExamination, width: number): string {
  const { kernels, findings, notes } = examination;
  const sum = findings.length === 0 ? "nothing is wrong" : countText(findings.length, "finding");
  const blocks = [
    ...(kernels.length > 0 ? [kernels.map((kernel) => kernelLine(kernel)).join("\n")] : []),
    ...findings.map((finding) => findingLines(finding, width).join("\n")),
    ...notes.map((note) => wrapped(`note: ${note}`, 0, width).join("\n")),
    `${countText(kernels.length, "kernel")} of ceteris, ${sum}`,
  ];
  return `${blocks.join("\n\n")}\n`;
}

function kernelLine({ name, spec, directory }: ExaminedKernel): string {
  return visibleText(`${name}: ${spec.displayName} in ${directory}`);
}

/** What is to be copied, paths and commands, is never broken into lines. */
function findingLines(finding: KernelFinding, width: number): string[] {
  const { kind, path, message, remedy, command, output = [] } = finding;
  return [
    `${kind}: ${visibleText(path)}`,
    ...wrapped(message, 2, width),
    ...output.map((line) => `  | ${visibleText(line)}`),
    ...wrapped(`Remedy: ${remedy}`, 2, width),
    ...(command === undefined ? [] : [`    ${visibleText(command)}`]),
  ];
}

/** Text in lines of at most `width` columns, those after the first indented by two more. */
function wrapped(text: string, indent: number, width: number): string[] {
  const lines = wrapWords(visibleText(text).split(" "), width - indent - 2);
  return lines.map((line, i) => `${" ".repeat(i === 0 ? indent : indent + 2)}${line}`);
}

import { spawnSync } from "node:child_process";
import { booleanOf } from "./argument-types.js";

/** Seconds that exman waits for an answer. */
const PATIENCE_S = 10;

/** Prints the first line of stdin. */
const READ_LINE = `
let line = "";
process.stdin.on("data", (chunk) => {
  line += chunk;
  if (!line.includes("\\n")) return;
  process.stdout.write(line);
  process.exit();
}).on("end", () => process.stdout.write(line));
`;

/**
 * Asks at the terminal, and waits 10 s for a line; nothing else happens meanwhile. Any answer but a yes or a no, and
 * none, is the default.
 */
export function ask(question: string, byDefault: boolean): boolean {
  process.stdout.write(`\n${question} (${byDefault ? "yes" : "no"}): `);
  const { stdout } = spawnSync(process.execPath, ["-e", READ_LINE], {
    stdio: ["inherit", "pipe", "ignore"],
    encoding: "utf8",
    timeout: PATIENCE_S * 1000,
  });
  return booleanOf(stdout?.trim() ?? "") ?? byDefault;
}

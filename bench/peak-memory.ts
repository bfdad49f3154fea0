import { execFileSync } from "node:child_process";

const KIBIBYTE = 1024;

/** What loads the root, or nothing, and then says the most memory that it had, in KiB. */
function program(root: string | null): string {
  const load =
    root === null ? "void Index" : `const table = await new Index(${JSON.stringify(root)}).info()`;
  return `import { Index } from "ceteris"; ${load}; console.log(process.resourceUsage().maxRSS);`;
}

function peak(root: string | null): number {
  const flags = ["--input-type=module", "-e", program(root)];
  return Number(execFileSync(process.execPath, flags).toString());
}

/** Peak of a process that loads the root, above one that only imports the library, in bytes. */
export function peakMemory(root: string): number {
  return (peak(root) - peak(null)) * KIBIBYTE;
}

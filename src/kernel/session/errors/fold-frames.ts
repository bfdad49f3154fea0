import { findScript } from "./cell-scripts.js";

/** Where this copy of ceteris is built, which a notebook may reach by a link. */
const CETERIS = new URL("../../..", import.meta.url).href;
const PACKAGE = /^.*[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/]+)[\\/]/;

/** A package that calls itself, with what it calls of the language; undefined for other code. */
interface Run {
  readonly name: string | undefined;
  readonly frames: NodeJS.CallSite[];
}

/** Lines of a stack in which a package's way to the error is one: the user can change what called it. */
export function foldFrames(
  frames: readonly NodeJS.CallSite[],
  line: (frame: NodeJS.CallSite) => string,
): string[] {
  return runsOf(frames).flatMap((run) =>
    run.name === undefined || run.frames.length === 1
      ? run.frames.map(line)
      : [`    … ${run.frames.length} frames of ${run.name}`],
  );
}

function runsOf(frames: readonly NodeJS.CallSite[]): Run[] {
  const runs: Run[] = [];
  for (const frame of frames) {
    const last = runs.at(-1);
    const name = packageOf(frame) ?? (isNative(frame) ? last?.name : undefined);
    if (last && last.name === name) last.frames.push(frame);
    else runs.push({ name, frames: [frame] });
  }
  return runs;
}

function packageOf(frame: NodeJS.CallSite): string | undefined {
  const file = frame.getFileName() ?? "";
  return file.startsWith(CETERIS) ? "ceteris" : PACKAGE.exec(file)?.[1]?.replace("\\", "/");
}

/** JavaScript's own functions, and Node's. */
function isNative(frame: NodeJS.CallSite): boolean {
  const file = frame.getFileName();
  return (
    findScript(file) === undefined && (file === null || /^node:|^<anonymous>$/.test(file ?? ""))
  );
}

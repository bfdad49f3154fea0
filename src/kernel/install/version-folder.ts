import { join } from "node:path";
import { isSamePath } from "../spec/same-path.js";
import { pathsOf, type JupyterSurroundings } from "../spec/surroundings.js";

/** Folders of which each holds one version of Node: whose they are, and how their paths look with `/`. */
const FOLDERS: readonly (readonly [manager: string, path: RegExp])[] = [
  ["nvm", /\/\.?nvm\/(?:versions\/node\/)?v\d/i],
  ["Volta", /\/\.?volta\/tools\/image\/node\//i],
  ["fnm", /\/(?:fnm_multishells|\.?fnm\/node-versions)\//i],
  ["asdf", /\/\.asdf\/installs\/nodejs\//],
  ["mise", /\/mise\/installs\/node\//],
  ["nodenv", /\/\.nodenv\/versions\//],
  ["nvs", /\/\.?nvs\/node\//i],
  ["Homebrew", /\/Cellar\/node(?:@\d+)?\//],
  ["Scoop", /\/scoop\/apps\/nodejs[\w-]*\/\d/i],
];

/**
 * The program that keeps Node in a folder for its version alone, and removes the folder with the version; undefined
 * where the path outlives an upgrade.
 */
export function versionManagerOf(nodePath: string): string | undefined {
  const path = nodePath.replaceAll("\\", "/");
  return FOLDERS.find(([, folder]) => folder.test(path))?.[0];
}

/**
 * The path of this Node that lasts longest: where it lies in the folder of a version, the link on `$PATH` that leads
 * there, as Homebrew and Scoop make one; else the program itself.
 */
export function lastingNode(nodePath: string, around: JupyterSurroundings): string {
  if (versionManagerOf(nodePath) === undefined) return nodePath;
  const name = around.platform === "win32" ? "node.exe" : "node";
  const links = (around.env["PATH"] ?? "")
    .split(pathsOf(around).delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => join(folder, name));
  const isLasting = (link: string): boolean =>
    versionManagerOf(link) === undefined && isSamePath(link, nodePath);
  return links.find(isLasting) ?? nodePath;
}

/** Sentences on what of a kernel's command may go while the kernelspec stays. */
export function notesOn(argv: readonly string[]): string[] {
  const [node, ...words] = argv as [string, ...string[]];
  const manager = versionManagerOf(node);
  const program = words.find((word) => isInNpxCache(word));
  const again = "install the kernel again";
  return [
    ...(manager ? [`${node} is a version of Node kept by ${manager}: ${again} when it goes.`] : []),
    ...(program
      ? [`${program} is in npx's cache, which npm may empty: ${again} from a project.`]
      : []),
  ];
}

/** npm empties that cache when it likes. */
function isInNpxCache(programPath: string): boolean {
  return programPath.replaceAll("\\", "/").includes("/_npx/");
}

import { existsSync, lstatSync, renameSync, statSync, type Stats } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { makeFolder } from "../../util/make-folder.js";
import { readSmallFile, readSmallText } from "../../util/read-small-file.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import type { Item } from "./command-words.js";
import { scriptConfig, type ScriptConfig } from "./script-config.js";

const OPTIONS: ReadonlySet<string | undefined> = new Set([
  "--config",
  "-c",
  "--cfg",
  "--conf",
  "--config-file",
  "--config_file",
]);
/** What is surely meant for a config file, and what is where it follows another one. */
const FORMATS = /^(?!\w+:\/\/).*\.(?:ya?ml|toml|json)$/is;
const FURTHER = /\.(?:ya?ml|toml)$/i;
/** In bytes; a larger file is no config file. */
const LIMIT = 1024 * 1024;
const FOLDER = "config";

/** The config files of a line, in its order. */
export interface ScriptConfigs {
  readonly files: readonly ScriptConfig[];
  /** What is wrong with one, as a sentence. */
  readonly problems: readonly string[];
}

/** Reads the config files that a line names. */
export function readScriptConfigs(items: readonly Item[], cwd: string): ScriptConfigs {
  const read = [...new Set(pathsIn(items))].map((path) => readScriptConfig(path, cwd));
  const files = read.filter((one) => one !== null && typeof one !== "string");
  const missing = read.filter((one) => typeof one === "string");
  return { files, problems: [...missing, ...files.flatMap(({ problem }) => problem ?? [])] };
}

/** `--config a.yaml`, and `--config a.yaml b.yaml`; a .json after one is rather data. */
function pathsIn(items: readonly Item[]): string[] {
  let isAfter = false;
  return items.flatMap(({ option, prefix, texts: [path] }) => {
    if (path === undefined) return [];
    const isNamed = OPTIONS.has(option ?? prefix.replace(/=$/, ""));
    const isWord = option === undefined && prefix === "";
    const isFurther = isAfter && isWord && FURTHER.test(path);
    isAfter = isFurther || (isNamed && option !== undefined);
    return isNamed || isFurther ? [path] : [];
  });
}

/** A sentence for a file that is not there, null for a word that may be none. */
function readScriptConfig(path: string, cwd: string): ScriptConfig | string | null {
  const whole = resolve(cwd, path);
  const stats = statsOf(whole);
  const reason = !stats?.isFile() ? "is not there" : "is larger than 1 MB";
  try {
    if (stats?.isFile() && stats.size <= LIMIT)
      return scriptConfig(path, readSmallFile(whole, LIMIT));
  } catch {
    return problemOf(path, "cannot be opened");
  }
  return FORMATS.test(path) ? problemOf(path, reason) : null;
}

function statsOf(path: string): Stats | undefined {
  try {
    return statSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined; // such as a folder that may not be entered
  }
}

function problemOf(path: string, reason: string): string {
  return `The config file ${path} ${reason}; its values are no params of the run.`;
}

/** A config file, and where its copy is in the run's directory. */
export interface KeptConfig {
  readonly file: ScriptConfig;
  readonly copy: string;
}

/** Files of one name are numbered: `config/conf.yaml`, `config/2-conf.yaml`. */
export function keptConfigs(files: readonly ScriptConfig[], directory: string): KeptConfig[] {
  const taken = new Set<string>();
  return files.map((file) => {
    let name = basename(file.path);
    for (let n = 2; taken.has(name.toLowerCase()); n += 1) name = `${n}-${basename(file.path)}`;
    taken.add(name.toLowerCase());
    return { file, copy: join(directory, FOLDER, name) };
  });
}

/**
 * Puts copies into the run's directory, as `config/<name>`. Where the attempt before had another file, that moves to
 * `config.<attempt>/<name>`.
 */
export function keepScriptConfigs(
  files: readonly ScriptConfig[],
  directory: string,
  attempt: number,
): void {
  for (const { file, copy } of keptConfigs(files, directory)) {
    if (file.text === null) continue;
    makeOwnFolder(dirname(copy));
    if (attempt > 1 && existsSync(copy) && readSmallText(copy) !== file.text) {
      const before = join(directory, `${FOLDER}.${attempt - 1}`, basename(copy));
      makeOwnFolder(dirname(before));
      renameSync(copy, before);
    }
    writeFileAtomic(copy, file.text);
  }
}

function makeOwnFolder(folder: string): void {
  makeFolder(folder);
  if (lstatSync(folder).isSymbolicLink())
    throw new Error(`${folder} is a link, and is not written to; remove it`);
}

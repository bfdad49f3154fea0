import { createHash } from "node:crypto";
import { lstatSync, mkdirSync, readFileSync, statSync } from "node:fs";
import { basename, dirname, extname, join, resolve } from "node:path";
import { redactDocument } from "../../capture/redact/redact-document.js";
import { hiddenParams, redactParams } from "../../capture/redact/redact-params.js";
import { secretValues } from "../../capture/redact/secret-values.js";
import { decodeText } from "../../store/decode-text.js";
import type { Params } from "../../store/format-params.js";
import { parseAnyParams } from "../../store/parse-params.js";
import type { FileDigest } from "../../store/recorded-facts.js";
import { writeFileAtomic } from "../../util/write-file-atomic.js";
import { parseToml } from "./parse-toml.js";
import { freeName, type Item } from "./command-words.js";

/** A config file that a command line names: its values are params of the run. */
export interface ScriptConfig extends FileDigest {
  /** Without secrets; null for bytes that are no text, which are not kept. */
  readonly text: string | null;
  /** Those in the file; none where its format is not known. */
  readonly params: Params;
  /** Why there are none, as a sentence. */
  readonly problem?: string;
}

const OPTIONS: ReadonlySet<string | undefined> = new Set([
  "--config",
  "-c",
  "--cfg",
  "--conf",
  "--config-file",
  "--config_file",
]);
/** In bytes; a larger file is no config file. */
const LIMIT = 1024 * 1024;
const FOLDER = "config";

/** Reads the first config file that the line names and that is there; null where there is none. */
export function readScriptConfig(items: readonly Item[], cwd: string): ScriptConfig | null {
  for (const { option, prefix, texts } of items) {
    const path = texts[0];
    if (path === undefined || !OPTIONS.has(option ?? prefix.replace(/=$/, ""))) continue;
    const bytes = readFile(resolve(cwd, path));
    if (bytes) return scriptConfig(path, bytes);
  }
  return null;
}

function scriptConfig(path: string, bytes: Buffer): ScriptConfig {
  const sha256 = createHash("sha256").update(bytes).digest("hex");
  const text = decodeText(bytes, 0, bytes.length);
  if (text === null) return { path, sha256, text, params: {} };
  const file = { path, sha256 };
  const known = secretValues(process.env);
  try {
    const document = parse(extname(path).toLowerCase(), text);
    const redacted = redactParams({ document });
    const kept = redactDocument(text, [...known, ...hiddenParams({ document }, redacted)]);
    return { ...file, text: kept, params: paramsOf(redacted["document"]) };
  } catch (error) {
    const [reason] = (error as Error).message.split("\n");
    const problem = `The config file ${path} cannot be read: ${reason}; its values are no params of the run.`;
    return { ...file, text: redactDocument(text, known), params: {}, problem };
  }
}

function paramsOf(document: unknown): Params {
  if (typeof document !== "object" || document === null || Array.isArray(document)) return {};
  const entries = Object.entries(document).map(([name, value]) => [
    freeName(name.replaceAll("-", "_")),
    value as unknown,
  ]);
  return Object.fromEntries(entries) as Params;
}

function parse(format: string, text: string): unknown {
  if (format === ".yaml" || format === ".yml")
    return Object.fromEntries(parseAnyParams(text).values);
  if (format === ".toml") return parseToml(text);
  return format === ".json" ? JSON.parse(text) : {};
}

function readFile(path: string): Buffer | null {
  try {
    const stats = statSync(path);
    return stats.isFile() && stats.size <= LIMIT ? readFileSync(path) : null;
  } catch {
    return null; // it is for the program to say so
  }
}

/** Puts a copy into the run's directory, as `config/<name>`. */
export function keepScriptConfig({ path, text }: ScriptConfig, directory: string): void {
  if (text === null) return;
  const copy = join(directory, FOLDER, basename(path));
  mkdirSync(dirname(copy), { recursive: true });
  if (lstatSync(dirname(copy)).isSymbolicLink())
    throw new Error(`${dirname(copy)} is a link, and is not written to; remove it`);
  writeFileAtomic(copy, text);
}

/** The params of a file and of a line, which wins: also where it names a value inside of one, as `model.lr`. */
export function mergeParams(file: Params, line: Params): Params {
  const merged = Object.keys(line).reduce((left, name) => without(left, name.split(".")), file);
  return { ...line, ...merged };
}

function without(params: Params, [first, ...rest]: readonly string[]): Params {
  if (first === undefined || !Object.hasOwn(params, first)) return params;
  const { [first]: value, ...others } = params;
  if (rest.length === 0) return others;
  const isMapping = typeof value === "object" && value !== null && !Array.isArray(value);
  return isMapping ? { ...params, [first]: without(value as Params, rest) } : params;
}

import { createHash } from "node:crypto";
import { extname } from "node:path";
import { redactDocument } from "../../capture/redact/redact-document.js";
import { hiddenParams, redactParams } from "../../capture/redact/redact-params.js";
import { secretValues } from "../../capture/redact/secret-values.js";
import { decodeText } from "../../store/decode-text.js";
import type { Params } from "../../store/format-params.js";
import { parseAnyParams } from "../../store/parse-params.js";
import type { FileDigest } from "../../store/recorded-facts.js";
import { loadWrittenYaml } from "../../store/yaml-schema.js";
import { parseToml } from "./parse-toml.js";
import { freeName } from "./command-words.js";

/** A config file that a command line names: its values are params of the run. */
export interface ScriptConfig extends FileDigest {
  /** Without secrets; null for bytes that are no text, which are not kept. */
  readonly text: string | null;
  /** Those in the file; none where its format is not known. */
  readonly params: Params;
  /** Why there are none, as a sentence. */
  readonly problem?: string;
}

/**
 * What a config file tells.
 *
 * @param path - As the line names it.
 */
export function scriptConfig(path: string, bytes: Buffer): ScriptConfig {
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
    return Object.fromEntries(parseAnyParams(text, loadWrittenYaml).values);
  if (format === ".toml") return parseToml(text);
  return format === ".json" ? JSON.parse(text) : {};
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

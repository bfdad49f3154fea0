import {
  boolCoreTag,
  defineScalarTag,
  FAILSAFE_SCHEMA,
  floatCoreTag,
  load,
  NOT_RESOLVED,
  nullCoreTag,
  realMapTag,
  type Schema,
} from "js-yaml";
import { CeterisError } from "../../util/error.js";

/** The value of a parameter: an integer is a `bigint`, and every `number` is a float, as languages tell them apart. */
export type ParameterValue =
  | null
  | boolean
  | bigint
  | number
  | string
  | readonly ParameterValue[]
  | ReadonlyMap<string, ParameterValue>;

/** A parameter that a notebook is to run with. */
export interface Parameter {
  readonly name: string;
  readonly value: ParameterValue;
}

/** A parameter that cannot be read, or cannot be set in the notebook. */
export class ParameterError extends CeterisError {
  constructor(message: string, options?: ErrorOptions) {
    super("USAGE", message, options);
    this.name = "ParameterError";
  }
}

const INTEGER = /^[-+]?(?:\d+|0x[\da-f]+|0o[0-7]+|0b[01]+)$/i;

/** YAML 1.2, with integers of any size: `yes` and a date are texts, `1e-3` is a number. */
const SCHEMA: Schema = FAILSAFE_SCHEMA.withTags(
  nullCoreTag,
  boolCoreTag,
  defineScalarTag("tag:yaml.org,2002:int", {
    implicit: true,
    resolve: (source) => (INTEGER.test(source) ? integer(source) : NOT_RESOLVED),
    identify: () => false,
  }),
  floatCoreTag,
  realMapTag,
);

/**
 * Reads `NAME=VALUE`. What follows the first `=` is a number, `true`, `false` or `null`, a quoted text, a list or a mapping
 * in brackets, as in JSON and YAML; everything else is a text as it stands.
 *
 * @throws ParameterError where there is no `=`, no name, or brackets and quotes do not match.
 */
export function parseParameter(argument: string): Parameter {
  const equals = argument.indexOf("=");
  if (equals < 1)
    throw new ParameterError(
      `The parameter ${JSON.stringify(argument)} is not of the form NAME=VALUE; write it as in lr=0.1.`,
    );
  return { name: argument.slice(0, equals), value: parseValue(argument, equals + 1) };
}

function parseValue(argument: string, start: number): ParameterValue {
  const text = argument.slice(start);
  if (/^\s*[[{"']/.test(text)) return parseYaml(argument, text);
  return /^[-+.\w~]+$/.test(text) ? plain(load(text, { schema: SCHEMA })) : text;
}

function parseYaml(argument: string, text: string): ParameterValue {
  try {
    return plain(load(text, { schema: SCHEMA }));
  } catch (cause) {
    const name = argument.slice(0, argument.indexOf("="));
    const reason = (cause as Error).message.split("\n", 1)[0];
    throw new ParameterError(
      `The value of the parameter ${name} cannot be read (${reason}); close its brackets and quotes, and quote it for the shell.`,
      { cause },
    );
  }
}

function integer(source: string): bigint {
  const magnitude = BigInt(source.replace(/^[-+]/, "").toLowerCase());
  return source.startsWith("-") ? -magnitude : magnitude;
}

function plain(value: unknown): ParameterValue {
  if (Array.isArray(value)) return value.map(plain);
  if (value instanceof Map)
    return new Map([...value].map(([key, item]) => [String(key), plain(item)]));
  return value as ParameterValue;
}

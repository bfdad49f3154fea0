import {
  NOT_RESOLVED,
  YAML11_SCHEMA,
  boolYaml11Tag,
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  floatYaml11Tag,
  intYaml11Tag,
  load,
  realMapTag,
  type Schema,
} from "js-yaml";
import { pythonFloat, pythonInteger, pythonWord } from "./python-scalars.js";

const PYTHON = "tag:yaml.org,2002:python/";

/** Tags met by the parse that is under way; parses are synchronous, so there is only one. */
let metTags = new Set<string>();

/**
 * Reads YAML as PyYAML 6 writes it: YAML 1.1, integers of any size, and Python's own tags as plain data. Mappings
 * are `Map`s, so that keys keep their order and `__proto__` is a key like any other. Nothing that a tag names is
 * ever constructed or run; the tags are told.
 *
 * @throws YAMLException where the text is not YAML.
 */
export function loadPythonYaml(text: string): LoadedYaml {
  return loaded(text, PYTHON_SCHEMA);
}

/**
 * Reads YAML as a person writes it: as `loadPythonYaml` does, but `1e-3`, `1E5` and `-.5` are numbers, as in YAML 1.2.
 *
 * @throws YAMLException where the text is not YAML.
 */
export function loadWrittenYaml(text: string): LoadedYaml {
  return loaded(text, WRITTEN_SCHEMA);
}

/** A document, and the tags of Python in it. */
export interface LoadedYaml {
  readonly document: unknown;
  readonly pythonTags: string[];
}

function loaded(text: string, schema: Schema): LoadedYaml {
  metTags = new Set();
  const document = load(text, { schema, json: true });
  return { document, pythonTags: [...metTags] };
}

function noted(tagName: string): string {
  metTags.add(`!!${tagName.slice("tag:yaml.org,2002:".length)}`);
  return tagName;
}

const loadOnly = { identify: () => false };
const addItem = (list: unknown[], item: unknown): void => {
  list.push(item);
};
const { addPair, has, keys, get } = realMapTag;

const PYTHON_SCHEMA: Schema = YAML11_SCHEMA.withTags(
  realMapTag,
  { ...boolYaml11Tag, resolve: (source) => resolved(pythonWord(source) ?? undefined) },
  { ...intYaml11Tag, resolve: (source) => resolved(pythonInteger(source) as number | undefined) },
  { ...floatYaml11Tag, resolve: (source) => resolved(pythonFloat(source)) },
  defineSequenceTag(`${PYTHON}tuple`, { ...loadOnly, create: () => [] as unknown[], addItem }),
  defineSequenceTag(PYTHON, {
    ...loadOnly,
    matchByTagPrefix: true,
    create: (tagName) => (noted(tagName), [] as unknown[]),
    addItem,
  }),
  defineMappingTag(PYTHON, {
    ...loadOnly,
    matchByTagPrefix: true,
    create: (tagName) => (noted(tagName), new Map<unknown, unknown>()),
    addPair,
    has,
    keys,
    get,
  }),
  defineScalarTag(PYTHON, {
    ...loadOnly,
    matchByTagPrefix: true,
    resolve: (source, _explicit, tagName) => (noted(tagName), source),
  }),
);

/** A number by YAML 1.2 that PyYAML takes for a text; `08` stays one. */
const CORE_FLOAT = /^[-+]?(?:\d+\.\d*|\.\d+|\d+(?=[eE]))(?:[eE][-+]?\d+)?$/;

const WRITTEN_SCHEMA: Schema = PYTHON_SCHEMA.withTags({
  ...floatYaml11Tag,
  resolve: (source) => resolved(pythonFloat(source) ?? coreFloat(source)),
});

function coreFloat(text: string): number | undefined {
  const number = CORE_FLOAT.test(text) ? Number(text) : NaN;
  return Number.isFinite(number) ? number : undefined; // 12e4567 is rather the name of a commit
}

function resolved<T>(value: T | undefined): T | typeof NOT_RESOLVED {
  return value === undefined ? NOT_RESOLVED : value;
}

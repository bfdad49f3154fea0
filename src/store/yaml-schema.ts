import {
  NOT_RESOLVED,
  YAML11_SCHEMA,
  boolYaml11Tag,
  defineMappingTag,
  defineScalarTag,
  defineSequenceTag,
  intYaml11Tag,
  realMapTag,
  type Schema,
} from "js-yaml";

const PYTHON = "tag:yaml.org,2002:python/";

/**
 * The schema that reads what PyYAML 6 writes: YAML 1.1, integers of any size, and Python's own tags as plain
 * data. Mappings are `Map`s, so that keys keep their order and `__proto__` is a key like any other. Nothing that
 * a tag names is ever constructed or run; `note` is told of each.
 */
export function pythonSchema(note: (tag: string) => void): Schema {
  const noted = (tagName: string): string => {
    note(`!!${tagName.slice("tag:yaml.org,2002:".length)}`);
    return tagName;
  };
  const { addItem } = sequence;
  const { addPair, has, keys, get } = realMapTag;
  const loadOnly = { identify: () => false };
  return YAML11_SCHEMA.withTags(
    realMapTag,
    { ...boolYaml11Tag, resolve: resolveBoolean },
    { ...intYaml11Tag, resolve: resolveInteger },
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
}

const sequence = {
  addItem: (list: unknown[], item: unknown): void => {
    list.push(item);
  },
};

/** YAML 1.1 has y and n as booleans too; PyYAML writes and reads them as text. */
function resolveBoolean(
  ...args: Parameters<typeof boolYaml11Tag.resolve>
): boolean | typeof NOT_RESOLVED {
  return /^[yn]$/i.test(args[0]) ? NOT_RESOLVED : boolYaml11Tag.resolve(...args);
}

/** js-yaml rounds integers beyond 2^53; Python keeps them, so they come as `bigint`. */
function resolveInteger(
  source: string,
  isExplicit: boolean,
  tagName: string,
): ReturnType<typeof intYaml11Tag.resolve> {
  const value = intYaml11Tag.resolve(source, isExplicit, tagName);
  if (typeof value !== "number" || Number.isSafeInteger(value)) return value;
  return exactInteger(source) as unknown as number;
}

function exactInteger(source: string): bigint {
  const digits = source.replaceAll("_", "").replace(/^[+-]/, "");
  const magnitude = BigInt(/^0\d/.test(digits) ? `0o${digits.slice(1)}` : digits);
  return source.startsWith("-") ? -magnitude : magnitude;
}

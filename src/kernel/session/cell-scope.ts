type Values = Record<string, unknown>;

/** Variables by name, each as its cell bound it. */
export type Bindings = Readonly<Record<string, PropertyDescriptor>>;

/** The notebook's variables: what cells export. */
export class CellScope {
  /** The `exports` of every cell: a plain object, since a loop may assign a variable a million times. */
  readonly exports: Values = {};

  /** The value of a variable, which is then gone. */
  take(name: string): unknown {
    const value = this.exports[name];
    delete this.exports[name];
    return value;
  }

  /** All variables as they are bound now. */
  bindings(): Bindings {
    return Object.getOwnPropertyDescriptors(this.exports);
  }

  /** Names that were declared since, for the first time or again. */
  boundSince(before: Bindings): ReadonlySet<string> {
    const now = Object.entries(this.bindings());
    return new Set(now.filter(([name, it]) => !isSame(it, before[name])).map(([name]) => name));
  }
}

function isSame(one: PropertyDescriptor, other: PropertyDescriptor | undefined): boolean {
  return other !== undefined && one.get === other.get && Object.is(one.value, other.value);
}

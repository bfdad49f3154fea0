type Values = Record<string, unknown>;

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

  /** Names of variables without a value. */
  unassigned(): ReadonlySet<string> {
    const names = Object.keys(this.exports).filter((name) => this.exports[name] === undefined);
    return new Set(names);
  }

  /** All variables as they are. */
  snapshot(): Values {
    return { ...this.exports };
  }

  /** Gives back values that a failed cell took away without setting others; true where there were any. */
  restore(before: Values): boolean {
    const lost = Object.keys(before).filter(
      (name) => this.exports[name] === undefined && before[name] !== undefined,
    );
    for (const name of lost) this.exports[name] = before[name];
    return lost.length > 0;
  }
}

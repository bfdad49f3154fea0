/** The text as which every value of a column is shown; undefined where two differ, and where there are none. */
export function constantText<T>(
  values: readonly T[],
  textOf: (value: T) => string,
): string | undefined {
  if (values.length === 0) return undefined;
  const first = textOf(values[0]!);
  return values.every((value) => textOf(value) === first) ? first : undefined;
}

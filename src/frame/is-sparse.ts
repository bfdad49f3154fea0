/** Whether most rows of a column have no value. */
export function isSparse(values: readonly unknown[]): boolean {
  const present = values.filter((value) => value !== null && value !== undefined);
  return 2 * present.length < values.length;
}

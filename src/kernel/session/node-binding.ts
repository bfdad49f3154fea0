/** What Node's own modules are made of; undefined where this version of Node has no such part. */
export function nodeBinding(name: string): object | undefined {
  const before = process.noDeprecation;
  process.noDeprecation = true;
  try {
    const binding = Reflect.get(process, "binding") as ((name: string) => object) | undefined;
    return binding?.(name);
  } catch {
    return undefined;
  } finally {
    Object.assign(process, { noDeprecation: before });
  }
}

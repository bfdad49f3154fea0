/** What the system refused, as a sentence; undefined for any other error. */
export function systemErrorText(error: unknown): string | undefined {
  if (!(error instanceof Error && "code" in error && "syscall" in error)) return undefined;
  const [code, ...reason] = error.message.split(": ");
  return `The system refuses: ${reason.join(": ") || code} (${String(error.code)}); check the path, its permissions and the space on its disk.`;
}

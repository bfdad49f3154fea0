const CODES: ReadonlySet<unknown> = new Set([
  "ERR_REQUIRE_ESM",
  "ERR_REQUIRE_ASYNC_MODULE",
  "ERR_PACKAGE_PATH_NOT_EXPORTED",
]);

/** True for what `require` cannot load and `import()` may: modules with a top-level `await` or without a CommonJS form. */
export function needsImport(error: unknown): boolean {
  return error instanceof Error && "code" in error && CODES.has(error.code);
}

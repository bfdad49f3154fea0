/** Flags of every command that works on a root. */
export const ROOT_OPTIONS = {
  root: { type: "string" },
  json: { type: "boolean" },
} as const;

import { homedir } from "node:os";
import { join } from "node:path";

/** The part of a process that decides where caches are kept. */
export interface CacheSurroundings {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly platform: NodeJS.Platform;
  readonly home: string;
}

/**
 * The user's own folder for what can be made again, by the platform's convention. Source: the XDG base directory
 * specification; Apple's and Microsoft's guidelines.
 */
export function userCache(
  { env, platform, home }: CacheSurroundings = {
    env: process.env,
    platform: process.platform,
    home: homedir(),
  },
): string {
  if (platform === "darwin") return join(home, "Library", "Caches", "ceteris");
  if (platform === "win32")
    return join(env["LOCALAPPDATA"] || join(home, "AppData", "Local"), "ceteris", "cache");
  return join(env["XDG_CACHE_HOME"] || join(home, ".cache"), "ceteris");
}

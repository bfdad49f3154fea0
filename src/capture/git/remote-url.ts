/**
 * Address of the remote repository that a branch follows, else of `origin`, else of the first that the configuration
 * names.
 *
 * @param config - Text of `.git/config`.
 * @param upstream - Such as `origin/main`.
 */
export function remoteUrl(config: string, upstream: string | null): string | undefined {
  const remotes = remotesOf(config);
  const followed = [...remotes.keys()].find((name) => upstream?.startsWith(`${name}/`));
  return remotes.get(followed ?? "origin") ?? [...remotes.values()][0];
}

function remotesOf(config: string): Map<string, string> {
  const remotes = new Map<string, string>();
  let remote: string | undefined;
  for (const line of config.split("\n")) {
    if (/^\s*\[/.test(line)) remote = /^\s*\[remote "(.*)"\]/i.exec(line)?.[1];
    const url = /^\s*url\s*=\s*"?(.*?)"?\s*$/i.exec(line)?.[1];
    if (remote !== undefined && url && !remotes.has(remote)) remotes.set(remote, url);
  }
  return remotes;
}

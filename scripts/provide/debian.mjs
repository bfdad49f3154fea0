import { run, say, succeeds } from "./steps.mjs";

/** True where this process may install packages with apt-get. */
export function hasApt() {
  return (
    process.platform === "linux" && process.getuid() === 0 && succeeds("apt-get", ["--version"])
  );
}

/** Installs Debian packages; the package lists are fetched first, as a bare image has none. */
export function aptInstall(...packages) {
  say(`installing ${packages.join(" and ")} with apt-get`);
  const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive" };
  run("apt-get", ["update", "-q"], { env });
  run("apt-get", ["install", "-y", "-q", "--no-install-recommends", ...packages], { env });
}

import { basename } from "node:path";

/** Names of files that hold secrets, as ssh, TLS, cloud providers, package managers and databases use them. */
const NAMES: readonly RegExp[] = [
  /^\.env(?:\..+)?$|\.env$|^\.envrc$/i,
  /^[._]netrc$|^\.npmrc$|^\.pypirc$|^\.yarnrc(?:\.yml)?$|^\.pgpass$|^\.my\.cnf$|^\.htpasswd$|^\.git-credentials$/i,
  /^\.dockercfg$|^kaggle\.json$|^kubeconfig$|\.tfvars$|\.tfstate(?:\.backup)?$/i,
  /\.(?:pem|p12|pfx|jks|keystore|kdbx?|ppk|asc|gpg|ovpn|der)$/i,
  /^id_(?:rsa|dsa|ecdsa|ed25519)(?:_sk)?$/i,
  /key(?!board|frame|point|pnt|word)/i,
  /secret|credential|passw|passphrase|service[-_]?account/i,
  /(?:^|[-_.])token(?:\.\w+)?$/i,
];
const FOLDERS = /(?:^|\/)(?:\.ssh|\.aws|\.gnupg|\.kube|\.docker|\.azure|\.?secrets?)\//i;

/** A program about keys holds none by its name; what is written in it is redacted as in any other. */
const PROGRAM =
  /\.(?:py|pyi|ipynb|[cm]?[jt]sx?|java|kt|scala|go|rs|c|h|cc|cpp|hpp|cu|cuh|rb|r|jl|md|rst)$/i;
const EXAMPLE = /\.(?:example|sample|template|dist)$/i;

/** True for a path whose file is named, but never kept. */
export function isSecretFile(path: string): boolean {
  const name = basename(path);
  if (FOLDERS.test(path)) return true;
  if (PROGRAM.test(name) || EXAMPLE.test(name)) return false;
  return NAMES.some((pattern) => pattern.test(name));
}

/** What stands for a secret that was taken out. */
export const REDACTED = "[redacted]";

/** Words that make a name one of secrets wherever they stand. */
const SECRET_WORDS = [
  "password",
  "passwords",
  "passwd",
  "passphrase",
  "pwd",
  "secret",
  "secrets",
  "credential",
  "credentials",
  "apikey",
  "apikeys",
  "secretkey",
  "accesskey",
  "authtoken",
  "accesstoken",
  "apitoken",
  "sshpass",
  "authorization",
  "bearer",
  "cookie",
  "cookies",
];

/** `PGPASSWORD` */
const ENDS = /(?:password|passwd|passphrase)$/;

/** Last words that make the name one of secrets, unless the word before is of another field. */
const LAST_WORDS: Readonly<Record<string, readonly string[]>> = {
  token:
    "pad eos bos unk mask sep cls special stop start end begin next new max min num per first last image text audio video vocab prompt class trigger placeholder".split(
      " ",
    ),
  tokens:
    "pad eos bos unk mask sep cls special stop start end begin next new max min num n per first last image text audio video vocab prompt class trigger placeholder added additional extra input output total train val test eval completion generated target source batch context seen all".split(
      " ",
    ),
  auth: [],
  pw: [],
  pass: "forward backward first second next last single max min num per dry n".split(" "),
};

/** Last words that need one before, or none: `user_pin`, unlike `gpio_pin`. */
const TOLD_WORDS: Readonly<Record<string, readonly string[]>> = {
  pin: ["", "user", "card", "so", "sim", "account", "login", "security", "token"],
  pat: "git gh github gl gitlab ado azure devops access personal bitbucket jira databricks".split(
    " ",
  ),
};

/** What a key opens; any other key may be one of a table. */
const KEYS =
  "api access private secret account auth encryption decryption signing ssh storage master license wandb openai anthropic hf huggingface comet neptune aws azure gcp google cohere mistral groq gemini stripe sendgrid twilio deploy service subscription client session shared host rsa pgp gpg hmac crypt webhook".split(
    " ",
  );

/** Last words of a name that tells of a secret, and is none: `password_file`. */
const ABOUT_SECRETS =
  "file path dir length len size count type name field prompt policy ids id dim limit env var expiry timeout error exception warning".split(
    " ",
  );

/** True for the name of an option, variable or param that holds a secret: `--api-key`, `WANDB_API_KEY`, `db.password`. */
export function isSecretName(name: string): boolean {
  const words = wordsOf(name);
  const last = words.at(-1) ?? "";
  const before = words.at(-2) ?? "";
  if (ABOUT_SECRETS.includes(last) && words.length > 1) return false;
  if (words.some((word) => SECRET_WORDS.includes(word) || ENDS.test(word))) return true;
  if (last === "key" || last === "keys") return isKey(name, before);
  if (Object.hasOwn(TOLD_WORDS, last)) return TOLD_WORDS[last]!.includes(before);
  const others = Object.hasOwn(LAST_WORDS, last) ? LAST_WORDS[last] : undefined;
  return others !== undefined && !others.includes(before);
}

/** True for a name that may as well count: `tokens`, of which only texts are secrets. */
export function isPluralName(name: string): boolean {
  return wordsOf(name).at(-1) === "tokens";
}

/** True for a key of no kind, `--key` or `login.key`, which may as well be that of a table, and `--pat`, a pattern as well. */
export function isKeyName(name: string): boolean {
  return /^(?:-{0,2}|.*\.)(?:keys?|pat)$/i.test(name);
}

/** A value that no one would choose for a name: as long as a key, letters and digits mixed within its words. */
export function looksRandom(value: string): boolean {
  if (!/^[\w+=-]{20,}$/.test(value) || !/[a-z]/i.test(value) || !/\d/.test(value)) return false;
  return value.split(/[_-]/).some((part) => !/^[a-z]*\d{0,4}[a-z]?$/i.test(part));
}

/** Of the keys, those with a telling word, and environment variables such as `FOO_KEY`. */
function isKey(name: string, before: string): boolean {
  if (KEYS.includes(before)) return true;
  return /(?:^|[^A-Za-z0-9_])[A-Z][A-Z0-9_]*_KEYS?$/.test(name) && before !== "public";
}

function wordsOf(name: string): string[] {
  return name
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .map((word) => word.replace(/\d+$/, "")) // `password2`, `API_KEY_2`
    .filter((word) => word !== "");
}

import { REDACTED } from "./secret-name.js";

/** Shapes of secrets that their issuers document, so that they are known wherever they stand. */
const SHAPES: readonly RegExp[] = [
  /\bgh[pousr]_[A-Za-z0-9]{20,}/, // GitHub
  /\bgithub_pat_\w{20,}/,
  /\bgl(?:pat|ptt|dt|rt|oas|soat|cbt|imt|ft)-[\w-]{16,}/, // GitLab
  /\bsk-[A-Za-z0-9_-]{16,}/, // OpenAI, Anthropic, …
  /\bhf_[A-Za-z0-9]{16,}/, // Hugging Face
  /\bgsk_[A-Za-z0-9]{20,}/, // Groq
  /\br8_[A-Za-z0-9]{20,}/, // Replicate
  /\bnvapi-[\w-]{20,}/, // NVIDIA
  /\bwandb_v\d_\w{20,}/, // Weights & Biases
  /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}\b/, // AWS
  /\bAIza[\w-]{35}/, // Google
  /\bya29\.[\w-]{20,}/,
  /\bGOCSPX-[\w-]{20,}/,
  /\bxox[abeoprs]-[\w-]{10,}/, // Slack
  /\bxapp-[\w-]{10,}/,
  /\bhooks\.slack\.com\/services\/[\w/]+/,
  /\bdiscord(?:app)?\.com\/api\/webhooks\/[\w/-]+/,
  /\b\d{8,10}:AA[\w-]{33}/, // Telegram
  /\bnpm_[A-Za-z0-9]{30,}/,
  /\bpypi-[\w-]{30,}/,
  /\b[sr]k_(?:live|test)_\w{16,}/, // Stripe
  /\bSG\.[\w-]{16,64}\.[\w-]{16,}/, // SendGrid
  /\bdop_v1_[a-f0-9]{40,}/, // DigitalOcean
  /\bdapi[a-f0-9]{32}\b/, // Databricks
  /\bsh(?:pat|pca|ppa|pss)_[a-fA-F0-9]{32}/, // Shopify
  /\bage-secret-key-1[a-z0-9]{50,}/i,
  /\beyJ[\w-]{8,2000}\.[\w-]{8,}(?:\.[\w-]*)?/, // JSON web token
];

const ANY = new RegExp(SHAPES.map(({ source }) => source).join("|"), "g");

/** A text without the tokens that are known by their shape. */
export function redactTokens(text: string): string {
  return text.replace(ANY, REDACTED);
}

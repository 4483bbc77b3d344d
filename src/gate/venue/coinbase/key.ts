import { createPrivateKey, type KeyObject } from "node:crypto";
import { inputError } from "../../../store/input.ts";

/** A key as Coinbase hands it out: its name, and the private half as PEM (ECDSA) or as base64 (Ed25519). */
export interface CoinbaseKey {
  readonly name: string;
  readonly privateKey: string;
}

/** The same in the one form that ccxt signs rightly with: SEC1 PEM for ES256, seed and public half in base64 for EdDSA. */
export interface SigningKey {
  readonly name: string;
  readonly secret: string;
  readonly algorithm: "ES256" | "EdDSA";
}

const ED25519_BYTES = 64;
/** Shorter pieces of a secret would blot out words that mean nothing. */
const SHORTEST_SECRET = 12;

/**
 * A key in that form, whatever form it came in: SEC1 or PKCS8, with line breaks or with "\n" written out.
 * @throws InputError that names the trouble and never the key.
 */
export function signingKey({ name, privateKey }: CoinbaseKey): SigningKey {
  const text = privateKey.replaceAll(String.raw`\n`, "\n").trim();
  if (name.trim() === "") throw refused("the key has no name", "store it with the name that Coinbase gave it");
  if (!text.startsWith("-----BEGIN")) return { name, secret: seedOf(text), algorithm: "EdDSA" };
  const key = pemOf(text);
  if (key.asymmetricKeyType === "ed25519") return { name, secret: pairOf(key), algorithm: "EdDSA" };
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw refused("the private key is neither ECDSA P-256 nor Ed25519", "make a new API key at Coinbase");
  }
  return { name, secret: key.export({ type: "sec1", format: "pem" }), algorithm: "ES256" };
}

/** Takes every trace of a key out of a text: its name, its secret whole and line by line, and tokens signed with it. */
export function scrubber({ name, secret }: SigningKey): (text: string) => string {
  const lines = secret.split("\n").filter((line) => !line.startsWith("-----"));
  const secrets = [name, secret, secret.trim(), ...lines]
    .filter((part) => part.length >= SHORTEST_SECRET)
    .toSorted((a, b) => b.length - a.length);
  return (text) =>
    secrets
      .reduce((left, secret) => left.replaceAll(secret, "[key]"), text)
      .replaceAll(/eyJhbGciOi[\w-]*\.[\w-]+(?:\.[\w-]*)?/g, "[token]");
}

function pemOf(text: string): KeyObject {
  try {
    return createPrivateKey(text);
  } catch {
    throw refused("the private key cannot be read", "store it again, whole, from BEGIN to END");
  }
}

function seedOf(text: string): string {
  const bytes = Buffer.from(text, "base64");
  if (bytes.length !== ED25519_BYTES || bytes.toString("base64") !== text) {
    throw refused("the private key is neither PEM nor an Ed25519 key in base64", "store it again, whole");
  }
  return text;
}

function pairOf(key: KeyObject): string {
  const { d = "", x = "" } = key.export({ format: "jwk" });
  return Buffer.concat([Buffer.from(d, "base64url"), Buffer.from(x, "base64url")]).toString("base64");
}

const refused = (what: string, remedy: string) => inputError("coinbase key", what, remedy);

import { createPrivateKey, randomBytes, sign } from "node:crypto";
import type { Clock } from "../../../store/time.ts";
import type { SigningKey } from "./key.ts";

/** Coinbase takes a token for two minutes. */
const VALID_S = 120;
/** What every Ed25519 seed has before it in PKCS8. */
const ED25519_PREFIX = Buffer.from("302e020100300506032b657004220420", "hex");
const SEED_BYTES = 32;

const encoded = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/**
 * A token that proves the key to Coinbase's websocket, good from `now` on for two minutes (JWT, ES256 or EdDSA; its body
 * names no call, as the websocket asks for none).
 */
export function streamToken({ name, secret, algorithm }: SigningKey, now: Clock): string {
  const from = Math.floor(now() / 1_000);
  const header = { alg: algorithm, kid: name, nonce: randomBytes(16).toString("hex"), typ: "JWT" };
  const claims = { iss: "cdp", nbf: from, exp: from + VALID_S, sub: name };
  const text = `${encoded(header)}.${encoded(claims)}`;
  const signature =
    algorithm === "ES256"
      ? sign("sha256", Buffer.from(text), { key: createPrivateKey(secret), dsaEncoding: "ieee-p1363" })
      : sign(null, Buffer.from(text), edKey(secret));
  return `${text}.${signature.toString("base64url")}`;
}

const edKey = (secret: string) =>
  createPrivateKey({
    key: Buffer.concat([ED25519_PREFIX, Buffer.from(secret, "base64").subarray(0, SEED_BYTES)]),
    format: "der",
    type: "pkcs8",
  });

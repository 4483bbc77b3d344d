import { createHash, createHmac } from "node:crypto";
import type { Incoming } from "../dialect.ts";

/** A key of Kraken's: the secret is base64. */
export interface KrakenKey {
  readonly apiKey: string;
  readonly secret: string;
}

/**
 * Kraken's proof of a key: HMAC-SHA512 of path and SHA-256 of (nonce + body), with a nonce that only grows. What is wrong
 * is told in Kraken's own words; null when nothing is. docs.kraken.com, "Spot REST Authentication".
 */
export function krakenGuard({ apiKey, secret }: KrakenKey): (incoming: Incoming) => string | null {
  let last = 0;
  return ({ path, headers, text }) => {
    if (headers["api-key"] !== apiKey) return "EAPI:Invalid key";
    const nonce = new URLSearchParams(text).get("nonce") ?? "";
    const hash = createHash("sha256")
      .update(nonce + text)
      .digest();
    const signature = createHmac("sha512", Buffer.from(secret, "base64")).update(path).update(hash).digest("base64");
    if (headers["api-sign"] !== signature) return "EAPI:Invalid signature";
    if (Number(nonce) <= last) return "EAPI:Invalid nonce";
    last = Number(nonce);
    return null;
  };
}

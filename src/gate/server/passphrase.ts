import { randomBytes, scryptSync, timingSafeEqual } from "node:crypto";
import { z } from "zod";

/** scrypt at 32 MiB: about a tenth of a second on a small machine, and as much for every guess. */
const COST = { N: 32_768, r: 8, p: 1, maxmem: 64 << 20 } as const;
const KEY_BYTES = 32;

const stored = z.strictObject({ salt: z.base64(), key: z.base64() });

/** What is kept of the operator's passphrase: enough to know it again, too little to learn it. */
export function sealPassphrase(passphrase: string): string {
  const salt = randomBytes(16);
  const key = scryptSync(passphrase, salt, KEY_BYTES, COST);
  return JSON.stringify({ salt: salt.toString("base64"), key: key.toString("base64") });
}

/** Whether it is the one that was sealed. A seal that cannot be read knows nobody. */
export function knowsPassphrase(seal: string, passphrase: string): boolean {
  let parsed: unknown;
  try {
    parsed = JSON.parse(seal);
  } catch {
    return false;
  }
  const checked = stored.safeParse(parsed);
  if (!checked.success) return false;
  const key = Buffer.from(checked.data.key, "base64");
  if (key.length !== KEY_BYTES) return false;
  return timingSafeEqual(key, scryptSync(passphrase, Buffer.from(checked.data.salt, "base64"), KEY_BYTES, COST));
}

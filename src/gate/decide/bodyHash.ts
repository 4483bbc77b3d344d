import { createHash } from "node:crypto";
import type { Intent } from "../../store/words/intent.ts";

/** Denial of an id that was already used for another body. */
export const INTENT_ID_REUSED = "INTENT_ID_REUSED";

/** Tells whether two intents of one id say the same: SHA-256 of the body with sorted keys. */
export const bodyHash = (intent: Intent): string => createHash("sha256").update(sorted(intent)).digest("hex");

function sorted(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(sorted).join(",")}]`;
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? "null";
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => `${JSON.stringify(key)}:${sorted(inner)}`)
    .join(",")}}`;
}

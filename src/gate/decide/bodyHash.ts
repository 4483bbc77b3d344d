import { hash } from "node:crypto";
import { canonicalJson } from "../../store/canonical.ts";
import type { Intent } from "../../store/words/intent.ts";

/** Tells whether two intents of one id say the same: SHA-256 of the one text that means this body. */
export const bodyHash = (intent: Intent): string => hash("sha256", canonicalJson(intent));

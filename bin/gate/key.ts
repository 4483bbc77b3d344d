import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { VenueKey } from "../../src/gate/venue/ccxt/load.ts";
import type { CoinbaseKey } from "../../src/gate/venue/coinbase/key.ts";
import { EXIT, Exit } from "../exit.ts";

/** As Coinbase lets it be downloaded; `privateKey` as we store it. */
const file = z.union([
  z.looseObject({ name: z.string().min(1), privateKey: z.string().min(1) }),
  z
    .looseObject({ name: z.string().min(1), private_key: z.string().min(1) })
    .transform(({ name, private_key }) => ({ name, privateKey: private_key })),
]);

/** Of another exchange, with its id in ccxt beside it: `{"venue": "kraken", "apiKey": "…", "secret": "…"}`. */
const otherFile = z.strictObject({
  venue: z.string().regex(/^[a-z][a-z0-9]{1,29}$/),
  apiKey: z.string().min(1),
  secret: z.string().min(1),
  password: z.string().min(1).optional(),
});

/** A key of another exchange than Coinbase, with the exchange's id. */
export interface NamedVenueKey extends VenueKey {
  readonly venue: string;
}
export type StoredKey = CoinbaseKey | NamedVenueKey;

/** Whose a stored key is: "coinbase", "kraken". */
export const venueOf = (key: StoredKey): string => ("venue" in key ? key.venue : "coinbase");

/** What a supervisor calls the credential: `LoadCredential=coinbase-key:/path` in a unit. */
const CREDENTIAL = "coinbase-key";

/**
 * The key that a supervisor hands over by systemd credentials ($CREDENTIALS_DIRECTORY); null when it hands over none.
 * @throws Exit 5 on one that cannot be used; the key itself is never part of what is said.
 */
export function handedKey(env: NodeJS.ProcessEnv, credential: string = CREDENTIAL): StoredKey | null {
  const folder = env["CREDENTIALS_DIRECTORY"];
  if (folder === undefined || folder === "") return null;
  const path = join(folder, credential);
  if (!existsSync(path)) return null;
  const { mode } = lstatSync(path);
  if ((mode & 0o077) !== 0) {
    throw new Exit(EXIT.unsafe, `${path}: others may read this key; take their rights away (chmod 400)`);
  }
  return parseKey(readFileSync(path, "utf8"), path);
}

/** A key's text behind its wall. @throws Exit 5 with `where`, and nothing of the text. */
export function parseKey(text: string, where: string): StoredKey {
  try {
    const json: unknown = JSON.parse(text);
    const other = otherFile.safeParse(json);
    if (other.success) return other.data;
    const { name, privateKey } = file.parse(json);
    return { name, privateKey };
  } catch {
    const remedy = "store the JSON file that Coinbase gave you, or one of another exchange as docs/venues.md says";
    throw new Exit(EXIT.unsafe, `${where}: this is no key of Coinbase's; ${remedy}`);
  }
}

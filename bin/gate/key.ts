import { existsSync, lstatSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { CoinbaseKey } from "../../src/gate/venue/coinbase/key.ts";
import { EXIT, Exit } from "../exit.ts";

/** As Coinbase lets it be downloaded; `privateKey` as we store it. */
const file = z.union([
  z.looseObject({ name: z.string().min(1), privateKey: z.string().min(1) }),
  z
    .looseObject({ name: z.string().min(1), private_key: z.string().min(1) })
    .transform(({ name, private_key }) => ({ name, privateKey: private_key })),
]);

/** What a supervisor calls the credential: `LoadCredential=coinbase-key:/path` in a unit. */
const CREDENTIAL = "coinbase-key";

/**
 * The key that a supervisor hands over by systemd credentials ($CREDENTIALS_DIRECTORY); null when it hands over none.
 * @throws Exit 5 on one that cannot be used; the key itself is never part of what is said.
 */
export function handedKey(env: NodeJS.ProcessEnv): CoinbaseKey | null {
  const folder = env["CREDENTIALS_DIRECTORY"];
  if (folder === undefined || folder === "") return null;
  const path = join(folder, CREDENTIAL);
  if (!existsSync(path)) return null;
  const { mode } = lstatSync(path);
  if ((mode & 0o077) !== 0) {
    throw new Exit(EXIT.unsafe, `${path}: others may read this key; take their rights away (chmod 400)`);
  }
  return parseKey(readFileSync(path, "utf8"), path);
}

/** A key's text behind its wall. @throws Exit 5 with `where`, and nothing of the text. */
export function parseKey(text: string, where: string): CoinbaseKey {
  try {
    const { name, privateKey } = file.parse(JSON.parse(text));
    return { name, privateKey };
  } catch {
    throw new Exit(EXIT.unsafe, `${where}: this is no key of Coinbase's; store the JSON file that Coinbase gave you`);
  }
}

import { existsSync, lstatSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { sealPassphrase } from "../../src/gate/server/passphrase.ts";
import { EXIT, Exit } from "../exit.ts";
import type { StoredKey } from "../gate/key.ts";
import { type Home, ownUid } from "../home.ts";
import { openKey, sealKey } from "./vault.ts";

/** What may be told of a key that is not opened. */
const keyNote = z.strictObject({
  /** Whose it is; notes of Coinbase's do not say. */
  venue: z.string().optional(),
  portfolioId: z.string().nullable(),
  storedAt: z.iso.datetime(),
});
export type KeyNote = z.infer<typeof keyNote>;

export const hasSealedKey = ({ sealedKey }: Pick<Home, "sealedKey">): boolean => existsSync(sealedKey);

/** Encrypts the key into its file, for the owner alone. */
export async function storeKey(home: Home, key: StoredKey, passphrase: string, note: KeyNote): Promise<void> {
  writePrivate(home.sealedKey, await sealKey(key, passphrase));
  writePrivate(home.keyNote, JSON.stringify(note));
}

/** Keeps enough of the operator's passphrase to know it again. */
export const storePassphrase = (home: Pick<Home, "passphrase">, passphrase: string): void =>
  writePrivate(home.passphrase, sealPassphrase(passphrase));

/** What is told of the stored key; null where the note is missing or not ours. */
export function noteOf({ keyNote: path }: Pick<Home, "keyNote">): KeyNote | null {
  try {
    return keyNote.parse(JSON.parse(readFileSync(path, "utf8")));
  } catch {
    return null;
  }
}

/** The stored key; null when that is not its passphrase. @throws Exit 5 when others may read or change the file. */
export function unsealKey({ sealedKey }: Pick<Home, "sealedKey">, passphrase: string): Promise<StoredKey | null> {
  const trouble = fileTrouble(sealedKey);
  if (trouble !== null) throw new Exit(EXIT.unsafe, trouble);
  return openKey(readFileSync(sealedKey, "utf8"), passphrase, sealedKey);
}

export function removeKey(home: Pick<Home, "sealedKey" | "keyNote">): void {
  rmSync(home.sealedKey, { force: true });
  rmSync(home.keyNote, { force: true });
}

/** Why a secret's file is not to be trusted; null when it is its owner's alone. */
export function fileTrouble(path: string): string | null {
  const found = lstatSync(path);
  if (!found.isFile()) return `${path}: this is no plain file; remove it, and store the key again`;
  if (found.uid !== (ownUid() ?? found.uid)) return `${path}: it belongs to user ${found.uid}; take it back (chown)`;
  return (found.mode & 0o077) === 0 ? null : `${path}: others may read this; take their rights away (chmod 600)`;
}

/** Whole or not at all: a crash in the middle leaves what was there. */
export function writePrivate(path: string, text: string): void {
  const fresh = `${path}.new`;
  rmSync(fresh, { force: true });
  writeFileSync(fresh, text, { mode: 0o600, flag: "wx" });
  renameSync(fresh, path);
}

import { armor, Decrypter, Encrypter } from "age-encryption";
import { parseKey, type StoredKey } from "../gate/key.ts";

/** scrypt with N = 2^16, r = 8: 64 MiB and half a second for every guess. */
const WORK_FACTOR = 16;

/**
 * The key, encrypted in the age format (age-encryption.org/v1) by a passphrase, as text: `age -d` opens it too, should
 * this program be gone.
 */
export async function sealKey(key: StoredKey, passphrase: string): Promise<string> {
  const encrypter = new Encrypter();
  encrypter.setPassphrase(passphrase);
  encrypter.setScryptWorkFactor(WORK_FACTOR);
  return armor.encode(await encrypter.encrypt(JSON.stringify(key)));
}

/**
 * The key within; null when this is not the passphrase, or the text is not what was sealed: the format does not let one
 * be told from the other. @throws Exit 5 when it opens and holds no key.
 */
export async function openKey(sealed: string, passphrase: string, where: string): Promise<StoredKey | null> {
  const decrypter = new Decrypter();
  decrypter.addPassphrase(passphrase);
  let text: string;
  try {
    text = await decrypter.decrypt(armor.decode(sealed), "text");
  } catch {
    return null;
  }
  return parseKey(text, where);
}

import { createHash } from "node:crypto";
import { lstatSync, mkdirSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { canonicalJson } from "../../src/store/canonical.ts";
import { type Lock, takeLock } from "../../src/store/lock.ts";
import { EXIT, Exit } from "../exit.ts";

/** What makes two homes the same account. */
export interface AccountIdentity {
  readonly mode: string;
  readonly venue: string;
  /** The journal's id: a copied home has the same. */
  readonly account: string;
}

/**
 * Takes the account for this process, whatever home it runs in: two homes that are copies of one account must not run two
 * gates. @throws Exit 5 when another gate has it, or where the lock would lie in somebody else's folder.
 */
export function takeAccount(identity: AccountIdentity, runtimeDir: string | undefined): Lock {
  const folder = ownFolder(runtimeDir === undefined || runtimeDir === "" ? tmpdir() : runtimeDir);
  const { mode, venue, account } = identity;
  const name = createHash("sha256").update(canonicalJson({ mode, venue, account })).digest("hex").slice(0, 32);
  const lock = takeLock(join(folder, `${name}.lock.db`));
  if (lock !== null) return lock;
  throw new Exit(
    EXIT.unsafe,
    "another gate runs this account from another home (a copy of this one?), or the doctor's one order is there; stop it, or open an account of its own with --home DIR",
  );
}

/** The temporary folder is everybody's: what lies there under our name counts only if it is ours alone. */
function ownFolder(base: string): string {
  const { uid } = userInfo();
  const folder = join(base, `trade-${uid}`);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const found = lstatSync(folder);
  const isOurs = found.isDirectory() && (uid === -1 || (found.uid === uid && (found.mode & 0o077) === 0));
  if (isOurs) return folder;
  throw new Exit(
    EXIT.unsafe,
    `${folder}: not a folder of yours alone; remove it, or set XDG_RUNTIME_DIR to one that is`,
  );
}

/** What the file system says of a file, of the very entry and not of what a link leads to. */
export interface FileFacts {
  readonly kind: "file" | "link" | "other";
  /** Its owner. */
  readonly uid: number;
  /** Permission bits, whatever stands above them. */
  readonly mode: number;
}

/** Why limits are not taken from a file, and the command that mends it (before the path), if one does. */
export interface Distrust {
  readonly what: string;
  readonly cure: string | null;
}

const ROOT = 0;
const WRITE_OF_OTHERS = 0o022;

/**
 * Whether nobody but the gate's own user, or root, could have written the limits. A link is not followed: what it leads
 * to may lie in a folder where others exchange files, and the file's own bits would not tell. The gate's folder, in which
 * the entry itself stands, is the owner's alone. Who else may read the file does not matter.
 */
export function fileTrust({ kind, uid: owner, mode }: FileFacts, uid: number): Distrust | null {
  if (kind === "link") return { what: "this is a link, and others could exchange what it leads to", cure: null };
  if (kind === "other") return { what: "this is no regular file", cure: null };
  if (owner !== uid && owner !== ROOT) {
    return { what: `it belongs to user ${owner}, who could loosen it`, cure: `chown ${uid}` };
  }
  if ((mode & WRITE_OF_OTHERS) === 0) return null;
  return { what: `others may write it (mode ${(mode & 0o777).toString(8)})`, cure: "chmod 600" };
}

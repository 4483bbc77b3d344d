import { closeSync, constants, openSync, statSync } from "node:fs";
import { type Libc, libc } from "./libc.ts";

/** What may be reached; everything below a folder counts as it. What is not there is left out. */
export interface Reach {
  readonly read: readonly string[];
  /** Also to be changed, made and removed: files and folders, never sockets or links. */
  readonly write: readonly string[];
}

/** Linux UAPI, linux/landlock.h: the three calls, and the rights by their bits. */
const CREATE_RULESET = 444n;
const ADD_RULE = 445n;
const RESTRICT_SELF = 446n;
const CREATE_RULESET_VERSION = 1n;
const RULE_PATH_BENEATH = 1n;
const PR_SET_NO_NEW_PRIVS = 38;
const O_PATH = 0o10000000;

const bit = (n: number): bigint => 1n << BigInt(n);
const WRITE_FILE = bit(1);
const READ_FILE = bit(2);
const READ_DIR = bit(3);
const TRUNCATE = bit(14);
const REFER = bit(13);
/** Remove folder and file, make folder and regular file. */
const CHANGE_DIR = bit(4) | bit(5) | bit(7) | bit(8);
/** Make devices, sockets, pipes and links: nobody is given these. */
const MAKE_OTHER = bit(6) | bit(9) | bit(10) | bit(11) | bit(12);
const SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS = bit(0) | bit(1);

/** Files and folders as of the first version of Landlock; what later ones added is asked for where they are. */
const fileRights = (abi: number): bigint =>
  WRITE_FILE | READ_FILE | READ_DIR | CHANGE_DIR | MAKE_OTHER | (abi >= 2 ? REFER : 0n) | (abi >= 3 ? TRUNCATE : 0n);

/** The version of Landlock that this kernel has; 0 without. */
export async function landlockVersion(): Promise<number> {
  const calls = await libc();
  return calls === null ? 0 : Math.max(0, Number(calls.syscall(CREATE_RULESET, 0n, 0n, CREATE_RULESET_VERSION, 0n)));
}

/**
 * Walls this thread in, and with it what it becomes by execve and what it starts: nothing else is reached from here on, by
 * no path, link or child, no process outside is looked into or, where the kernel is new enough, signaled. The other threads
 * of this process stay outside: become another program next. @throws Error when the kernel refuses.
 */
export async function confine(reach: Reach): Promise<void> {
  const calls = await libc();
  const abi = await landlockVersion();
  if (calls === null || abi === 0) throw new Error("this kernel has no Landlock");
  const handled = fileRights(abi);
  const ruleset = rulesetOf(calls, abi, handled);
  for (const path of reach.read) allow(calls, ruleset, path, handled & (READ_FILE | READ_DIR));
  for (const path of reach.write) allow(calls, ruleset, path, handled & ~MAKE_OTHER);
  const sealed =
    calls.prctl(PR_SET_NO_NEW_PRIVS, 1n, 0n, 0n, 0n) === 0 && calls.syscall(RESTRICT_SELF, ruleset, 0n, 0n, 0n) === 0n;
  closeSync(Number(ruleset));
  if (!sealed) throw new Error("Landlock did not take the rules");
}

/** struct landlock_ruleset_attr: rights on files, rights on the net (none asked for), scopes. */
function rulesetOf({ syscall, pointerTo }: Libc, abi: number, handled: bigint): bigint {
  const attributes = Buffer.alloc(abi >= 6 ? 24 : 8);
  attributes.writeBigUInt64LE(handled);
  if (abi >= 6) attributes.writeBigUInt64LE(SCOPE_ABSTRACT_SOCKETS_AND_SIGNALS, 16);
  const ruleset = syscall(CREATE_RULESET, pointerTo(attributes), BigInt(attributes.length), 0n, 0n);
  if (ruleset < 0n) throw new Error("Landlock made no ruleset");
  return ruleset;
}

/** struct landlock_path_beneath_attr, packed: rights, then the descriptor. */
function allow({ syscall, pointerTo }: Libc, ruleset: bigint, path: string, rights: bigint): void {
  const found = statSync(path, { throwIfNoEntry: false });
  if (found === undefined) return;
  const fd = openSync(path, O_PATH | constants.O_RDONLY);
  const rule = Buffer.alloc(12);
  rule.writeBigUInt64LE(found.isDirectory() ? rights : rights & (WRITE_FILE | READ_FILE | TRUNCATE));
  rule.writeInt32LE(fd, 8);
  const result = syscall(ADD_RULE, ruleset, RULE_PATH_BENEATH, pointerTo(rule), 0n);
  closeSync(fd);
  if (result !== 0n) throw new Error(`Landlock took no rule for ${path}`);
}

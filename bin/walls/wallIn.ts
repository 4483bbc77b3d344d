import { mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import type { AccountBinding } from "../../src/store/words/account.ts";
import { type Home, homeAt, packageRoot, sharedRun } from "../home.ts";
import { confine, landlockVersion } from "./landlock.ts";
import { reachOf } from "./reach.ts";

/** Set for the program that this one becomes within the walls: the home that they were built around. */
const MARK = "TRADE_WALLED";
/** Set where a process of another kind waits for this one: the walls cut the line over which it would tell its end. */
const STARTER = "TRADE_STARTER";
const LOOK_MS = 1_000;

/** The home that walls were built around, of a program that was started within them; null of any other. */
export function walledHome(): Home | null {
  const root = process.env[MARK];
  return root === undefined || root === "" ? null : homeAt(root, sharedRun(process.env));
}

/** Whether this program was started within walls around that home. */
export const isWithinWalls = ({ root }: Pick<Home, "root">): boolean => process.env[MARK] === root;

/** Whether gate/ is out of this process's reach: looked at, not believed. */
export function gateIsOutOfReach({ gate }: Pick<Home, "gate">): boolean {
  try {
    readdirSync(gate);
    return false;
  } catch (error) {
    return error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM");
  }
}

/**
 * Becomes the same program with the same words, walled in: it does not return then. Where the platform has no walls it
 * returns why. To be called before anything of the strategy is loaded, and with the gate running: there is no way to start
 * one from within.
 */
export async function wallIn(home: Home, binding: AccountBinding): Promise<string> {
  if (process.platform !== "linux" || typeof process.execve !== "function") return "this platform has none";
  if ((await landlockVersion()) === 0) return "this kernel has no Landlock";
  const temporary = join(home.agent, "tmp");
  mkdirSync(temporary, { recursive: true, mode: 0o700 });
  const certificates = process.env["NODE_EXTRA_CA_CERTS"];
  const node = process.execPath;
  try {
    await confine(reachOf({ home, binding, packageRoot, node, certificates }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  const starter = process.channel === undefined ? {} : { [STARTER]: String(process.ppid) };
  const env = { ...process.env, ...starter, [MARK]: home.root, TMPDIR: temporary };
  process.execve(node, [node, ...process.execArgv, ...process.argv.slice(1)], env);
  return "execve came back";
}

/** Within walls: ends in order once whoever waits for this process is gone, however that went. */
export function endWithStarter(): void {
  const starter = Number(process.env[STARTER]);
  if (!Number.isSafeInteger(starter) || starter <= 1) return;
  setInterval(() => process.ppid === starter || process.kill(process.pid, "SIGTERM"), LOOK_MS).unref();
}

import { spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { isatty } from "node:tty";
import type { Hello } from "../src/gate/contract/agentVerbs.ts";
import { askedOf, requireSameAccount } from "./asked.ts";
import { EXIT, Exit, type ExitCode } from "./exit.ts";
import type { MarketFlags } from "./flags.ts";
import { isHeld } from "./held.ts";
import { type Home, isSharedRun, makeHome } from "./home.ts";
import { hasSealedKey } from "./keys/store.ts";
import { helloOf } from "./operator.ts";

const PATIENCE_MS = 30_000;
/** While the gate asks a person for a passphrase: it gives up by itself. */
const ASKING_PATIENCE_MS = 6 * 60_000;
const LOOK_MS = 25;
const MAX_LOG_BYTES = 5 << 20;

export interface Started {
  readonly hello: Hello;
  /** False when a gate already ran. */
  readonly started: boolean;
}

/**
 * The gate of that home, `further` flags on its own command line, started as a process of its own if none runs: it outlives whoever started it.
 * @throws Exit with the gate's own code and last words when it refuses to start; 5 when the flags ask for another account
 * than that of the gate that runs.
 */
export async function ensureGate(home: Home, flags: MarketFlags, further: readonly string[] = []): Promise<Started> {
  const running = await helloOf(home);
  if (running !== null) return attached(home, flags, running);
  if (isSharedRun(home)) {
    throw new Exit(EXIT.unreachable, `no gate answers at ${home.run}; start it: sudo systemctl start trade-gate`);
  }
  // What is not understood is said before anything is made.
  askedOf(flags, null);
  makeHome(home);
  rotate(home.gateLog);
  const log = openSync(home.gateLog, "a", 0o600);
  const offset = statSync(home.gateLog).size;
  const main = join(import.meta.dirname, "main.js");
  const argv = [...process.execArgv, main, "gate", "run", "--home", home.root, ...argvOf(flags), ...further];
  // A gate that has to ask gets this terminal, and lets it go once it was answered.
  const asks = flags.mode === "live" && hasSealedKey(home) && isatty(0);
  const patienceMs = asks ? ASKING_PATIENCE_MS : PATIENCE_MS;
  const stdio = [asks ? "inherit" : "ignore", log, log] as const;
  const child = spawn(process.execPath, argv, { detached: true, stdio: [...stdio], cwd: "/" });
  closeSync(log);
  let ended: ExitCode | null = null;
  child.once("exit", (code) => {
    ended = (code ?? EXIT.failed) as ExitCode;
  });
  const deadline = performance.now() + patienceMs;
  while (performance.now() < deadline) {
    const hello = await helloOf(home);
    if (hello !== null) {
      child.unref();
      return hello.pid === child.pid ? { hello, started: true } : attached(home, flags, hello);
    }
    // Somebody else's gate may have been faster by a moment: it holds the lock, and will answer.
    if (ended !== null && !isHeld(home)) throw new Exit(ended, lastWords(home, offset));
    await sleep(LOOK_MS);
  }
  if (ended !== null) throw new Exit(ended, lastWords(home, offset));
  child.kill("SIGTERM");
  throw new Exit(EXIT.unreachable, `the gate did not answer within ${patienceMs / 1_000} s; see ${home.gateLog}`);
}

/** A log that has grown large makes room for a new one; the one before is kept. */
function rotate(path: string): void {
  if (existsSync(path) && statSync(path).size > MAX_LOG_BYTES) renameSync(path, `${path}.1`);
}

/** A gate that ran before. @throws Exit 5 when flags ask for another account than its own. */
function attached(home: Home, flags: MarketFlags, hello: Hello): Started {
  requireSameAccount(home.root, hello.binding, askedOf(flags, hello.binding));
  if (flags.rules !== undefined) throw rulesOfNew(flags.rules);
  return { hello, started: false };
}

/** A first rulebook is of a new account alone: one that was asked for in vain must not look as if it were in force. */
export const rulesOfNew = (path: string): Exit =>
  new Exit(
    EXIT.unsafe,
    `--rules is for an account that is new; \`trade rules add ${path}\` puts one rule before this one's gate`,
  );

function lastWords(home: Home, offset: number): string {
  const said = readFileSync(home.gateLog).subarray(offset).toString("utf8").trim();
  return said.replace(/^trade: /, "") || `the gate ended without a word; see ${home.gateLog}`;
}

function argvOf(flags: MarketFlags): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    const values = value === undefined ? [] : typeof value === "string" ? [value] : value;
    return values.flatMap((each) => [`--${name}`, each]);
  });
}

import { execFile, spawn, type ChildProcess } from "node:child_process";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import type { ExecutionContext } from "ava";
import { closesCustody, envOf, hears, opensCustody } from "./custody.ts";
import { PATIENCE_MS } from "./venue.ts";

/** What a command of ours came to. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const TRADE = resolve("bin/trade");
export const FIXTURE = resolve("test/fixtures/BTCUSD-5m.csv");

/** Runs `trade` as its user would, to its end; an object among the words is of its environment. */
export function trade(home: string, ...given: readonly (string | NodeJS.ProcessEnv)[]): Promise<Ran> {
  const argv = given.filter((word) => typeof word === "string");
  const env = Object.assign(
    {},
    process.env,
    { TRADE_HOME: home, NO_COLOR: "1" },
    envOf(home),
    ...given.filter((one) => typeof one === "object"),
  );
  return new Promise((done) => {
    execFile(
      process.execPath,
      [TRADE, ...argv],
      { env, timeout: 150_000, maxBuffer: 64 << 20 },
      (error, stdout, stderr) => {
        hears(home, `said by trade ${argv.join(" ")}`, stdout + stderr);
        done({ code: error === null ? 0 : Number(error.code ?? 1), stdout, stderr });
      },
    );
  });
}

/** Starts `trade` and leaves it running: an agent without a screen. */
export function background(home: string, ...argv: readonly string[]): ChildProcess {
  const child = spawn(process.execPath, [TRADE, ...argv], {
    env: { ...process.env, TRADE_HOME: home, NO_COLOR: "1", ...envOf(home) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  const hear = (chunk: Buffer): void => hears(home, `said by trade ${argv.join(" ")}`, chunk.toString());
  child.stdout.on("data", hear);
  child.stderr.on("data", hear);
  return child;
}

/**
 * A home of its own for one test. When the test is over, whatever still runs in it is ended by pid, and the test fails
 * if a secret that it guards was left in any of its files or in what its commands said.
 */
export function homeFor(t: ExecutionContext): string {
  const home = mkdtempSync(join(tmpdir(), "trade-e2e-"));
  opensCustody(home);
  t.teardown(async () => {
    for (const pid of gatesBelow(home)) await killHard(pid);
    try {
      closesCustody(home);
    } finally {
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    }
  });
  return home;
}

/** The pid of the gate of that home, as it wrote it; null when none did. */
export function gatePid(home: string): number | null {
  const path = join(home, "run", "gate.pid");
  return existsSync(path) ? Number(readFileSync(path, "utf8")) : null;
}

/** Looks until it is so: what is waited for is an event, the limit is only for when it never comes. */
export async function until<Value>(
  what: string,
  look: () => Promise<Value | null | undefined | false> | Value | null | undefined | false,
  patienceMs = PATIENCE_MS,
): Promise<Value> {
  const deadline = Date.now() + patienceMs;
  while (Date.now() < deadline) {
    const seen = await look();
    if (seen !== null && seen !== undefined && seen !== false) return seen;
    await new Promise((wake) => setTimeout(wake, 20));
  }
  throw new Error(`${what}: not so within ${patienceMs} ms`);
}

/** kill -9, and waits until the process is gone. */
export async function killHard(pid: number): Promise<void> {
  process.kill(pid, "SIGKILL");
  await until(`process ${pid} gone`, () => !isAlive(pid));
}

/** Gates of that home or of a run below it, also one that is only just starting and has written no pid yet. */
function gatesBelow(home: string): readonly number[] {
  return readdirSync("/proc")
    .map(Number)
    .filter((pid) => Number.isSafeInteger(pid) && isGateOf(pid, home));
}

function isGateOf(pid: number, home: string): boolean {
  try {
    const command = readFileSync(`/proc/${pid}/cmdline`, "utf8");
    return command.includes(home) && /^trade-gate |\0gate\0run\0/.test(command);
  } catch {
    return false;
  }
}

export function isAlive(pid: number): boolean {
  try {
    // A zombie that nobody waited for has no command line any more.
    return process.kill(pid, 0) && readFileSync(`/proc/${pid}/cmdline`, "utf8") !== "";
  } catch {
    return false;
  }
}

export interface Summary {
  readonly candles: number;
  readonly approved: number;
  readonly denied: Readonly<Record<string, number>>;
  readonly trades: number;
  readonly finalEquity: string;
  readonly journal: { readonly gate: string; readonly agent: string };
}
export const summaryOf = ({ stdout }: Ran): Summary => JSON.parse(stdout.trim().split("\n").at(-1) ?? "") as Summary;

import { execFile, spawnSync } from "node:child_process";
import { resolve } from "node:path";
import test, { type ExecutionContext } from "ava";
import { until } from "../e2e/trade.ts";

/** A server of our own: nobody else's sessions are seen, and none of ours stays. */
const SOCKET = `trade-test-${process.pid}`;
const isThere = spawnSync("tmux", ["-V"]).status === 0;

function tmux(...argv: readonly string[]): Promise<string> {
  return new Promise((done, fail) => {
    execFile("tmux", ["-L", SOCKET, "-f", "/dev/null", ...argv], (error, stdout) =>
      error === null ? done(stdout) : fail(error),
    );
  });
}

/** A test on a real terminal; where tmux is not installed it says so, and holds nothing. */
export function onTmux(title: string, run: (t: ExecutionContext) => Promise<void>): void {
  test(title, async (t) => {
    if (isThere) return run(t);
    t.log("NOT RUN: tmux is not installed");
    t.pass();
  });
}

let sessions = 0;

/** One window of a real terminal with `trade` in it; when that ends, "END <exit code>" stands below its last words. */
export interface Screen {
  /** What stands there: as many lines as the window has rows. */
  readonly lines: () => Promise<readonly string[]>;
  /** The same with the terminal's own attributes. */
  readonly painted: () => Promise<string>;
  readonly press: (...keys: readonly string[]) => Promise<void>;
  readonly resize: (columns: number, rows: number) => Promise<void>;
  /** Waits until it says so. */
  readonly shows: (what: RegExp) => Promise<string>;
}

interface Options {
  readonly home: string;
  readonly columns?: number;
  readonly rows?: number;
  readonly env?: Readonly<Record<string, string>>;
}

export async function openTrade(
  t: ExecutionContext,
  { home, columns = 120, rows = 40, env = {} }: Options,
  ...argv: readonly string[]
): Promise<Screen> {
  const session = `s${(sessions += 1)}`;
  const set = Object.entries({ TRADE_HOME: home, ...env }).map(([name, value]) => `${name}='${value}'`);
  const trade = [process.execPath, resolve("bin/trade"), ...argv].join(" ");
  const command = `env -u NO_COLOR -u FORCE_COLOR -u CI ${set.join(" ")} ${trade}; echo END $?; exec sleep 600`;
  await tmux("new-session", "-d", "-s", session, "-x", String(columns), "-y", String(rows), command);
  t.teardown(() => tmux("kill-session", "-t", session).catch(() => ""));
  const text = async (...how: string[]): Promise<string> => tmux("capture-pane", "-p", ...how, "-t", session);
  return {
    lines: async () => (await text()).split("\n").slice(0, -1),
    painted: () => text("-e"),
    async press(...keys) {
      await tmux("send-keys", "-t", session, ...keys);
    },
    async resize(width, height) {
      await tmux("resize-window", "-t", session, "-x", String(width), "-y", String(height));
    },
    async shows(what) {
      let last = "";
      const seen = async (): Promise<string | null> => {
        last = await text();
        return what.test(last) ? last : null;
      };
      return until(`the screen shows ${what}`, seen).catch((error: Error) => {
        throw new Error(`${error.message}; it shows\n${last}`);
      });
    },
  };
}

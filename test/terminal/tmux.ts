import { execFileSync } from "node:child_process";
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import type { ExecutionContext } from "ava";
import { envOf, hears } from "../e2e/custody.ts";
import { until } from "../e2e/trade.ts";

const TRADE = resolve("bin/trade");
let sessions = 0;

/** Whether this machine can run these tests at all. */
export function hasTmux(): boolean {
  try {
    execFileSync("tmux", ["-V"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** A cockpit in a real terminal, as its user has it. */
export interface Terminal {
  readonly lines: () => readonly string[];
  readonly colored: () => string;
  readonly press: (...keys: readonly string[]) => void;
  readonly resize: (columns: number, rows: number) => void;
  /** Waits until the screen says so, and gives it. */
  readonly sees: (words: RegExp) => Promise<string>;
  /** The pid of the process that draws. */
  readonly pid: () => number;
  /** Closes the terminal under whatever runs in it, as a lost line does. */
  readonly hangUp: () => void;
}

export interface TerminalOptions {
  readonly home: string;
  readonly columns: number;
  readonly rows: number;
  readonly env?: Readonly<Record<string, string>>;
}

/** Opens `trade ARGV` in a tmux server of its own; both are gone when the test is over. */
export function terminal(t: ExecutionContext, options: TerminalOptions, ...argv: readonly string[]): Terminal {
  sessions += 1;
  const server = `trade-test-${process.pid}-${sessions}`;
  const tmux = (...words: readonly string[]): string =>
    execFileSync("tmux", ["-L", server, "-f", "/dev/null", ...words], { encoding: "utf8" });
  const env = { TRADE_HOME: options.home, NODE_ENV: "production", ...envOf(options.home), ...options.env };
  const sets = Object.entries(env).map(([name, value]) => `${name}='${value}'`);
  const command = `env -u CI ${sets.join(" ")} '${process.execPath}' '${TRADE}' ${argv.map((word) => `'${word}'`).join(" ")}; echo LEFT $?; exec sleep 600`;
  tmux("new-session", "-d", "-s", "t", "-x", String(options.columns), "-y", String(options.rows), command);
  const socket = tmux("display-message", "-p", "#{socket_path}").trim();
  let isOpen = true;
  const close = (): void => {
    if (!isOpen) return;
    isOpen = false;
    hears(options.home, `shown by trade ${argv.join(" ")}`, tmux("capture-pane", "-p", "-S", "-", "-t", "t"));
    tmux("kill-server");
    rmSync(socket, { force: true });
  };
  t.teardown(close);
  const capture = (): string => tmux("capture-pane", "-p", "-t", "t");
  return {
    lines: () => capture().replace(/\n$/, "").split("\n"),
    colored: () => tmux("capture-pane", "-p", "-e", "-t", "t"),
    press: (...keys) => void tmux("send-keys", "-t", "t", ...keys),
    resize: (columns, rows) => void tmux("resize-window", "-t", "t", "-x", String(columns), "-y", String(rows)),
    sees: (words) => until(`${words} on the screen`, () => (words.test(capture()) ? capture() : null)),
    pid() {
      const shell = tmux("display-message", "-p", "-t", "t", "#{pane_pid}").trim();
      return Number(execFileSync("pgrep", ["-P", shell], { encoding: "utf8" }).trim().split("\n")[0]);
    },
    hangUp: close,
  };
}

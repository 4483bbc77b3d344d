import { cpSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ExecutionContext } from "ava";
import { homeFor, trade } from "../e2e/trade.ts";

/** So many candles of the synthetic market end with two positions held and two trades behind them. */
const CANDLES = "56";
/** With this the market's clock stands still for as long as anybody looks: what is drawn is always the same. */
export const STILL = ["--speed", "0.001"] as const;

/** An account that has traded, made once and copied: the same seed gives the same to the last byte of its journals. */
export async function filledAccount(): Promise<{ copy: (t: ExecutionContext) => string; remove: () => void }> {
  const made = mkdtempSync(join(tmpdir(), "trade-filled-"));
  const ran = await trade(made, "--headless", "--market", "sim", "--seed", "screen", "--until", CANDLES);
  if (ran.code !== 0) throw new Error(`no account to look at: ${ran.stderr}`);
  const [run = ""] = readdirSync(join(made, "runs"));
  return {
    copy(t) {
      const home = homeFor(t);
      cpSync(join(made, "runs", run), home, { recursive: true });
      return home;
    },
    remove: () => rmSync(made, { recursive: true, force: true }),
  };
}

import { canonicalJson } from "../src/store/canonical.ts";
import { type AccountBinding, isRealMarket, marketName } from "../src/store/words/account.ts";
import { bindingOf } from "./binding.ts";
import { EXIT, Exit } from "./exit.ts";
import type { MarketFlags } from "./flags.ts";

/** What flags ask of an account: all of a new one, and of one that exists only what they name. */
export function askedOf(flags: MarketFlags, existing: AccountBinding | null): AccountBinding | null {
  const { mode, market, symbols, timeframe, seed } = flags;
  const names = [mode, market, symbols, timeframe, seed].some((flag) => flag !== undefined);
  if (existing === null) return names ? bindingOf(flags) : null;
  // Paper is what no --mode means: a live account is attached to by those who say live.
  if (!names && existing.mode === "paper") return existing;
  const asked = bindingOf({
    ...flags,
    mode: mode ?? "paper",
    market: market ?? [
      mode === "live" && !isRealMarket(existing.market)
        ? "coinbase"
        : isRealMarket(existing.market)
          ? marketName(existing.market)
          : "sim",
    ],
    symbols: symbols ?? existing.symbols.join(","),
    timeframe: timeframe ?? existing.timeframe,
    seed: seed ?? (existing.market.kind === "sim" ? existing.market.seed : undefined),
  });
  return market === undefined && seed === undefined ? { ...asked, market: existing.market } : asked;
}

/** @throws Exit 5 when flags ask for another account than the one that is there. */
export function requireSameAccount(home: string, existing: AccountBinding, asked: AccountBinding | null): void {
  if (asked === null || canonicalJson(existing) === canonicalJson(asked)) return;
  throw new Exit(
    EXIT.unsafe,
    `${home}: this account is bound to ${wordsOf(existing)}, not to ${wordsOf(asked)}; start without those flags, or choose another --home`,
  );
}

/** "paper on sim (seed trade), BTC/USD ETH/USD 5m" */
export function wordsOf({ mode, market, symbols, timeframe }: AccountBinding): string {
  const what =
    market.kind === "sim"
      ? `sim (seed ${market.seed})`
      : market.kind === "replay"
        ? `replay (${market.files.map(({ path }) => path.split("/").at(-1)).join(", ")})`
        : market.kind === "ccxt"
          ? `${market.exchange} (EXPERIMENTAL)`
          : "coinbase";
  return `${mode} on ${what}, ${symbols.join(" ")} ${timeframe}`;
}

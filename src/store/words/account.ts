import { z } from "zod";
import { positiveMoney } from "../money.ts";
import { timeframe, timestamp } from "../time.ts";
import { symbol } from "./intent.ts";

/** What an account trades on, fixed at creation: attaching with another binding is refused. */
export const marketBinding = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("sim"),
    seed: z.string().min(1).max(100),
    epoch: timestamp,
    /** Candles that lie before the account's first one, so that rules are warm when it opens. */
    historyBars: z.int().min(0).max(100_000),
  }),
  z.strictObject({
    kind: z.literal("replay"),
    /** Absolute paths with the hash of what they held, by symbol. */
    files: z
      .array(z.strictObject({ symbol, path: z.string().min(1).max(4_096), sha256: z.string().length(64) }))
      .min(1),
  }),
  z.strictObject({ kind: z.literal("coinbase") }),
  /** Another exchange, by its id in ccxt: EXPERIMENTAL. */
  z.strictObject({ kind: z.literal("ccxt"), exchange: z.string().regex(/^[a-z][a-z0-9]{1,29}$/) }),
]);
export type MarketBinding = z.infer<typeof marketBinding>;

/** Whether prices are real: the clock is the wall's then, and what was is nowhere to be walked again. */
export const isRealMarket = ({ kind }: MarketBinding): boolean => kind === "coinbase" || kind === "ccxt";

/** What people call it: "sim", "coinbase", "kraken". */
export const marketName = (market: MarketBinding): string => (market.kind === "ccxt" ? market.exchange : market.kind);

export const accountBinding = z.strictObject({
  mode: z.enum(["paper", "live"]),
  /** Where orders go. "ccxt": to the exchange that the market names. */
  venue: z.enum(["paper", "coinbase", "ccxt"]),
  market: marketBinding,
  symbols: z.array(symbol).min(1).max(50),
  timeframe,
  currency: z.string().regex(/^[A-Z0-9]{2,10}$/),
});
export type AccountBinding = z.infer<typeof accountBinding>;

/** What trading costs on the paper venue: commission per side on notional, spread and slippage against the taker. */
export const paperCosts = z.strictObject({
  takerFeeBps: z.number().min(0).max(1_000),
  makerFeeBps: z.number().min(0).max(1_000),
  spreadBps: z.number().min(0).max(1_000),
  slippageBps: z.number().min(0).max(1_000),
});
export type PaperCosts = z.infer<typeof paperCosts>;

export const accountOpening = z.strictObject({
  binding: accountBinding,
  startingCash: positiveMoney,
  costs: paperCosts,
});

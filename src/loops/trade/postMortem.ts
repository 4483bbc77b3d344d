import { add, isLess, roundTo, toNumber } from "../../store/money.ts";
import { MINUTE_MS } from "../../store/time.ts";
import type { Trade } from "../../store/words/trade.ts";

/** What one closed trade says: numbers for the statistics, a sentence for a person. */
export interface Lesson {
  readonly positionId: string;
  readonly ruleId: string;
  readonly sentence: string;
  /** Net P&L in units of the initial risk. */
  readonly r: number | null;
  /** Entry against the price the signal was born at: above zero is worse than planned. */
  readonly slippageBps: number;
  /** The share of the best unrealized gain that was kept (R over MFE); null when it never was in gain. */
  readonly captured: number | null;
  /** Whether the market did what the thesis claimed: a gain before fees, or a full R of movement for it on the way. */
  readonly claimHeld: boolean;
}

const ONE_R = 1;

/** Looks back on a closed trade: was the claim right, what did the fill cost, how much of the move was kept. */
export function postMortem(trade: Trade): Lesson {
  const { positionId, ruleId, r, mfeR } = trade;
  const slippageBps = round(slippageOf(trade), 2);
  const captured = r === null || mfeR === null || mfeR <= 0 ? null : round(r / mfeR, 4);
  // A claim is about the market: what the venue takes says nothing of it, and is told apart.
  const gained = isLess("0", add(trade.realizedPnl, trade.fees));
  const claimHeld = gained || (mfeR !== null && mfeR >= ONE_R);
  const sentence = sentenceOf(trade, { slippageBps, captured, claimHeld, gained });
  return { positionId, ruleId, sentence: sentence.slice(0, 500), r, slippageBps, captured, claimHeld };
}

function slippageOf({ side, entryPrice, plannedPrice }: Trade): number {
  const planned = toNumber(plannedPrice);
  const direction = side === "long" ? 1 : -1;
  return ((direction * (toNumber(entryPrice) - planned)) / planned) * 10_000;
}

interface Findings extends Pick<Lesson, "slippageBps" | "captured" | "claimHeld"> {
  readonly gained: boolean;
}

function sentenceOf(trade: Trade, { slippageBps, captured, claimHeld, gained }: Findings): string {
  const minutes = Math.round((trade.exitAt - trade.entryAt) / MINUTE_MS);
  const net = roundTo(trade.realizedPnl, "0.01", "nearest");
  const result = trade.r === null ? net : `${signed(trade.r)} R (${net})`;
  const fill =
    slippageBps === 0
      ? "filled as planned"
      : `filled ${Math.abs(slippageBps)} bps ${slippageBps > 0 ? "worse" : "better"} than planned`;
  return `${trade.ruleId} on ${trade.symbol}: ${result} in ${minutes} min, out by ${trade.exitReason}; ${fill}; ${feesOf(trade)}; ${verdictOf()}`;

  function verdictOf(): string {
    const best = trade.mfeR === null ? "" : ` (best ${signed(trade.mfeR)} R, worst ${signed(trade.maeR ?? 0)} R)`;
    if (!claimHeld) return `the claim did not hold${best}`;
    if (!gained) return `the claim held, the exit gave it back${best}`;
    if (!isLess("0", trade.realizedPnl)) return `the claim held, fees took the gain${best}`;
    return `the claim held${captured === null ? "" : `, ${Math.round(captured * 100)} % of the move kept`}${best}`;
  }
}

/** What the venue took, in R where there is one: at retail fees often more than the market did. */
function feesOf({ fees, realizedPnl, r }: Trade): string {
  const risk = r === null || r === 0 ? 0 : toNumber(realizedPnl) / r;
  const share = risk > 0 ? ` (${round(toNumber(fees) / risk, 2)} R)` : "";
  return `fees ${roundTo(fees, "0.01", "nearest")}${share}`;
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${round(value, 2)}`;

function round(value: number, places: number): number {
  const rounded = Number(value.toFixed(places));
  return rounded === 0 ? 0 : rounded;
}

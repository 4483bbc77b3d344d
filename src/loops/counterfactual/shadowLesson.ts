import { MINUTE_MS, type Timestamp } from "../../store/time.ts";

/** An entry that did not happen, come to its end in shadow. */
export interface ShadowEnd {
  readonly ruleId: string;
  readonly symbol: string;
  readonly by: readonly string[];
  readonly outcome: "closed" | "unfilled" | "censored";
  readonly r: number | null;
  readonly entryAt: Timestamp | null;
  readonly exitAt: Timestamp | null;
  readonly exitReason: string | null;
  readonly mfeR: number;
  readonly maeR: number;
}

/** Names of checks that fit into a sentence. */
const MAX_NAMED = 4;

/** What it says, for people: "trend on BTC/USD, stopped by SPREAD_TOO_WIDE: would have made +0.42 R in 45 min, out by time". */
export function shadowLesson({ ruleId, symbol, by, outcome, r, ...end }: ShadowEnd): string {
  const more = by.length > MAX_NAMED ? ` and ${by.length - MAX_NAMED} more` : "";
  const head = `${ruleId} on ${symbol}, stopped by ${by.slice(0, MAX_NAMED).join(", ")}${more}`;
  return `${head}: ${endText()}`.slice(0, 500);

  function endText(): string {
    if (outcome === "unfilled") return "its order would not have been filled";
    if (outcome === "censored" || r === null) return "what would have come of it was not seen";
    const { entryAt, exitAt, exitReason, mfeR, maeR } = end;
    const minutes = entryAt === null || exitAt === null ? null : Math.round((exitAt - entryAt) / MINUTE_MS);
    const took = minutes === null ? "" : ` in ${minutes} min`;
    const out = exitReason === null ? "" : `, out by ${exitReason}`;
    return `would have ${r < 0 ? "lost" : "made"} ${signed(r)} R${took}${out} (best ${signed(mfeR)} R, worst ${signed(maeR)} R)`;
  }
}

const signed = (value: number): string => `${value > 0 ? "+" : ""}${Number(value.toFixed(2))}`;

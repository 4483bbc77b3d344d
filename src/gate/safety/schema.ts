import { z } from "zod";
import { paperCosts } from "../../store/words/account.ts";
import { symbol } from "../../store/words/intent.ts";

const percent = z.number().positive().max(100);
const count = z.int().min(1).max(1_000);
const milliseconds = z.int().min(100).max(86_400_000);
const amounts = z.record(z.string().regex(/^[A-Z0-9]{2,10}$/, 'a currency such as "USD"'), z.number().positive());

/** safety.yaml, strictly: every key is required, none may be added. Units stand in the names. */
export const safetySchema = z.strictObject({
  schema: z.literal(1),
  symbols: z.strictObject({ allow: z.union([z.literal("any"), z.array(symbol)]), deny: z.array(symbol) }),
  orders: z.strictObject({
    types: z.array(z.enum(["limit", "market"])),
    maxNotional: amounts,
    maxNotionalPct: percent,
    collarBps: z.number().positive().max(5_000),
    maxOpenOrders: count,
    maxSubmitsPerMinute: count,
    entryExpiryCandles: z.int().min(1).max(100),
  }),
  exposure: z.strictObject({
    maxSymbolPct: percent,
    maxGrossPct: percent,
    maxPositions: count,
    allowShort: z.boolean().refine((short) => !short, "the spot venues of this version cannot sell short"),
  }),
  balance: z.strictObject({ reservePct: z.number().min(0).max(100) }),
  staleness: z.strictObject({ maxIntentAgeCandles: z.int().min(0).max(100), maxQuoteAgeMs: milliseconds }),
  stops: z.strictObject({ maxDistancePct: percent, maxRiskPct: percent }),
  losses: z.strictObject({ maxDailyPct: percent, maxDrawdownPct: percent }),
  agent: z
    .strictObject({
      framesPerSecond: z.int().min(1).max(100_000),
      burstFrames: z.int().min(1).max(100_000),
      warnAfterMs: milliseconds,
      cancelEntriesAfterMs: milliseconds,
    })
    .refine(
      (agent) => agent.warnAfterMs < agent.cancelEntriesAfterMs,
      "warnAfterMs must come before cancelEntriesAfterMs",
    ),
  proposals: z.strictObject({ expireAfterDays: z.int().min(1).max(365) }),
  paper: paperCosts.extend({ startingCash: amounts }),
});
export type Limits = z.infer<typeof safetySchema>;

/** Limits with the place each came from: `source("orders.collarBps")` is "safety.yaml:15". */
export interface Safety {
  readonly limits: Limits;
  /** SHA-256 of the file's bytes. */
  readonly hash: string;
  readonly source: (path: string) => string;
}

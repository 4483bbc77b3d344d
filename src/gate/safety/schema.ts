import { z } from "zod";
import { paperCosts } from "../../store/words/account.ts";
import { symbol } from "../../store/words/intent.ts";

/** Of this program's safety.yaml. */
const SCHEMA = 2;

const percent = z.number().positive().max(100);
const count = z.int().min(1).max(1_000);
const bps = z.number().positive().max(5_000);
const milliseconds = z.int().min(100).max(86_400_000);

/** What is said twice was meant to be something else. */
const setOf = <Item extends z.ZodType<string | number>>(item: Item) =>
  z
    .array(item)
    .superRefine((list, context) => {
      for (const [i, each] of list.entries()) {
        if (list.indexOf(each) === i) continue;
        context.addIssue({ code: "custom", path: [i], message: "It stands in the list already; keep one of the two" });
      }
    })
    .meta({ uniqueItems: true });
const symbols = setOf(symbol);
const anyOrSymbols = z.union([z.literal("any"), symbols]);

const amounts = z
  .record(z.string().regex(/^[A-Z0-9]{2,10}$/, 'a currency such as "USD"'), z.number().positive())
  .refine((each) => Object.keys(each).length > 0, "nothing could trade; name an amount of at least one currency")
  .meta({ minProperties: 1 });
/** Of a base currency; `other` stands for every one that is not named. */
const quantities = z
  .record(z.string().regex(/^([A-Z0-9_]{2,20}|other)$/, 'a currency such as "BTC", or "other"'), z.number().positive())
  .refine((each) => each["other"] !== undefined, 'it lacks "other"; add it for every currency that is not named')
  .meta({ required: ["other"] });

const window = z
  .string()
  .regex(
    /^((mon|tue|wed|thu|fri|sat|sun) )?([01]\d|2[0-3]):[0-5]\d-(([01]\d|2[0-3]):[0-5]\d|24:00)$/,
    'these are no hours; write them in UTC like "23:50-00:10" or "sat 00:00-24:00"',
  )
  .refine((text) => {
    const [from, to] = text.slice(-11).split("-");
    return from !== to;
  }, "it ends where it begins; write 00:00-24:00 for the whole day");

const orders = z.strictObject({
  types: setOf(z.enum(["limit", "market"])),
  marketSymbols: anyOrSymbols,
  minNotional: amounts,
  maxNotional: amounts,
  maxNotionalPct: percent,
  maxQuantity: quantities,
  collarBps: bps,
  maxPassiveBps: bps,
  maxSpreadBps: bps,
  maxImpactBps: bps,
  maxOpenOrders: count,
  maxOpenOrdersPerSymbol: count,
  maxSubmitsPerMinute: count,
  maxModifiesPerMinute: count,
  maxCancelsPerMinute: count,
  maxEntriesPerRulePerHour: count,
  maxEntriesPerSymbolPerHour: count,
  lookAlikeMs: z.int().min(0).max(86_400_000),
  entryExpiryCandles: z.int().min(1).max(100),
});

const exposure = z.strictObject({
  maxSymbolPct: percent,
  maxGrossPct: percent,
  maxNetPct: percent,
  maxLeverage: z.number().positive().max(10),
  clusters: z.record(
    z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, "2 to 40 of a-z, 0-9 and '-', starting with a letter"),
    z.strictObject({ symbols: symbols.min(1), maxPct: percent }),
  ),
  maxPositions: count,
  allowShort: z.boolean().refine((short) => !short, "the spot venues of this version cannot sell short"),
});

const risk = z.strictObject({
  maxDeltaPct: z.number().positive().max(1_000),
  maxGammaPct: percent,
  maxVegaPct: percent,
  maxThetaPct: percent,
  maxRhoPct: percent,
  varConfidencePct: z.number().min(50).max(99.9),
  maxValueAtRiskPct: percent,
  maxShortfallPct: percent,
  interestPct: z.number().min(-10).max(100),
  assumedDayMovePct: percent,
  stress: z.strictObject({
    pricePct: setOf(z.number().min(-100).max(1_000)).min(1).max(20),
    volatilityPoints: setOf(z.number().min(-500).max(500)).min(1).max(20),
    maxLossPct: percent,
  }),
});

const agent = z
  .strictObject({
    framesPerSecond: z.int().min(1).max(100_000),
    burstFrames: z.int().min(1).max(100_000),
    cancelFrames: z.int().min(1).max(1_000),
    floodFrames: z.int().min(1).max(1_000_000),
    warnAfterMs: milliseconds,
    cancelEntriesAfterMs: milliseconds,
    liquidateAfterMs: z.int().min(0).max(86_400_000),
  })
  .refine((each) => each.warnAfterMs < each.cancelEntriesAfterMs, "warnAfterMs must come before cancelEntriesAfterMs")
  .refine(
    (each) => each.liquidateAfterMs === 0 || each.cancelEntriesAfterMs < each.liquidateAfterMs,
    "liquidateAfterMs must come after cancelEntriesAfterMs, or be 0 for never",
  );

const watchdog = z.strictObject({
  maxLagMs: milliseconds,
  maxClockSkewMs: milliseconds,
  minFreeDiskMb: z.int().min(1).max(1_000_000),
  maxMemoryMb: z.int().min(100).max(1_000_000),
});

const remedyOf = (found: number): string =>
  found < SCHEMA
    ? `write ${SCHEMA}, then take over from the shipped safety.yaml every key that \`trade safety check\` misses`
    : "install the version of trade that the file was written for";

/**
 * What a file of another schema is held against: the one line that says so, and not a hundred that follow from it.
 * Null for a file of ours.
 */
export function otherSchema(file: unknown): z.ZodType<never> | null {
  const found = typeof file === "object" && file !== null && "schema" in file ? file.schema : SCHEMA;
  if (typeof found !== "number" || found === SCHEMA) return null;
  const error = `this program reads schema ${SCHEMA}; ${remedyOf(found)}`;
  return z.looseObject({ schema: z.literal(SCHEMA, { error }) }).pipe(z.never());
}

/** safety.yaml, strictly: every key is required, none may be added. Units stand in the names. */
export const safetySchema = z.strictObject({
  schema: z.literal(SCHEMA),
  symbols: z.strictObject({ allow: anyOrSymbols, deny: symbols }),
  orders,
  approval: z.strictObject({ aboveNotionalPct: percent, expireAfterCandles: z.int().min(1).max(100) }),
  exposure,
  balance: z.strictObject({ reservePct: z.number().min(0).max(100), maxReservedPct: percent }),
  staleness: z.strictObject({
    maxIntentAgeCandles: z.int().min(0).max(100),
    maxQuoteAgeMs: milliseconds,
    maxPriceGapBps: bps,
    maxMetadataAgeMs: z.int().min(60_000).max(2_592_000_000),
  }),
  stops: z.strictObject({ maxDistancePct: percent, maxRiskPct: percent, maxOpenRiskPct: percent }),
  losses: z.strictObject({
    maxDailyPct: percent,
    maxWeeklyPct: percent,
    maxDrawdownPct: percent,
    maxStreak: z.int().min(1).max(100),
    coolDownMinutes: z.int().min(1).max(10_080),
  }),
  budgets: z.strictObject({ maxTurnoverPct: z.number().positive().max(100_000), maxFeesPct: percent }),
  market: z.strictObject({ maxMovePct: z.number().positive().max(10_000) }),
  venue: z.strictObject({ maxErrorsPerHour: count }),
  hours: z.strictObject({ closed: setOf(window).max(100) }),
  risk,
  agent,
  watchdog,
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

import { z } from "zod";
import { timeframe } from "../time.ts";

/** A rule's name: it is validated here and never used in a path. */
export const ruleId = z.string().regex(/^[a-z][a-z0-9-]{1,39}$/, "2 to 40 of a-z, 0-9 and '-', starting with a letter");

const expression = z.string().min(1).max(2_000);
const param = z
  .strictObject({ value: z.number(), min: z.number(), max: z.number() })
  .refine((p) => p.min <= p.value && p.value <= p.max, "value must lie between min and max");

const size = z.union([
  z.strictObject({ riskPct: z.number().positive().max(100) }),
  z.strictObject({ fixed: z.number().positive() }),
  z.strictObject({ notional: z.number().positive() }),
  z.strictObject({ volatilityPct: z.number().positive().max(100) }),
  z.strictObject({ equityPct: z.number().positive().max(100) }),
  z.strictObject({ allIn: z.literal(true) }),
]);

export const RULE_STATUSES = ["active", "probation", "paused", "retired"] as const;

/** What a rule on probation has of its size, in percent: the agent sizes by it, the gate lets no more through. */
export const PROBATION_PCT = 25;

/**
 * A strategy rule as data: a person can read it, a loop can vary it, the gate can hold it.
 * `entry` and `exit.when` are boolean expressions, `exit.stop` a price distance, `exit.target` "none", an R multiple
 * such as "3R" or a price distance; all over closed candles. `timeframe: any` runs at the candles' own.
 */
export const ruleDocument = z.strictObject({
  id: ruleId,
  version: z.int().min(1).max(1_000_000),
  status: z.enum(RULE_STATUSES),
  symbols: z.union([
    z.literal("any"),
    z
      .array(z.string().regex(/^[A-Z0-9_]{2,20}\/[A-Z0-9]{2,10}$/))
      .min(1)
      .max(50),
  ]),
  timeframe: z.union([z.literal("any"), timeframe]),
  side: z.enum(["long", "short"]),
  params: z.record(z.string().regex(/^[a-z][A-Za-z0-9_]{0,29}$/), param).default({}),
  warmupBars: z.int().min(0).max(5_000).optional(),
  /** Candles after an exit, its own included, on which the rule does not enter again. */
  coolDownBars: z.int().min(1).max(5_000).optional(),
  entry: expression,
  exit: z.strictObject({
    stop: expression,
    target: z.union([z.string().min(1).max(200), z.literal("none")]).default("none"),
    trail: z.union([expression, z.literal("none")]).default("none"),
    timeBars: z.union([z.int().min(1).max(100_000), z.literal("none")]).default("none"),
    when: z.union([expression, z.literal("none")]).default("none"),
    /** Takes `pct` percent of the position off, once, when a close stands `atR` times the initial risk in gain. */
    partial: z.strictObject({ atR: z.number().positive().max(100), pct: z.number().min(1).max(99) }).optional(),
  }),
  size,
  /**
   * Adds to what gains: once a close stands `atR` times the newest position's initial risk beyond its entry, another one is
   * opened beside it, `pct` percent of the size, with a stop of its own; up to `steps` of them.
   */
  scale: z
    .strictObject({
      atR: z.number().positive().max(100),
      steps: z.int().min(1).max(5),
      pct: z.number().min(1).max(100),
    })
    .optional(),
  thesis: z.string().min(10).max(500),
});
export type RuleDocument = z.infer<typeof ruleDocument>;
export type RuleStatus = RuleDocument["status"];
/** How little a rule of that status may do: from trading in full to never again. */
export const SEVERITY: Readonly<Record<RuleStatus, number>> = { active: 0, probation: 1, paused: 2, retired: 3 };

import { z } from "zod";
import { id } from "../ids.ts";
import { ruleId } from "../rules/document.ts";
import { timestamp } from "../time.ts";
import { symbol, thesis } from "../words/intent.ts";

/** A rule has an opinion: no size yet. */
export const signalGenerated = z.strictObject({
  signalId: id,
  ruleId,
  ruleVersion: z.int().min(1),
  symbol,
  side: z.enum(["long", "short"]),
  candleTs: timestamp,
  price: z.number(),
  stopPrice: z.number(),
  targetPrice: z.number().nullable(),
  thesis,
});

import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";
import { ruleId } from "../rules/document.ts";
import { symbol } from "../words/intent.ts";
import { timestamp } from "../time.ts";

/** The first fill of an entry opened a position of that rule on that symbol. */
export const positionOpened = z.strictObject({
  positionId: id,
  ruleId,
  ruleVersion: z.int().min(1),
  symbol,
  side: z.enum(["long", "short"]),
  stopPrice: positiveMoney,
  targetPrice: positiveMoney.nullable(),
  plannedPrice: positiveMoney,
  openedAt: timestamp,
});

import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";
import { ruleId } from "../rules/document.ts";
import { symbol } from "../words/intent.ts";

/** The operator gave what was held as EXTERNAL to a rule: from now on it is that rule's position, with a stop. */
export const externalAdopted = z.strictObject({
  positionId: id,
  symbol,
  ruleId,
  ruleVersion: z.number().int().min(1),
  quantity: positiveMoney,
  /** What it is taken over at: what the market does from here on is the rule's profit or loss, nothing before. */
  price: positiveMoney,
  stopPrice: positiveMoney,
});

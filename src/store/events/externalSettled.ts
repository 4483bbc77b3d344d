import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";
import { symbol } from "../words/intent.ts";

/** What somebody sold past the gate was a rule's: a person said so. The position gives it up at the price it was sold at. */
export const externalSettled = z.strictObject({
  positionId: id,
  symbol,
  quantity: positiveMoney,
  price: positiveMoney,
});

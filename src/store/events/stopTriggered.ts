import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";

/** A stop that the gate runs itself was crossed; its exit goes out next. */
export const stopTriggered = z.strictObject({
  positionId: id,
  quantity: positiveMoney,
  stopPrice: positiveMoney,
  markPrice: positiveMoney,
});

import { z } from "zod";
import { money } from "../money.ts";
import { symbol } from "../words/intent.ts";

/**
 * The venue holds more (above zero) or less of a symbol's base currency than was traded: somebody moved coins. They are
 * EXTERNAL. `value` is what they are worth at the mark; the baselines move by it, so that it is nobody's profit or loss.
 */
export const externalMoved = z.strictObject({ symbol, quantity: money, value: money });

import { z } from "zod";
import { id } from "../ids.ts";
import { positiveMoney } from "../money.ts";
import { actor } from "../words/proposal.ts";

/** The stop of a position moved closer to the price; never away from it. */
export const stopTightened = z.strictObject({ positionId: id, from: positiveMoney, to: positiveMoney, by: actor });

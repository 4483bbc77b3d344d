import { z } from "zod";
import { id } from "../ids.ts";

/** About to be sent: journaled before the socket write, so that a crash leaves a question, never a surprise. */
export const orderSubmitted = z.strictObject({ clientOrderId: id });

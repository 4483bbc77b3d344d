import type { z } from "zod";
import type { OperatorVerb, operatorVerbs } from "../../gate/contract/operatorVerbs.ts";
import { grouped } from "./amount.ts";

/** What the gate's yes amounts to: a command may be obeyed and still leave something open, or something held. */
export function outcomeOf(result: z.output<(typeof operatorVerbs)[OperatorVerb]["result"]>): string {
  if ("remaining" in result) {
    if (result.remaining.length === 0) return "nothing is open";
    const open = result.remaining.map(({ quantity, symbol }) => `${grouped(quantity)} ${symbol}`).join(", ");
    return `under way, still open: ${open}; the tape tells when it is closed`;
  }
  if ("holds" in result && result.holds.length > 0) {
    return `yours are cleared, still held by ${result.holds.map(({ cause }) => cause).join(", ")}`;
  }
  if ("denials" in result && result.denials.length > 0) {
    return `you said yes, and the gate denies it by now: ${result.denials.join(", ")}`;
  }
  return "done";
}

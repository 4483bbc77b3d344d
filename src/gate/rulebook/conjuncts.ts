import { RuleError } from "../../store/rules/error.ts";
import { conjunctsOf as inOrder } from "../../store/rules/fingerprint.ts";

/**
 * What must all hold for a condition to hold, each written in one canonical way: "a > b and (c or d)" is two. A text that
 * cannot be read is one condition, like no other.
 */
export function conjunctsOf(text: string): ReadonlySet<string> {
  try {
    return new Set(inOrder(text));
  } catch (error) {
    if (error instanceof RuleError) return new Set([text]);
    throw error;
  }
}

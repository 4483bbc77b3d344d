import type { z } from "zod";
import type { Answer } from "../exchange.ts";
import type { Told } from "./told.ts";

/** The answer to a question that changes nothing: whatever is not of that form is no answer. */
export function answered<Value>(told: Told, schema: z.ZodType<Value>): Answer<Value> {
  if (told.says === "nothing") return { known: false, cause: told.cause };
  if (told.says === "no") return { known: false, cause: `refused: ${told.reason}` };
  return understood(told.value, schema);
}

/** A value as that form, or what is wrong with it. */
export function understood<Value>(value: unknown, schema: z.ZodType<Value>): Answer<Value> {
  const result = schema.safeParse(value);
  if (result.success) return { known: true, value: result.data };
  const issue = result.error.issues[0];
  const where = issue?.path.join(".") || "the answer";
  return { known: false, cause: `not understood: ${where}: ${issue?.message ?? "of another form"}` };
}

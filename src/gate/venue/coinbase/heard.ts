import { z } from "zod";
import type { Answer } from "../exchange.ts";
import { codeOf, errorBody, refusalOf } from "./refusals.ts";
import type { Reply } from "./wire.ts";

/** A reply as far as it can be trusted: the JSON of a 2xx, a no, or nothing that says whether anything was done. */
export type Heard =
  | { readonly says: "json"; readonly value: unknown }
  | { readonly says: "no"; readonly status: number | null; readonly code: string; readonly reason: string }
  | { readonly says: "nothing"; readonly cause: string };

/** 4xx that do not say whether the request was carried out: a timeout of the server, a conflict with what is there. */
const AMBIGUOUS = new Set([408, 409, 499]);
const MAX_SHOWN = 60;

/**
 * Tells them apart by status and body, never by an exception's name: a 5xx decides nothing, whatever its body says; a
 * 4xx is a no only in the venue's own words, since anything between us and the venue can answer with one; a 429 is one
 * without words.
 */
export function heardOf(reply: Reply): Heard {
  if (reply.kind === "unsent") return no(null, reply.code, `${reply.code}: ${reply.cause}`);
  if (reply.kind === "lost") return { says: "nothing", cause: reply.cause };
  const { status, body } = reply;
  if (status === 429) return no(status, "RATE_LIMITED", "RATE_LIMITED: the venue answered 429");
  const value = jsonOf(body);
  if (status >= 200 && status < 300 && value !== undefined) return { says: "json", value };
  const error = errorBody.safeParse(value);
  if (status >= 400 && status < 500 && !AMBIGUOUS.has(status) && error.success) {
    return no(status, codeOf(error.data), refusalOf(error.data));
  }
  return { says: "nothing", cause: `HTTP ${status}: ${shown(body)}` };
}

/** The answer to a question that changes nothing: whatever is not of that form is no answer. */
export function answerOf<Value>(reply: Reply, schema: z.ZodType<Value>): Answer<Value> {
  const heard = heardOf(reply);
  if (heard.says === "nothing") return { known: false, cause: heard.cause };
  if (heard.says === "no") return { known: false, cause: `refused: ${heard.reason}` };
  return parsedAs(heard.value, schema);
}

/** A JSON value as that form, or what is wrong with it. */
export function parsedAs<Value>(value: unknown, schema: z.ZodType<Value>): Answer<Value> {
  const result = schema.safeParse(value);
  if (result.success) return { known: true, value: result.data };
  const issue = result.error.issues[0];
  const where = issue?.path.join(".") || "the answer";
  return { known: false, cause: `not understood: ${where}: ${issue?.message ?? "of another form"}` };
}

const no = (status: number | null, code: string, reason: string): Heard => ({ says: "no", status, code, reason });

function jsonOf(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}

const shown = (body: string): string => body.replaceAll(/\s+/g, " ").trim().slice(0, MAX_SHOWN) || "no body";

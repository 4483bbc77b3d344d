import { z } from "zod";
import { reasonKind } from "./reasons.ts";

/** The reasons of a refused order: in one of three fields, of which the older ones are often left UNKNOWN. */
export const errorResponse = z.looseObject({
  new_order_failure_reason: z.string().optional(),
  preview_failure_reason: z.string().optional(),
  error: z.string().optional(),
  message: z.string().optional(),
  error_details: z.string().optional(),
});
export type ErrorResponse = z.infer<typeof errorResponse>;

/** The body of a 4xx that the venue itself wrote: of an order, or of the server in front of it. */
export const errorBody = z
  .union([z.looseObject({ error_response: errorResponse }), errorResponse.extend({ error: z.string().min(1) })])
  .transform((body): ErrorResponse => ("error_response" in body ? errorResponse.parse(body.error_response) : body));

const MAX_REASON = 160;

/** The first reason that says something; UNKNOWN_FAILURE_REASON when none does. */
export function codeOf(error: ErrorResponse): string {
  const codes = [error.new_order_failure_reason, error.preview_failure_reason, error.error];
  return codes.find((code) => code !== undefined && code !== "" && reasonKind(code) !== "unsaid") ?? UNSAID;
}

/** The venue's own words, in one line: "INSUFFICIENT_FUND: Insufficient balance in source account". */
export function refusalOf(error: ErrorResponse): string {
  const said = error.error_details || error.message || "";
  const words = said === "" ? codeOf(error) : `${codeOf(error)}: ${said}`;
  return words.replaceAll(/\s+/g, " ").slice(0, MAX_REASON);
}

const UNSAID = "UNKNOWN_FAILURE_REASON";

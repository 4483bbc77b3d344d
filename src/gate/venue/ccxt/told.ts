import type { Trace } from "./trace.ts";

/** What came of a call: a value still to be parsed, a definite no by its kind, or nothing that can be told. */
export type Told =
  | { readonly says: "value"; readonly value: unknown }
  | { readonly says: "no"; readonly kind: string; readonly reason: string }
  | { readonly says: "nothing"; readonly cause: string };

/**
 * ccxt's names for an exchange's own refusal. Those that are missing here say nothing of what was done, whatever they
 * sound like: a generic ExchangeError is any answer that ccxt has no row for, DuplicateOrderId may be our own order, and
 * a subclass that comes with a later version is not taken for its parent.
 */
export const REFUSALS: ReadonlySet<string> = new Set([
  "InsufficientFunds",
  "InvalidOrder",
  "OrderNotFound",
  "OrderImmediatelyFillable",
  "OrderNotFillable",
  "ContractUnavailable",
  "BadRequest",
  "BadSymbol",
  "OperationRejected",
  "MarketClosed",
  "RestrictedLocation",
  "AuthenticationError",
  "PermissionDenied",
  "AccountNotEnabled",
  "AccountSuspended",
  "ArgumentsRequired",
  "NotSupported",
]);

/** 4xx that do not say whether the request was carried out: a timeout of the server, a conflict with what is there. */
const AMBIGUOUS = new Set([408, 409, 499]);
const SEEN_BEFORE = /duplicat|already/i;
const MAX_CAUSE = 200;

/**
 * What an error of ccxt says, by what was seen on the line and only then by its class. ccxt calls a 500 a refusal when its
 * text fits, so that a no needs all of: the exchange's own JSON, a 2xx or an unambiguous 4xx, a class that refuses, and
 * that no request before it in the same call could have done something. What never left was surely not carried out.
 */
export function toldOf(error: { readonly name: string; readonly message: string }, trace: Trace): Told {
  const said = oneLine(`${error.name}: ${error.message}`);
  const { methods, status } = trace;
  if (methods.length === 0) return { says: "no", kind: "NOT_SENT", reason: `NOT_SENT: ${said}`.slice(0, MAX_CAUSE) };
  const isAlone = methods.slice(0, -1).every((method) => method === "GET");
  if (!isAlone || status === null) return { says: "nothing", cause: said };
  if (status === 429) return { says: "no", kind: "RATE_LIMITED", reason: "RATE_LIMITED: the venue answered 429" };
  const isSaid = status < 300 || (status >= 400 && status < 500 && !AMBIGUOUS.has(status));
  // Whatever ccxt calls it: the order that used the id before may be this very one.
  if (SEEN_BEFORE.test(error.message)) return { says: "nothing", cause: said };
  if (isSaid && trace.isJson && REFUSALS.has(error.name)) return { says: "no", kind: error.name, reason: said };
  return { says: "nothing", cause: `HTTP ${status}: ${said}`.slice(0, MAX_CAUSE) };
}

/** A text as one line of bearable length. */
export const oneLine = (text: string): string => text.replaceAll(/\s+/g, " ").trim().slice(0, MAX_CAUSE);

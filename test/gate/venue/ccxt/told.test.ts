import test from "ava";
import { REFUSALS, toldOf } from "../../../../src/gate/venue/ccxt/told.ts";
import type { Trace } from "../../../../src/gate/venue/ccxt/trace.ts";

const trace = (change: Partial<Trace> = {}): Trace => ({
  methods: ["POST"],
  status: 200,
  isJson: true,
  over: false,
  ...change,
});
const says = (name: string, change: Partial<Trace> = {}) => toldOf({ name, message: "words" }, trace(change)).says;

const ROWS: readonly (readonly [law: string, name: string, change: Partial<Trace>, says: "no" | "nothing"])[] = [
  ["the exchange's refusal in its own JSON, with 200", "InsufficientFunds", {}, "no"],
  ["the same with 400", "InvalidOrder", { status: 400 }, "no"],
  ["a 500 that reads like a refusal", "InvalidOrder", { status: 500 }, "nothing"],
  ["a 503 of any class", "InsufficientFunds", { status: 503 }, "nothing"],
  ["a redirect", "BadRequest", { status: 302 }, "nothing"],
  ["a page of HTML with 403", "PermissionDenied", { status: 403, isJson: false }, "nothing"],
  ["a timeout of the server", "BadRequest", { status: 408 }, "nothing"],
  ["a conflict with what is there", "InvalidOrder", { status: 409 }, "nothing"],
  ["an answer that ccxt has no row for", "ExchangeError", {}, "nothing"],
  ["an id that was used before: it may be this very order", "DuplicateOrderId", {}, "nothing"],
  ["an exchange that is down for maintenance", "OnMaintenance", {}, "nothing"],
  ["a number that came late", "InvalidNonce", {}, "nothing"],
  ["no reply at all", "NetworkError", { status: null }, "nothing"],
  ["a refusal without a reply", "InvalidOrder", { status: null }, "nothing"],
  ["our time that was over", "Late", { status: null }, "nothing"],
  ["an error of the program after the reply", "TypeError", {}, "nothing"],
  ["too many requests", "RateLimitExceeded", { status: 429, isJson: false }, "no"],
  ["a refusal after another request that may have done it", "BadRequest", { methods: ["POST", "GET"] }, "nothing"],
  ["a refusal after a question", "BadRequest", { methods: ["GET", "POST"] }, "no"],
  ["whatever it is, when nothing had left", "Error", { methods: [], status: null }, "no"],
];
for (const [law, name, change, expected] of ROWS) {
  test(`${expected === "no" ? "a no" : "not known"}: ${law}`, (t) => t.is(says(name, change), expected));
}

test("an id that was used before is no refusal, whatever ccxt calls it: it may be this very order", (t) => {
  for (const message of ["Duplicate clientOrderId.", "cl_ord_id already in use", "DUPLICATED_ORDER"]) {
    t.is(toldOf({ name: "InvalidOrder", message }, trace({ status: 400 })).says, "nothing");
  }
});

test("what never left says so, and every cause is one line of bearable length", (t) => {
  const unsent = toldOf({ name: "Error", message: "a\nb" }, trace({ methods: [], status: null }));
  t.like(unsent, { kind: "NOT_SENT", reason: "NOT_SENT: Error: a b" });
  const long = toldOf({ name: "ExchangeError", message: "x".repeat(5_000) }, trace({ status: 500 }));
  t.true(long.says === "nothing" && long.cause.length <= 200);
});

test("no network error and no generic one is taken for a refusal", (t) => {
  for (const name of ["BaseError", "ExchangeError", "OperationFailed", "NetworkError", "ExchangeNotAvailable"]) {
    t.false(REFUSALS.has(name));
  }
});

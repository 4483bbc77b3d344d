import test from "ava";
import { place } from "../../../../src/gate/venue/coinbase/place.ts";
import { type ReasonKind, REASONS, reasonKind } from "../../../../src/gate/venue/coinbase/reasons.ts";
import type { Ask, Reply } from "../../../../src/gate/venue/coinbase/wire.ts";
import type { Answer, Placed } from "../../../../src/gate/venue/exchange.ts";
import { specOf } from "./bench.ts";

const placed = (reply: Reply): Promise<Answer<Placed>> => {
  const ask: Ask = () => Promise.resolve(reply);
  return place(ask, specOf(), { priceIncrement: "0.01", slackBps: 100, postOnly: false });
};
const heard = (status: number, body: unknown): Reply => ({
  kind: "heard",
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
});
const refusal = (error_response: object) => ({ success: false, error_response });
const outcome = (answer: Answer<Placed>): string => (answer.known ? answer.value.outcome : "not known");

const NOT_SAID: ReadonlySet<ReasonKind> = new Set<ReasonKind>(["ask", "unsaid"]);
for (const [kind, codes] of Object.entries(REASONS)) {
  const expected = NOT_SAID.has(kind as ReasonKind) ? "not known" : "rejected";
  test(`every reason about "${kind}" means that the order is ${expected}, in whichever field it stands`, async (t) => {
    t.true(codes.length > 0);
    for (const code of codes) {
      t.deepEqual([reasonKind(code), reasonKind(`PREVIEW_${code}`)].map(String), [kind, kind]);
      for (const body of [
        refusal({ new_order_failure_reason: code }),
        refusal({ error: code, new_order_failure_reason: "UNKNOWN_FAILURE_REASON" }),
        refusal({ error: "UNKNOWN_FAILURE_REASON", preview_failure_reason: `PREVIEW_${code}` }),
      ]) {
        t.is(outcome(await placed(heard(200, body))), expected, `${code} ${JSON.stringify(body)}`);
        t.is(outcome(await placed(heard(400, body))), expected, `${code} as a 400`);
        t.is(outcome(await placed(heard(500, body))), "not known", `${code} as a 500`);
      }
    }
  });
}

test("no reason stands in the table twice", (t) => {
  const codes = Object.values(REASONS).flat();
  t.deepEqual(
    codes.filter((code, i) => codes.indexOf(code) !== i),
    [],
  );
  t.true(codes.length > 150);
});

test("a reason that nobody knows yet is a no all the same, in the venue's words", async (t) => {
  const answer = await placed(heard(200, refusal({ error: "MOON_PHASE", message: "wrong\nmoon" })));
  t.deepEqual(answer, { known: true, value: { outcome: "rejected", reason: "MOON_PHASE: wrong moon" } });
});

const yes = (change: object = {}) => ({
  success: true,
  success_response: {
    order_id: "order-1",
    client_order_id: specOf().clientOrderId,
    product_id: "BTC-USD",
    side: "BUY",
    ...change,
  },
});
const CASES: readonly (readonly [what: string, reply: Reply, outcome: string])[] = [
  ["a yes with fields that are new", heard(200, { ...yes(), failure_reason: "UNKNOWN_FAILURE_REASON" }), "accepted"],
  ["a yes without an order id", heard(200, yes({ order_id: undefined })), "not known"],
  ["a yes with an empty order id", heard(200, yes({ order_id: "" })), "not known"],
  ["a yes for the other side", heard(200, yes({ side: "SELL" })), "not known"],
  ["a yes for another product", heard(200, yes({ product_id: "ETH-USD" })), "not known"],
  ["a yes for another client id", heard(200, yes({ client_order_id: "x" })), "not known"],
  ["a no without a reason", heard(200, { success: false }), "not known"],
  ["neither yes nor no", heard(200, {}), "not known"],
  ["a list", heard(200, []), "not known"],
  ["nothing", heard(200, ""), "not known"],
  ["null", heard(200, "null"), "not known"],
  ["a yes with a 202", heard(202, yes()), "accepted"],
  ["a yes with a 302", heard(302, yes()), "not known"],
  ["a yes with a 500", heard(500, yes()), "not known"],
  ["a yes with a 400", heard(400, yes()), "not known"],
  ["a 400 of the server in front", heard(400, { error: "INVALID_ARGUMENT", message: "m" }), "rejected"],
  ["a 403 of the server in front", heard(403, { error: "PERMISSION_DENIED" }), "rejected"],
  ["a 400 as a page", heard(400, "<html>bad request</html>"), "not known"],
  ["a 407 of a proxy", heard(407, "Proxy Authentication Required"), "not known"],
  ["a 408", heard(408, refusal({ error: "INVALID_REQUEST" })), "not known"],
  ["a 409", heard(409, { error: "CONFLICT" }), "not known"],
  ["a 429 as a page", heard(429, "<html></html>"), "rejected"],
  ["a call that never left", { kind: "unsent", code: "RATE_LIMITED", cause: "used up" }, "rejected"],
  ["a call that got lost", { kind: "lost", cause: "no answer" }, "not known"],
];
for (const [what, reply, expected] of CASES) {
  test(`${what}: the order is ${expected}`, async (t) => {
    t.is(outcome(await placed(reply)), expected);
  });
}

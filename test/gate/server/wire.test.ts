import { PROTOCOL_VERSION } from "../../../src/gate/contract/frame.ts";
import test from "ava";
import * as fc from "fast-check";
import { REFUSALS, Refusal, type RefusalReason } from "../../../src/gate/contract/refusal.ts";
import { LineCutter } from "../../../src/gate/server/lines.ts";
import { checkProtocol, parseParams, parseRequest } from "../../../src/gate/server/session.ts";
import { entry } from "../facts.ts";

test("lines come out as they went in, however the stream is chopped", (t) => {
  const line = fc.string({ unit: "grapheme", maxLength: 12 }).filter((text) => !text.includes("\n"));
  fc.assert(
    fc.property(
      fc.array(line, { maxLength: 8 }),
      fc.array(fc.integer({ min: 1, max: 7 }), { minLength: 1 }),
      (lines, cuts) => {
        const cutter = new LineCutter(64);
        const bytes = Buffer.from(lines.map((each) => `${each}\n`).join(""));
        const out: string[] = [];
        for (let from = 0, i = 0; from < bytes.length; i += 1) {
          const to = from + (cuts[i % cuts.length] ?? 1);
          out.push(...(cutter.push(bytes.subarray(from, to)) ?? ["too long"]));
          from = to;
        }
        t.deepEqual(out, lines);
      },
    ),
    { numRuns: 200, seed: 1 },
  );
});

test("a line may have so many bytes, its newline included, and not one more", (t) => {
  t.deepEqual(new LineCutter(8).push(Buffer.from("1234567\n")), ["1234567"]);
  t.is(new LineCutter(8).push(Buffer.from("12345678\n")), null);
  t.is(new LineCutter(8).push(Buffer.from("12345678")), null, "before its end is seen");
  const slow = new LineCutter(8);
  t.deepEqual(slow.push(Buffer.from("1234567")), []);
  t.is(slow.push(Buffer.from("8")), null);
});

const reasonOf = (work: () => unknown): RefusalReason | null => {
  try {
    work();
  } catch (error) {
    if (error instanceof Refusal) return error.reason;
    throw error;
  }
  return null;
};

test("a frame is a JSON-RPC 2.0 request with named parameters, or it is refused", (t) => {
  const good = parseRequest('{"jsonrpc":"2.0","id":1,"method":"heartbeat"}');
  t.deepEqual(good, { request: { jsonrpc: "2.0", id: 1, method: "heartbeat", params: {} } });
  const refusals: readonly (readonly [line: string, RefusalReason])[] = [
    ["", "PARSE_ERROR"],
    ["{", "PARSE_ERROR"],
    ["null", "INVALID_REQUEST"],
    ["[]", "INVALID_REQUEST"],
    ['{"jsonrpc":"1.0","id":1,"method":"x"}', "INVALID_REQUEST"],
    ['{"jsonrpc":"2.0","method":"x"}', "INVALID_REQUEST"],
    ['{"jsonrpc":"2.0","id":-1,"method":"x"}', "INVALID_REQUEST"],
    ['{"jsonrpc":"2.0","id":1,"method":"x","params":[]}', "INVALID_REQUEST"],
    ['{"jsonrpc":"2.0","id":1,"method":"x","extra":1}', "INVALID_REQUEST"],
    [`{"jsonrpc":"2.0","id":1,"method":"${"x".repeat(65)}"}`, "INVALID_REQUEST"],
  ];
  for (const [line, reason] of refusals) {
    const parsed = parseRequest(line);
    t.is("refusal" in parsed ? parsed.refusal.reason : null, reason, line);
  }
});

test("whatever bytes come, the wall answers and never throws", (t) => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json()), (line) => {
      const parsed = parseRequest(line);
      if ("request" in parsed)
        for (const side of ["agent", "operator"] as const) reasonOf(() => parseParams(side, parsed.request));
      return true;
    }),
    { numRuns: 300, seed: 2 },
  );
  t.pass();
});

const call = (side: "agent" | "operator", method: string, params: Record<string, unknown> = {}) =>
  reasonOf(() => parseParams(side, { jsonrpc: "2.0", id: 1, method, params }));

test("an operator's verb does not exist on the agent's socket, nor what is not its own of an object", (t) => {
  t.is(call("operator", "trading.halt", { reason: "key" }), null);
  for (const method of ["trading.halt", "trading.resume", "account.flatten", "proposal.accept", "gate.stop"]) {
    t.is(call("agent", method, { reason: "key" }), "METHOD_NOT_FOUND", method);
  }
  for (const method of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    t.is(call("agent", method), "METHOD_NOT_FOUND", method);
    t.is(call("operator", method), "METHOD_NOT_FOUND", method);
  }
  t.is(call("operator", "intent.submit", { intent: entry(1) }), "METHOD_NOT_FOUND");
});

test("parameters are strict: a key too many, a number for money, a path for an id are refused", (t) => {
  t.is(call("agent", "intent.submit", { intent: entry(1) }), null);
  const wrong: readonly Record<string, unknown>[] = [
    { bypass: true },
    { quantity: 2 },
    { quantity: "-2" },
    { quantity: "0" },
    { quantity: "1e3" },
    { ruleId: "../../etc/passwd" },
    { intentId: "../x" },
    { purpose: "anything" },
    { symbol: "BTC-USD" },
  ];
  for (const change of wrong)
    t.is(
      call("agent", "intent.submit", { intent: { ...entry(1), ...change } }),
      "INVALID_PARAMS",
      JSON.stringify(change),
    );
});

test("peers of different versions do not talk", (t) => {
  t.is(
    reasonOf(() => checkProtocol(PROTOCOL_VERSION)),
    null,
  );
  t.is(
    reasonOf(() => checkProtocol(PROTOCOL_VERSION + 1)),
    "PROTOCOL_MISMATCH",
  );
});

test("every refusal says what to do", (t) => {
  for (const [reason, { remedy }] of Object.entries(REFUSALS)) t.true(remedy.length > 10, reason);
});

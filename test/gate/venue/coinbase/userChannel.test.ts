import test from "ava";
import { signingKey } from "../../../../src/gate/venue/coinbase/key.ts";
import { userChannel } from "../../../../src/gate/venue/coinbase/userChannel.ts";
import { ManualTimers } from "../../../agent/manualTimers.ts";
import { BTC, T0 } from "../../facts.ts";
import { KEY, KEY_NAME } from "./bench.ts";
import { Line } from "./line.ts";

/** A channel that was asked over a line whose other end is the test, and the token that it was asked with. */
function asked() {
  const line = new Line();
  const timers = new ManualTimers();
  const answer = userChannel({
    key: KEY,
    url: "ws://nowhere",
    symbols: [BTC],
    connect: () => line,
    now: () => T0,
    timers: { monotonicMs: timers.monotonicMs, after: timers.setTimer },
    timeoutMs: 1_000,
  });
  line.happens("open");
  const { jwt } = JSON.parse(line.sent[0] ?? "") as { readonly jwt: string };
  return { line, timers, jwt, answer };
}

const [, LINE = ""] = signingKey(KEY).secret.split("\n");

test("a venue that repeats key, name or token in its refusal does not bring them onto the screen", async (t) => {
  const { line, jwt, answer } = asked();
  const message = `no ${KEY_NAME} with ${LINE},\n token ${jwt}`;
  line.raw(JSON.stringify({ type: "error", message }));
  t.deepEqual(await answer, { known: false, cause: "ES256: no [key] with [key], token [token]" });
  t.true(line.isClosed);
});

test("a refusal that is longer than a line is cut after the key was taken out of it, and is an answer all the same", async (t) => {
  const { line, jwt, answer } = asked();
  line.raw(JSON.stringify({ type: "error", message: `${"x".repeat(195)} ${jwt}` }));
  t.deepEqual(await answer, { known: false, cause: `ES256: ${"x".repeat(195)} [tok` });
});

test("a line that says nothing that is understood is no answer, and is hung up in time", async (t) => {
  const { line, timers, answer } = asked();
  for (const said of ["{", new ArrayBuffer(4), JSON.stringify({ type: "error", message: "x".repeat(1 << 20) })])
    line.raw(said);
  t.false(line.isClosed);
  timers.advance(1_000);
  t.deepEqual(await answer, { known: false, cause: "no answer within 1000 ms" });
  t.true(line.isClosed);
});

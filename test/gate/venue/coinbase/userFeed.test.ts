import { verify } from "node:crypto";
import test from "ava";
import { signingKey } from "../../../../src/gate/venue/coinbase/key.ts";
import { streamToken } from "../../../../src/gate/venue/coinbase/token.ts";
import { UserFeed } from "../../../../src/gate/venue/coinbase/userFeed.ts";
import { ManualTimers } from "../../../agent/manualTimers.ts";
import { ExchangeServer } from "../../../exchange/server.ts";
import { termsOf } from "../../../exchange/terms.ts";
import { BTC, T0 } from "../../facts.ts";
import { KEY, KEY_NAME, PUBLIC_KEY } from "./bench.ts";
import { Line } from "./line.ts";

function feed() {
  const timers = new ManualTimers();
  const lines: Line[] = [];
  let news = 0;
  const connect = (): Line => {
    const line = new Line();
    lines.push(line);
    return line;
  };
  const follow = new UserFeed({
    key: KEY,
    url: "ws://nowhere",
    symbols: [BTC],
    connect,
    now: () => T0,
    timers: { monotonicMs: timers.monotonicMs, after: timers.setTimer },
    onNews: () => void (news += 1),
  });
  follow.start();
  const [first] = lines;
  if (first === undefined) throw new Error("no line");
  first.happens("open");
  return { follow, timers, lines, first, news: () => news };
}

test("a line that opens asks for heartbeats and for the user's orders, with a token of its own", (t) => {
  const { first } = feed();
  const asked = first.sent.map((text) => JSON.parse(text) as Record<string, unknown>);
  t.deepEqual(
    asked.map(({ type, channel, product_ids }) => [type, channel, product_ids]),
    [
      ["subscribe", "heartbeats", ["BTC-USD"]],
      ["subscribe", "user", ["BTC-USD"]],
    ],
  );
  t.is(String(asked[1]?.["jwt"]).split(".").length, 3);
});

test("an order that changed is news; heartbeats and what came twice are none", (t) => {
  const { first, news } = feed();
  first.says(0, "subscriptions");
  first.says(1);
  t.is(news(), 0);
  first.says(2, "user");
  t.is(news(), 1);
  first.says(2, "user");
  t.is(news(), 1);
});

const LOST: Readonly<Record<string, (line: Line, timers: ManualTimers) => void>> = {
  "a number that was skipped": (line) => line.says(2),
  "a line that fell silent": (_line, timers) => timers.advance(5_000),
  "a line that closed": (line) => line.happens("close"),
  "a line that broke": (line) => line.happens("error"),
  "what is no JSON": (line) => line.raw("{"),
  "what is no text": (line) => line.raw(new ArrayBuffer(4)),
  "an error of the venue": (line) => line.raw('{"type":"error","message":"authentication failure"}'),
};
for (const [name, lose] of Object.entries(LOST)) {
  test(`${name} may have said anything: it is looked for, and another line opened`, (t) => {
    const { first, timers, lines, news } = feed();
    first.says(0);
    lose(first, timers);
    t.is(news(), 1);
    t.true(first.isClosed);
    timers.advance(1_000);
    t.is(lines.length, 2);
    first.says(1, "user");
    t.is(news(), 1, "the old line is heard no more");
    lines[1]?.happens("open");
    lines[1]?.says(0, "user");
    t.is(news(), 2, "numbers begin anew");
  });
}

test("a venue that takes no line is tried ever less often, twice a minute in the end; a stop ends it", (t) => {
  const { timers, lines, follow } = feed();
  timers.advance(300_000);
  const tries = lines.length;
  timers.advance(70_000);
  t.is(lines.length, tries + 2);
  follow.stop();
  timers.advance(300_000);
  t.is(lines.length, tries + 2);
});

test("the token is signed with the key, and names nothing but it", (t) => {
  const token = streamToken(signingKey(KEY), () => T0);
  const [head = "", body = "", signature = ""] = token.split(".");
  const decode = (part: string): unknown => JSON.parse(Buffer.from(part, "base64url").toString());
  t.like(decode(head), { alg: "ES256", kid: KEY_NAME, typ: "JWT" });
  t.deepEqual(decode(body), { iss: "cdp", nbf: T0 / 1_000, exp: T0 / 1_000 + 120, sub: KEY_NAME });
  const key = { key: PUBLIC_KEY, dsaEncoding: "ieee-p1363" } as const;
  t.true(verify("sha256", Buffer.from(`${head}.${body}`), key, Buffer.from(signature, "base64url")));
});

test("an exchange on the loopback tells of a fill over a real line", async (t) => {
  const server = new ExchangeServer({ now: () => T0 });
  server.list({ id: "BTC-USD", price: "100" });
  server.engine.account.deposit("USD", "1000");
  const url = await server.listen();
  t.teardown(() => server.close());
  let come: () => void = () => {};
  const news = (): Promise<void> => new Promise((heard) => void (come = heard));
  const timers = new ManualTimers();
  const follow = new UserFeed({
    key: KEY,
    url: url.replace("http", "ws"),
    symbols: [BTC],
    connect: (to) => new WebSocket(to),
    now: () => T0,
    timers: { monotonicMs: timers.monotonicMs, after: timers.setTimer },
    onNews: () => come(),
  });
  const terms = termsOf({ limit_limit_gtc: { base_size: "1", limit_price: "99" } });
  server.engine.place({ clientOrderId: "a", productId: "BTC-USD", side: "BUY", terms });
  const known = news();
  follow.start();
  t.teardown(() => follow.stop());
  await known;
  const filled = news();
  server.price("BTC-USD", "98");
  await filled;
  t.pass("each came as news");
});
